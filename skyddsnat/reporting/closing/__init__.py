"""The closing pack: every document, the data behind it, and a manifest that lets anybody check it without us."""
