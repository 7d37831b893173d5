"""What a person decides before an import is carried out."""
