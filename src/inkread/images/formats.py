"""Which kind of picture this is, by its first bytes; names and endings are never believed."""

from __future__ import annotations

from typing import IO, Final, Literal

from inkread.errors import NotAnImage, TruncatedImage

Format = Literal["PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF", "HEIC", "PDF"]

_BEGINNINGS: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"%PDF-", "PDF"),
)
_HEIC_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
)
_HEADER_BYTES: Final = 1024


def recognise(stream: IO[bytes]) -> Format:
    """The kind of picture in a seekable stream, which is left at its beginning.

    Raises NotAnImage when it is none that is read, TruncatedImage when it ends within its mark.
    """
    stream.seek(0)
    header = stream.read(_HEADER_BYTES)
    stream.seek(0)
    if not header:
        raise NotAnImage("the file is empty")
    for beginning, kind in _BEGINNINGS:
        if header.startswith(beginning):
            return kind
    if header[:4] == b"RIFF" and header[8:12] == b"WEBP":
        return "WebP"
    if header[4:8] == b"ftyp" and _HEIC_BRANDS & {header[8:12], *_compatible_brands(header)}:
        return "HEIC"
    # Some writers put a few bytes before the mark of a PDF, and its readers allow that.
    if b"%PDF-" in header:
        return "PDF"
    for beginning, kind in _BEGINNINGS:
        if 1 < len(header) < len(beginning) and beginning.startswith(header):
            raise TruncatedImage(kind, f"it ends after {len(header)} bytes")
    raise NotAnImage(_describe(header))


def _compatible_brands(header: bytes) -> set[bytes]:
    size = min(int.from_bytes(header[:4], "big"), len(header))
    return {header[i : i + 4] for i in range(16, size - 3, 4)}


def _describe(header: bytes) -> str:
    """What the file is instead, as far as its first bytes tell."""
    lowered = header.lower()
    if b"<svg" in lowered:
        return "it is an SVG drawing; save it as PNG first"
    if lowered.lstrip().startswith((b"<!doctype html", b"<html")):
        return "it is a web page"
    if header.startswith(b"PK\x03\x04"):
        return "it is a ZIP archive or an office document"
    if header[4:8] == b"ftyp":
        return "it is a film, or a picture of a kind that is not supported"
    if _is_text(header):
        return "it is a text file"
    return "it is of no known kind"


def _is_text(header: bytes) -> bool:
    try:
        # The last character may be cut in two by the end of the header.
        text = header.decode("utf-8", errors="strict" if len(header) < _HEADER_BYTES else "ignore")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character in "\t\r\n\f" for character in text)
