"""Cases as evidence: how many were opened, how far they came and how they ended, never fewer than five together."""
