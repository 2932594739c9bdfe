"""inkread reads handwritten and printed numbers from pictures.

>>> from inkread import Reader
>>> reader = Reader()                   # doctest: +SKIP
>>> reader.read("form.jpg")[0].text     # doctest: +SKIP
'67021'
"""

from inkread.constraints import All, Constraint, Date, Iban, Length, Luhn, OneOf, Pattern
from inkread.details import First, Fit, Second, Style
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
from inkread.notation import Value
from inkread.options import Limits, ReadOptions
from inkread.page import Box, Digit, Number, Page, Sign
from inkread.reader import Reader

__version__ = "0.1.0"

__all__ = [
    "All",
    "Box",
    "Constraint",
    "DataDamaged",
    "DataError",
    "DataInvalid",
    "DataMissing",
    "DataSetUnknown",
    "DataUnavailable",
    "Date",
    "Digit",
    "EncryptedDocument",
    "FileTooLarge",
    "First",
    "Fit",
    "FontsMissing",
    "Iban",
    "ImageTooLarge",
    "InkreadError",
    "Length",
    "LimitExceeded",
    "Limits",
    "Luhn",
    "MissingExtra",
    "ModelCardInvalid",
    "ModelDamaged",
    "ModelError",
    "ModelFailed",
    "ModelNotFound",
    "NotAnImage",
    "NotWritable",
    "Number",
    "OneOf",
    "OptionsInvalid",
    "Page",
    "Pattern",
    "ReadOptions",
    "Reader",
    "Second",
    "Sign",
    "SourceError",
    "SourceNotFound",
    "SourceUnreadable",
    "Style",
    "TooManyPages",
    "TookTooLong",
    "TruncatedImage",
    "Value",
    "__version__",
]
