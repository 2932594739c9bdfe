"""How languages write figures and times, where Django's own way is not that of browsers."""
