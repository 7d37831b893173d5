"""What people read: report workbooks and charts."""
