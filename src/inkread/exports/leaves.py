"""A page as an export takes it: what was read, with the picture where that is at hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkread.page import Page


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One page, and its upright picture, (h, w, 3) uint8 RGB, for the exports that show it."""

    page: Page
    pixels: NDArray[np.uint8] | None = None

    @property
    def picture(self) -> NDArray[np.uint8]:
        """The pixels; ValueError where they were not given, or are not of this page's size."""
        if self.pixels is None:
            raise ValueError("this export needs the picture of every page")
        height, width = self.pixels.shape[:2]
        if (width, height) != (self.page.width, self.page.height):
            size = f"{self.page.width} x {self.page.height}"
            raise ValueError(f"the picture has {width} x {height} pixels, the page {size}")
        return self.pixels
