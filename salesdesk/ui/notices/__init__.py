"""Telling something outside of the window: by the desktop's own notifications, or a small window of ours."""
