"""Is it a crime, can Sweden try it: the guide as pages. The reasoning is in `guidance/law`."""
