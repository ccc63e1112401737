"""The staff's pages for mailings, and those that a letter's links lead to."""
