"""Path / bytes / file / array / PIL image -> upright uint8 RGB pages, within limits."""

from inkread.images.listing import pictures_below
from inkread.images.opening import ImageSource, Photo, open_pages

__all__ = ["ImageSource", "Photo", "open_pages", "pictures_below"]
