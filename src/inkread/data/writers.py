"""Which writers of MNIST no recipe trains on: validation and drawn tests are theirs alone."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

HELD_OUT_WRITERS: Final = 0.1
WRITER_SEED: Final = 0


def hold_out(
    writers: NDArray[Any], share: float = HELD_OUT_WRITERS, seed: int = WRITER_SEED
) -> NDArray[np.bool_]:
    """Whether each digit (n,) is by one of the writers held out, told by whose it is (n,)."""
    known = np.unique(writers)
    held = np.random.default_rng(seed).choice(known, size=round(len(known) * share), replace=False)
    return np.isin(writers, held)
