"""The same child entered twice by one organisation: pairs that are alike, and what a person said of them."""
