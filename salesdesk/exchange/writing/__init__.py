"""Lists written as workbooks and as text."""
