"""What a camera or scanner does to a page: perspective, light, blur, grain, low resolution."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

F64 = NDArray[np.float64]


def draw_homography(rng: np.random.Generator, size: int, out: int) -> F64:
    """A (3, 3) map from a scene of `size` px to a photo of `out` px: shift, turn, tilt, zoom."""
    angle = np.deg2rad(rng.normal(0, 2.5) if rng.random() < 0.8 else rng.uniform(-22, 22))
    zoom = np.exp(rng.normal(0, 0.06))
    cos, sin = np.cos(angle) * zoom, np.sin(angle) * zoom
    shear = rng.normal(0, 0.03)
    slack = (size - out) / 2
    centre, shift = size / 2, out / 2 + rng.uniform(-slack, slack, 2)
    to_middle = np.array([[1, 0, -centre], [0, 1, -centre], [0, 0, 1.0]])
    turn = np.array([[cos, -sin + shear, 0], [sin, cos, 0], [*rng.normal(0, 0.00025, 2), 1.0]])
    back = np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1.0]])
    return np.asarray(back @ turn @ to_middle)


def project(homography: F64, points: F64) -> F64:
    """`points` (n, 2) px through a (3, 3) map."""
    flat = np.concatenate([points, np.ones((len(points), 1))], 1) @ homography.T
    return np.asarray(flat[:, :2] / flat[:, 2:])


def warp(paper: Image.Image, homography: F64, out: int) -> Image.Image:
    """The photo of `out` px that `homography` makes of the scene."""
    inverse = np.linalg.inv(homography)
    inverse = inverse / inverse[2, 2]
    grey = int(paper.getpixel((1, 1)))  # type: ignore[arg-type]
    return paper.transform(
        (out, out),
        Image.Transform.PERSPECTIVE,
        tuple(inverse.ravel()[:8]),
        Image.Resampling.BILINEAR,
        fillcolor=grey,
    )


def degrade(photo: Image.Image, rng: np.random.Generator, height: float) -> Image.Image:
    """Optical faults in proportion to digits `height` px high, so that they stay readable."""
    out = photo.width
    if rng.random() < 0.45:
        # Small pictures are enlarged before they are read: digits of 9 px and more.
        share = max(rng.uniform(0.35, 1.0), 9.5 / max(height, 9.5))
        small = max(16, round(out * share))
        kernel = Image.Resampling.BOX if rng.random() < 0.5 else Image.Resampling.BILINEAR
        photo = photo.resize((small, small), kernel)
    if rng.random() < 0.55:
        radius = rng.uniform(0, 0.075) * height * photo.width / out
        photo = photo.filter(ImageFilter.GaussianBlur(float(min(radius, 3.0))))
    if rng.random() < 0.12:
        photo = photo.filter(ImageFilter.UnsharpMask(2, int(rng.integers(50, 200)), 2))
    photo = _light(photo, rng)
    if rng.random() < 0.5:
        photo = _grain(photo, rng)
    if rng.random() < 0.35:
        photo = _press_jpeg(photo, int(rng.integers(25, 92)))
    if photo.width != out:
        photo = photo.resize((out, out), Image.Resampling.BILINEAR)
    return photo


def _light(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Uneven light, a shadow's edge, another exposure."""
    if rng.random() < 0.35:
        return photo
    n = photo.width
    field = (
        rng.uniform(0.55, 1.1, (3, 3))
        if rng.random() < 0.6
        else np.full((3, 3), rng.uniform(0.6, 1.05))
    )
    mask = Image.fromarray(np.clip(field * 200, 0, 255).astype(np.uint8))
    light = np.asarray(mask.resize((n, n), Image.Resampling.BICUBIC), np.float32) / 200
    if rng.random() < 0.15:
        ys, xs = np.mgrid[0:n, 0:n].astype(np.float32)
        edge = xs * rng.normal() + ys * rng.normal() - rng.uniform(-n, n)
        light = light * (
            1 - rng.uniform(0.15, 0.5) / (1 + np.exp(np.clip(-edge / rng.uniform(2, 30), -30, 30)))
        )
    pixels = np.asarray(photo, np.float32) * light
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _grain(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    pixels = np.asarray(photo, np.float32)
    noise = rng.standard_normal(pixels.shape, dtype=np.float32) * np.float32(rng.uniform(1, 9))
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def _press_jpeg(photo: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("L")
