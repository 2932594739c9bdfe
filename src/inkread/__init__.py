"""inkread reads handwritten and printed numbers from pictures.

>>> from inkread import Reader
>>> reader = Reader()                   # doctest: +SKIP
>>> reader.read("form.jpg")[0].text     # doctest: +SKIP
'67021'
"""

from inkread.errors import (
    DataDamaged,
    DataError,
    DataInvalid,
    DataMissing,
    DataSetUnknown,
    DataUnavailable,
    EncryptedDocument,
    FileTooLarge,
    FontsMissing,
    ImageTooLarge,
    InkreadError,
    LimitExceeded,
    MissingExtra,
    ModelCardInvalid,
    ModelDamaged,
    ModelError,
    ModelFailed,
    ModelNotFound,
    NotAnImage,
    NotWritable,
    OptionsInvalid,
    SourceError,
    SourceNotFound,
    SourceUnreadable,
    TookTooLong,
    TooManyPages,
    TruncatedImage,
)
from inkread.options import Limits, ReadOptions
from inkread.page import Box, Digit, Number, Page
from inkread.reader import Reader

__version__ = "0.1.0"

__all__ = [
    "Box",
    "DataDamaged",
    "DataError",
    "DataInvalid",
    "DataMissing",
    "DataSetUnknown",
    "DataUnavailable",
    "Digit",
    "EncryptedDocument",
    "FileTooLarge",
    "FontsMissing",
    "ImageTooLarge",
    "InkreadError",
    "LimitExceeded",
    "Limits",
    "MissingExtra",
    "ModelCardInvalid",
    "ModelDamaged",
    "ModelError",
    "ModelFailed",
    "ModelNotFound",
    "NotAnImage",
    "NotWritable",
    "Number",
    "OptionsInvalid",
    "Page",
    "ReadOptions",
    "Reader",
    "SourceError",
    "SourceNotFound",
    "SourceUnreadable",
    "TooManyPages",
    "TookTooLong",
    "TruncatedImage",
    "__version__",
]
