"""A self-test for travellers: five decisions, each answered calmly. Nothing is kept and nobody gets points."""
