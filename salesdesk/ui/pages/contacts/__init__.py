"""The pages of contacts: the list, one person, and their dialogs."""
