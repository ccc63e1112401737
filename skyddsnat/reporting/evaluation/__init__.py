"""The evaluation pack: for those who evaluate the assignment from outside, with every number to be worked out anew."""
