"""The one write path: units of work, the journal they keep, and undoing a batch of it."""
