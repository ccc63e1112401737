"""Where do I turn? A few questions, one a page, that end in the right number or address."""
