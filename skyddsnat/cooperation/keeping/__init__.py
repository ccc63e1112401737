"""How long cases are kept: days by how a case ended, legal holds, destruction, and the numbers that are left."""
