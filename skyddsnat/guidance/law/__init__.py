"""Is it a crime, and can Sweden try it? The law as dated rules, and the reasoning over them. Plain Python."""
