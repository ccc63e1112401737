"""What needs a real browser. A package, so that what is shared here ends before other tests begin in the same process."""
