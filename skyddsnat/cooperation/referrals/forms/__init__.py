"""One form per thing of a case."""
