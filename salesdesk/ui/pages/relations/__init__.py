"""Relations between people: the card on a person's page, and the dialog that adds one."""
