"""The filter builder: conditions in lines and groups, each with the rows it leaves."""
