"""The pages of the window, one module or package per area."""
