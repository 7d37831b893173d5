"""Files a person chooses: dialogs, their icons, files taken in by a drop."""
