"""The door of `knowledge` for the rooms above it."""
