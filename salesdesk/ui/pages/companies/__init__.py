"""The pages of companies: the list, one company, and their dialogs."""
