"""Tesseract's own C interface, through ctypes: no process is started for a picture.

The library comes with Debian's package tesseract-ocr, and so does the English model, the only one
that is used. A process for each picture would add its start to every time that is told.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator, Mapping
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_size_t, c_void_p
from functools import cache

from benchmarks.peers.peer import Character
from PIL import Image

from inkread.page import Box

LSTM_ONLY = 1
TEXT_LINE, SYMBOL = 2, 4

# Name -> what it answers, what it takes.
SIGNATURES: Mapping[str, tuple[type | None, tuple[type, ...]]] = {
    "TessVersion": (c_char_p, ()),
    "TessBaseAPICreate": (c_void_p, ()),
    "TessBaseAPIInit4": (
        c_int,
        (
            *(c_void_p, c_char_p, c_char_p, c_int, c_void_p, c_int),
            *(POINTER(c_char_p), POINTER(c_char_p), c_size_t, c_int),
        ),
    ),
    "TessBaseAPISetPageSegMode": (None, (c_void_p, c_int)),
    "TessBaseAPISetImage": (None, (c_void_p, c_char_p, c_int, c_int, c_int, c_int)),
    "TessBaseAPISetSourceResolution": (None, (c_void_p, c_int)),
    "TessBaseAPIRecognize": (c_int, (c_void_p, c_void_p)),
    "TessBaseAPIGetIterator": (c_void_p, (c_void_p,)),
    "TessBaseAPIClear": (None, (c_void_p,)),
    "TessResultIteratorGetPageIterator": (c_void_p, (c_void_p,)),
    "TessResultIteratorNext": (c_int, (c_void_p, c_int)),
    "TessResultIteratorGetUTF8Text": (c_void_p, (c_void_p, c_int)),
    "TessResultIteratorConfidence": (c_float, (c_void_p, c_int)),
    "TessResultIteratorDelete": (None, (c_void_p,)),
    "TessPageIteratorIsAtBeginningOf": (c_int, (c_void_p, c_int)),
    "TessPageIteratorBoundingBox": (c_int, (c_void_p, c_int, *[POINTER(c_int)] * 4)),
    "TessDeleteText": (None, (c_void_p,)),
}


class TesseractFailed(Exception):
    """The library is there but does not do what it is asked; the message says what."""


@cache
def load_library() -> ctypes.CDLL | None:
    """The library, version 5, with its signatures; None when it is not installed."""
    for name in (ctypes.util.find_library("tesseract"), "libtesseract.so.5"):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if library is not None:
            for function, (answer, arguments) in SIGNATURES.items():
                getattr(library, function).restype = answer
                getattr(library, function).argtypes = arguments
            return library
    return None


class Engine:
    """One loaded English model; not for several threads at once.

    variables  Tesseract's own settings by name, some of which only count before the model is loaded
    """

    def __init__(self, library: ctypes.CDLL, variables: Mapping[str, str]) -> None:
        self._library = library
        self._handle = library.TessBaseAPICreate()
        names = (c_char_p * len(variables))(*[name.encode() for name in variables])
        values = (c_char_p * len(variables))(*[value.encode() for value in variables.values()])
        arguments = (None, b"eng", LSTM_ONLY, None, 0, names, values, len(variables), 0)
        if library.TessBaseAPIInit4(self._handle, *arguments) != 0:
            raise TesseractFailed("the English model cannot be loaded (tesseract-ocr-eng)")

    def read(self, image: Image.Image, mode: int) -> list[list[Character]]:
        """The characters of each line, px of `image`, in the page-segmentation mode 0 to 13."""
        library, grey = self._library, image.convert("L")
        library.TessBaseAPISetPageSegMode(self._handle, mode)
        pixels = grey.tobytes()
        library.TessBaseAPISetImage(self._handle, pixels, grey.width, grey.height, 1, grey.width)
        # Without it the engine guesses the resolution, and warns that it does.
        library.TessBaseAPISetSourceResolution(self._handle, 300)
        if library.TessBaseAPIRecognize(self._handle, None) != 0:
            raise TesseractFailed("a picture could not be recognised")
        lines: list[list[Character]] = []
        for is_new_line, character in self._symbols():
            if is_new_line or not lines:
                lines.append([])
            lines[-1].append(character)
        library.TessBaseAPIClear(self._handle)
        return lines

    def _symbols(self) -> Iterator[tuple[bool, Character]]:
        """Whether a new line has begun since the last one, and the character."""
        library = self._library
        result = library.TessBaseAPIGetIterator(self._handle)
        if not result:
            return
        place = library.TessResultIteratorGetPageIterator(result)
        is_new_line, goes_on = False, True
        while goes_on:
            is_new_line |= bool(library.TessPageIteratorIsAtBeginningOf(place, TEXT_LINE))
            character = self._symbol(result, place)
            if character is not None:
                yield is_new_line, character
                is_new_line = False
            goes_on = bool(library.TessResultIteratorNext(result, SYMBOL))
        library.TessResultIteratorDelete(result)

    def _symbol(self, result: int, place: int) -> Character | None:
        """The digit that the iterators stand at; None for what is none, or has no place."""
        library = self._library
        pointer = library.TessResultIteratorGetUTF8Text(result, SYMBOL)
        if not pointer:
            return None
        text = (ctypes.string_at(pointer) or b"").decode("utf-8", "replace").strip()
        library.TessDeleteText(pointer)
        sides = [c_int() for _ in range(4)]
        has_place = library.TessPageIteratorBoundingBox(place, SYMBOL, *map(byref, sides))
        if not has_place or text not in tuple("0123456789"):
            return None
        sure = float(library.TessResultIteratorConfidence(result, SYMBOL)) / 100
        return Character(text, sure, Box(*(float(side.value) for side in sides)))
