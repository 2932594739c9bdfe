"""Scenes of no writing, as photographs have them: shapes, solids, textures."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from inkread.training.synthesis.canvas import Canvas
from inkread.training.synthesis.glyphs import Library


def draw_shapes(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Blobs, edges and curves on texture, as of a photograph of no writing."""
    if rng.random() < 0.7:
        draw_texture(canvas, rng, library, shade)
    pen = ImageDraw.Draw(canvas.paper)
    spread = rng.uniform(8, 90)
    for _ in range(int(rng.integers(3, 40))):
        middle = rng.uniform(0, canvas.size, 2)
        grey = int(rng.integers(256))
        corners = [tuple(map(float, middle + rng.normal(0, spread, 2))) for _ in range(4)]
        choice = rng.random()
        if choice < 0.35:
            r = rng.uniform(1, spread, 2)
            pen.ellipse((*(middle - r), *(middle + r)), fill=grey)
        elif choice < 0.65:
            pen.polygon(corners, fill=grey)
        elif choice < 0.85:
            pen.line(corners, fill=grey, width=int(rng.integers(1, 7)), joint="curve")
        else:
            r, turn = rng.uniform(3, spread, 2), rng.uniform(0, 360)
            bow = (turn, turn + rng.uniform(40, 270))
            pen.arc((*(middle - r), *(middle + r)), *bow, fill=grey, width=int(rng.integers(1, 6)))
    if rng.random() < 0.5:
        canvas.paper = canvas.paper.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.5, 2.5))))


def draw_solids(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Balls, fruit, blossoms and leaves in some light: round, and yet no zeros."""
    if rng.random() < 0.7:
        draw_texture(canvas, rng, library, shade)
    for _ in range(int(rng.integers(1, 8))):
        radius = float(np.exp(rng.uniform(np.log(5), np.log(75))))
        middle = rng.uniform(0, canvas.size, 2)
        picture, mask = draw_solid(rng, radius)
        corner = (int(middle[0] - mask.width / 2), int(middle[1] - mask.height / 2))
        canvas.paper.paste(picture, corner, mask)
    if rng.random() < 0.5:
        canvas.paper = canvas.paper.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.5, 2.5))))


def draw_solid(rng: np.random.Generator, radius: float) -> tuple[Image.Image, Image.Image]:
    """A shaded body of about `radius` px, plain, lobed or with petals: (picture, mask), grey."""
    n = int(radius * 3) + 4
    y, x = (np.mgrid[:n, :n] - (n - 1) / 2) / radius
    turn, squeeze = rng.uniform(0, np.pi), rng.uniform(0.5, 1.0)
    u, v = x * np.cos(turn) + y * np.sin(turn), (y * np.cos(turn) - x * np.sin(turn)) / squeeze
    angle = np.arctan2(v, u)
    lobes = int(rng.integers(3, 26))
    lobed = rng.uniform(0, 0.15) if rng.random() < 0.6 else 0.0
    r = np.hypot(u, v) * (1 + lobed * np.cos(lobes * angle))
    # As if lit from one side: the normal of a ball at (u, v), and a rim that may be dark.
    height = np.sqrt(np.clip(1 - r**2, 0, 1))
    light = rng.normal(0, 1, 3)
    light /= np.linalg.norm(light)
    lit = light[0] * u + light[1] * v + abs(light[2]) * height
    grey = rng.uniform(40, 230) + rng.uniform(0, 90) * lit - rng.uniform(-20, 60) * r**4
    if rng.random() < 0.6:
        # Petals: rings of lobes, each ring turned against the one within.
        rings = rng.uniform(1.5, 6)
        swirl = lobes * angle + np.pi * np.floor(r * rings)
        grey = grey + rng.uniform(5, 50) * np.cos(swirl) * np.abs(np.sin(np.pi * r * rings))
    if rng.random() < 0.4:
        core = rng.uniform(0.1, 0.4)
        grey = np.where(r < core, grey * rng.uniform(0.3, 1.4), grey)
    grey = grey + rng.normal(0, rng.uniform(0, 10), grey.shape)
    mask = np.clip((1 - r) * radius / rng.uniform(1, 4) + 0.5, 0, 1) * 255
    return (
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)),
        Image.fromarray(mask.astype(np.uint8)),
    )


def draw_texture(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Noise of one or several grains, from single pixels to clouds, or specks."""
    n = canvas.size
    pixels = np.asarray(canvas.paper, np.float32)
    if rng.random() < 0.2:
        dots = rng.random((n, n)) < rng.uniform(0.002, 0.03)
        pixels = np.where(dots, rng.uniform(0, 255), pixels)
    grains = rng.choice([1, 2, 3, 5, 8, 14, 25, 45], int(rng.integers(1, 5)), replace=False)
    for grain in grains:
        coarse = rng.normal(0, 1, (n // grain + 2, n // grain + 2)).astype(np.float32)
        # Coarser grains are stronger, as in photographs (whose spectra fall with frequency).
        strength = rng.uniform(2, 12) * grain ** rng.uniform(0.2, 0.8)
        cloud = Image.fromarray(coarse).resize((n, n), Image.Resampling.BICUBIC)
        pixels = pixels + np.asarray(cloud) * strength
    canvas.paper = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
