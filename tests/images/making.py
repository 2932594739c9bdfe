"""Pictures and documents for the tests of this room."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from inkread.images import ImageSource, Photo, open_pages
from inkread.options import Limits

MARK_POINTS = b"0 0 0 rg 20 100 60 80 re f"


def opened(source: ImageSource, **limits: Any) -> Photo:
    (photo,) = open_pages(source, Limits(**limits))
    return photo


def marked(width: int = 60, height: int = 40) -> Image.Image:
    """White with a black top left quarter."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("black", (0, 0, width // 2, height // 2))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pdf(*pages: bytes, media: tuple[int, int] = (200, 200), encrypt: bytes = b"") -> bytes:
    """A PDF, written by hand, with these contents; `media` in points."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
    }
    for i, content in enumerate(pages):
        objects[10 + 2 * i] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R >>"
            % (*media, 11 + 2 * i)
        )
        objects[11 + 2 * i] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return assembled(objects, encrypt)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    body, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(
        b"%d 1\n%010d %05d %s \n" % (number, places.get(number, 0), 0, b"n")
        for number in sorted(places)
    )
    start = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n" + table
    size = max(objects) + 1
    body += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        *(size, trailer),
        start,
    )
    return body


def is_marked(photo: Photo) -> bool:
    h, w = photo.height, photo.width
    quarters = [
        photo.pixels[: h // 2, : w // 2],
        photo.pixels[: h // 2, w // 2 :],
        photo.pixels[h // 2 :, : w // 2],
        photo.pixels[h // 2 :, w // 2 :],
    ]
    return [int(quarter.mean()) > 128 for quarter in quarters] == [False, True, True, True]
