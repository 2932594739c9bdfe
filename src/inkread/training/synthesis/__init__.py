"""Synthesis of pages: pure functions of a generator, from glyphs to photographed canvases."""
