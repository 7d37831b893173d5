"""What every list page shares: columns, filters, saved views, bulk changes, export."""
