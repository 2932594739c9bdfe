"""The networks and the one graph that joins them, in torch."""
