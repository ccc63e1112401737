"""A yes to letting what is sealed go on to a named successor: its rules, acts and pages, for the rooms that seal."""
