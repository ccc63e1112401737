"""Pages of the report and the closing pack, one module a noun."""
