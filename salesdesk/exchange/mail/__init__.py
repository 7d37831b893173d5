"""Files of e-mails understood, in the child process that reads foreign files."""
