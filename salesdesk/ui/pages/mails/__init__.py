"""E-mails dropped on a record or on the window: read, asked about where somebody is unknown, and kept."""
