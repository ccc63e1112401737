"""A database whose transactions really commit, for tests with two connections at once."""
