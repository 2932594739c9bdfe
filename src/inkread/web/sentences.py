"""What the library says of a picture, in the language of the page.

The library speaks English: its errors carry facts, and here each is said with them once more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from inkread import (
    EncryptedDocument,
    FileTooLarge,
    ImageTooLarge,
    InkreadError,
    MissingExtra,
    NotAnImage,
    SourceUnreadable,
    TookTooLong,
    TooManyPages,
    TruncatedImage,
)

# Why a picture is none, or damaged, in the library's words.
REASONS: Final = (
    gettext_noop("the file is empty"),
    gettext_noop("it is of no known kind"),
    gettext_noop("it is an SVG drawing; save it as PNG first"),
    gettext_noop("it is a web page"),
    gettext_noop("it is a ZIP archive or an office document"),
    gettext_noop("it is a film, or a picture of a kind that is not supported"),
    gettext_noop("it is a text file"),
    gettext_noop("the PDF has no pages"),
    gettext_noop("the TIFF has no pages"),
    gettext_noop("its end is missing"),
    gettext_noop("its pages go round in a circle"),
    gettext_noop("the picture has no pixels"),
    gettext_noop("it needs more memory than a picture may"),
    gettext_noop("its decoder gave up on it"),
    gettext_noop("it is of a kind that is not supported"),
)
# What decoders of others say of a file that breaks off, and of one that they do not know.
_ENDED: Final = ("truncated", "ends after", "end of", "not enough", "too short", "broken data")
_UNKNOWN: Final = ("supported",)


def sentence_of(error: InkreadError) -> str:
    """The error in one sentence; in English where it is none that a sender can cause."""
    for kind, say in _SAID:
        if isinstance(error, kind):
            return say(error)
    return str(error)


def _file_too_large(error: FileTooLarge) -> str:
    limit = _bytes(int(error.limit))
    if error.size is None:
        return _("The file is larger than the %(limit)s allowed.") % {"limit": limit}
    return _("The file of %(size)s is larger than the %(limit)s allowed.") % {
        "size": _bytes(error.size),
        "limit": limit,
    }


def _image_too_large(error: ImageTooLarge) -> str:
    return _("The picture has %(pixels)s pixels; at most %(limit)s are allowed.") % {
        "pixels": figure(error.pixels),
        "limit": figure(error.limit),
    }


def _too_many_pages(error: TooManyPages) -> str:
    return ngettext(
        "The document has %(count)s page; at most %(limit)s are allowed.",
        "The document has %(count)s pages; at most %(limit)s are allowed.",
        error.pages,
    ) % {"count": figure(error.pages), "limit": figure(error.limit)}


def _took_too_long(error: TookTooLong) -> str:
    return _("The page took %(seconds)s seconds; at most %(limit)s are allowed.") % {
        "seconds": figure(error.seconds, 1),
        "limit": figure(error.limit, 0 if float(error.limit).is_integer() else 1),
    }


def _not_an_image(error: NotAnImage) -> str:
    return _("This is not a picture that can be read: %(why)s.") % {"why": _reason(error.reason)}


def _truncated(error: TruncatedImage) -> str:
    facts = {"kind": error.kind, "why": _reason(error.reason)}
    return _("The %(kind)s picture is incomplete or damaged: %(why)s.") % facts


def _unreadable(error: SourceUnreadable) -> str:
    return _("The file cannot be opened: %(why)s.") % {"why": _reason(error.reason)}


def _reason(reason: str) -> str:
    """Why, in words of ours: what a decoder of somebody else says is for programmers."""
    if reason in REASONS:
        return _(reason)
    if any(word in reason.lower() for word in _ENDED):
        return _("its end is missing")
    if any(word in reason.lower() for word in _UNKNOWN):
        return _("it is of a kind that is not supported")
    return _("its decoder gave up on it")


def _encrypted(error: EncryptedDocument) -> str:
    return _("The PDF is protected by a password; save it without one first.")


def _missing_extra(error: MissingExtra) -> str:
    return _("This server lacks a part that it needs to open pictures of this kind.")


def _bytes(count: int) -> str:
    if count >= 100_000:
        return _("%(size)s MB") % {"size": figure(count / 1e6, 1)}
    return ngettext("%(count)s byte", "%(count)s bytes", count) % {"count": figure(count)}


def figure(value: float, decimals: int = 0) -> str:
    """A figure as the language of the answer writes it, rounded."""
    # Django cuts off what is beyond the decimals.
    return number_format(round(value, decimals), decimals, force_grouping=True)


_SAID: Final[tuple[tuple[type[InkreadError], Callable[[Any], str]], ...]] = (
    (FileTooLarge, _file_too_large),
    (ImageTooLarge, _image_too_large),
    (TooManyPages, _too_many_pages),
    (TookTooLong, _took_too_long),
    (NotAnImage, _not_an_image),
    (TruncatedImage, _truncated),
    (SourceUnreadable, _unreadable),
    (EncryptedDocument, _encrypted),
    (MissingExtra, _missing_extra),
)
