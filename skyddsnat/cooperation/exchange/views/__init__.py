"""Pages of the exchange, and JSON for their scripts."""
