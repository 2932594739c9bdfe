"""How languages write figures, where Django's own way is not that of browsers."""
