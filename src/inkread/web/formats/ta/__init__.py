"""Tamil."""
