"""The international bank account numbers that are all digits but for their country's code."""

from __future__ import annotations

from typing import Final

# Countries whose account numbers hold no letters, and the length of their IBAN, letters included:
# the IBAN registry (ISO 13616), release 101. Where letters may occur, as in CH, FR or GB, a
# reader of digits cannot know whether it saw the whole.
_REGISTERED: Final = """
    AE23 AT20 BA20 BE16 BI27 CR22 CZ24 DE22 DJ27 DK18 EE20 EG29 ES24 FI18
    FO18 GL18 HR21 HU28 IL23 IS26 LT20 LY25 ME22 MN20 MR27 NO15 PL28 PT25
    RS22 SD18 SE24 SI19 SK24 SO23 ST25 TL23 TN24 VA22 XK20
"""
LENGTHS: Final = {entry[:2]: int(entry[2:]) for entry in _REGISTERED.split()}

# How many digits were read, and what they leave when they are divided by 97, each digit at the
# place where it counts; of the first digit alone, that digit.
IbanState = tuple[int, int]


def iban_moves(country: str, state: IbanState) -> list[IbanState | None]:
    """The states after each of the ten digits; None where no IBAN goes on so.

    The check digits count last, behind the country's letters as numbers from 10 on, so the account
    counts 10^6 times as much as it says.
    """
    count, rest = state
    left = LENGTHS[country] - 2 - count
    if left == 0:
        return [None] * 10
    if count == 0:
        return [(1, digit) for digit in range(10)]
    if count == 1:
        letters = int("".join(str(int(letter, 36)) for letter in country))
        checks = [10 * rest + digit for digit in range(10)]
        return [(2, (100 * letters + c) % 97) if 2 <= c <= 98 else None for c in checks]
    weight = pow(10, left - 1 + 6, 97)
    return [(count + 1, (rest + digit * weight) % 97) for digit in range(10)]
