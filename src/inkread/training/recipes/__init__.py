"""Recipes: what a model is trained on, for how long, and by which loss."""
