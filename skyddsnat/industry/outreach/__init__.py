"""Workplaces to reach: lists from a table, contacts taken and their evidence, what is next, and the map of coverage."""
