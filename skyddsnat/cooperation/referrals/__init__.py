"""The referral of a child between authorities in two states: its steps, what each needs, and its pages."""
