"""The edge to the decoders of others: every way in which they fail becomes one of our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from inkread.errors import ImageTooLarge, InkreadError, NotAnImage, TruncatedImage
from inkread.options import Limits


@contextmanager
def translated(kind: str, limits: Limits) -> Iterator[None]:
    """Turns what a decoder raises into TruncatedImage, NotAnImage or ImageTooLarge.

    Decoders fail on damaged files with every type of exception there is, from SyntaxError to
    struct.error; only lack of memory and our own errors pass unchanged.
    """
    try:
        yield
    except (InkreadError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLarge(_first_number(str(error)), limits.pixels) from error
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        if any(word in reason.lower() for word in ("unsupported", "not supported", "unknown")):
            raise NotAnImage(f"this kind of {kind} is not supported ({reason})") from error
        raise TruncatedImage(kind, reason.rstrip(".")) from error


def _first_number(sentence: str) -> int:
    digits = next((word for word in sentence.strip("(").split() if word.strip("()").isdigit()), "0")
    return int(digits.strip("()"))
