"""One import at work, without a page."""
