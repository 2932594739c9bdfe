"""One error tree. Every error is named after a fact, carries it, and says it in one sentence.

    InkreadError
    ├── OptionsInvalid          an option that makes no sense
    ├── MissingExtra            a part that is not installed
    ├── NotWritable             a place where nothing can be written
    ├── SourceError             something about the picture that was given
    │   ├── SourceNotFound      there is no such file
    │   ├── SourceUnreadable    it is there, and cannot be opened
    │   ├── NotAnImage          it is no picture, or of a kind that is not read
    │   ├── TruncatedImage      the picture breaks off or is damaged
    │   ├── EncryptedDocument   a PDF behind a password
    │   └── LimitExceeded
    │       ├── FileTooLarge    bytes
    │       ├── ImageTooLarge   pixels of one page
    │       ├── TooManyPages    pages
    │       └── TookTooLong     seconds for one page
    ├── ModelError
    │   ├── ModelNotFound       no model of that name or at that place
    │   ├── ModelCardInvalid    the card beside the model says too little or nonsense
    │   ├── ModelDamaged        the model is not the file that its card describes
    │   └── ModelFailed         the model could not be loaded or run
    └── DataError
        ├── DataSetUnknown      no data set of that name
        ├── DataMissing         a file that a data set needs is not there
        ├── DataDamaged         a file of a data set has another sha256
        ├── DataInvalid         a file of a data set does not hold what it should
        ├── FontsMissing        fonts that pages are drawn with are not installed
        └── DataUnavailable     a data set that cannot be fetched

The positional arguments of an error are its facts, so that every error survives pickling (a
picture may be opened in another process) and `str(error)` is always the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence


class InkreadError(Exception):
    """The root: everything that inkread raises on purpose."""


class OptionsInvalid(InkreadError):
    """An option was given a value that makes no sense."""

    def __init__(self, option: str, value: object, rule: str) -> None:
        super().__init__(option, value, rule)
        self.option = option
        self.value = value
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.option} must be {self.rule}, not {self.value!r}."


class MissingExtra(InkreadError):
    """A part of inkread is needed that is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(purpose, extra)
        self.purpose = purpose
        self.extra = extra

    def __str__(self) -> str:
        return (
            f'{self.purpose} needs a part that is not installed: install "inkread[{self.extra}]".'
        )


class NotWritable(InkreadError):
    """What should be written cannot be written there."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path} cannot be written: {self.reason}."


class SourceError(InkreadError):
    """Something about the picture that was given."""


class SourceNotFound(SourceError):
    """There is no such file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return "There is no such file."


class SourceUnreadable(SourceError):
    """The file is there, and cannot be opened."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"The file cannot be opened: {self.reason}."


class NotAnImage(SourceError):
    """What was given is no picture, or a picture of a kind that is not read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"This is not a picture that can be read: {self.reason}."


class TruncatedImage(SourceError):
    """The picture breaks off before its end, or is damaged; nothing of it is read."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason

    def __str__(self) -> str:
        return f"The {self.kind} picture is incomplete or damaged: {self.reason}."


class EncryptedDocument(SourceError):
    """The PDF asks for a password."""

    def __str__(self) -> str:
        return "The PDF is protected by a password; save it without one first."


class LimitExceeded(SourceError):
    """The picture is larger, longer or slower than was allowed."""

    def __init__(self, amount: float, limit: float) -> None:
        super().__init__(amount, limit)
        self.limit = limit


class FileTooLarge(LimitExceeded):
    """The file has more bytes than allowed; `size` is None where reading stopped there."""

    def __init__(self, size: int | None, limit: int) -> None:
        SourceError.__init__(self, size, limit)
        self.size = size
        self.limit = limit

    def __str__(self) -> str:
        size = "" if self.size is None else f" of {_megabytes(self.size)}"
        return f"The file{size} is larger than the {_megabytes(int(self.limit))} allowed."


class ImageTooLarge(LimitExceeded):
    """A page has more pixels than allowed."""

    def __init__(self, pixels: int, limit: int) -> None:
        super().__init__(pixels, limit)
        self.pixels = pixels

    def __str__(self) -> str:
        return f"The picture has {self.pixels:,} pixels; at most {self.limit:,} are allowed."


class TooManyPages(LimitExceeded):
    """The document has more pages than allowed."""

    def __init__(self, pages: int, limit: int) -> None:
        super().__init__(pages, limit)
        self.pages = pages

    def __str__(self) -> str:
        return f"The document has {self.pages:,} pages; at most {self.limit:,} are allowed."


class TookTooLong(LimitExceeded):
    """One page took more seconds than allowed."""

    def __init__(self, seconds: float, limit: float) -> None:
        super().__init__(seconds, limit)
        self.seconds = seconds

    def __str__(self) -> str:
        return f"The page took {self.seconds:.1f} seconds; at most {self.limit:g} are allowed."


class ModelError(InkreadError):
    """Something about a model."""


class ModelNotFound(ModelError):
    """There is no model of that name or at that place."""

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        known = f" Known names: {', '.join(self.known)}." if self.known else ""
        return f"There is no model {self.name!r}.{known}"


class ModelCardInvalid(ModelError):
    """The card (JSON) beside a model cannot be understood."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"The model card {self.path} cannot be used: {self.reason}."


class ModelDamaged(ModelError):
    """The model's file is not the one that its card describes."""

    def __init__(self, path: str, expected: str, actual: str) -> None:
        super().__init__(path, expected, actual)
        self.path = path
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return (
            f"The model {self.path} is not the file that its card describes: "
            f"sha256 {self.actual[:12]}..., expected {self.expected[:12]}...."
        )


class ModelFailed(ModelError):
    """The model could not be loaded, or could not be run on a picture."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"The model {self.name!r} failed: {self.reason}."


class DataError(InkreadError):
    """Something about a data set."""


class DataSetUnknown(DataError):
    """There is no data set of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        return f"There is no data set {self.name!r}. Known names: {', '.join(self.known)}."


class DataMissing(DataError):
    """A file that a data set needs is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return (
            f"The data file {self.path} is missing; `inkread data list` says where it comes from."
        )


class DataDamaged(DataError):
    """A file of a data set has another sha256 than it should."""

    def __init__(self, path: str, expected: str, actual: str) -> None:
        super().__init__(path, expected, actual)
        self.path = path
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return (
            f"The data file {self.path} is not the expected one: "
            f"sha256 {self.actual[:12]}..., expected {self.expected[:12]}...."
        )


class DataInvalid(DataError):
    """A file of a data set does not hold what it should."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"The data file {self.path} cannot be used: {self.reason}."


class FontsMissing(DataError):
    """Fonts that pages are drawn with are not installed."""

    def __init__(self, names: Sequence[str], remedy: str) -> None:
        super().__init__(tuple(names), remedy)
        self.names = tuple(names)
        self.remedy = remedy

    def __str__(self) -> str:
        return f"These fonts are not installed: {', '.join(self.names)}; {self.remedy}."


class DataUnavailable(DataError):
    """A data set that cannot be fetched, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"The data set {self.name!r} cannot be fetched: {self.reason}."


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"
