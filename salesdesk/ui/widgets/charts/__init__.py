"""Charts painted from plain series, in the theme's roles; every bar can be pressed."""
