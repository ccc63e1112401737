"""What needs a real browser.

A package, so that what its tests share has ended before other tests begin in the same process.
"""
