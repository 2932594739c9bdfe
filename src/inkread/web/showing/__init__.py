"""How pages are shown to whom: in which language, and how large the type is."""
