"""What a number must be, and the best reading that is so."""

from inkread.constraints.choosing import constrain
from inkread.constraints.kinds import (
    All,
    Constraint,
    Date,
    Iban,
    Length,
    Luhn,
    OneOf,
    Pattern,
    asked_for,
)

__all__ = [
    "All",
    "Constraint",
    "Date",
    "Iban",
    "Length",
    "Luhn",
    "OneOf",
    "Pattern",
    "asked_for",
    "constrain",
]
