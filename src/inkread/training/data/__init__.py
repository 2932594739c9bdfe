"""Loaders of the real handwriting that models are trained on."""
