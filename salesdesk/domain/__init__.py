"""What the business knows: records, rules and arithmetic, free of files, clocks and Qt."""
