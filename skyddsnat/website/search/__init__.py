"""One search over everything the reader may see, and the reader's own way back to pages."""
