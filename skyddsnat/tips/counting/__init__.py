"""Closed tips as evidence: how many of which kind, where and how they ended, never fewer than five together."""
