"""What anybody may fetch: the published tables, each at an address of its own, with what they mean."""
