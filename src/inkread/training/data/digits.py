"""Isolated digits of the public sets, read from the files named in docs/how-to/train-a-model.md.

Every loader takes the data folder (`INKREAD_DATA`) and returns a `DigitSet`. Writers are
held apart by `split_writers`, so that validation is on hands that training never saw.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.data.writers import HELD_OUT_WRITERS, WRITER_SEED, hold_out

U8 = NDArray[np.uint8]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DigitSet:
    """Digits of one source.

    `images` is (n, h, w) uint8, ink bright on black; `labels` and `writers` are (n,) int64
    (writer -1 where the source does not say).
    """

    name: str
    images: U8
    labels: I64
    writers: I64

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, keep: NDArray[np.bool_]) -> DigitSet:
        """The same set with the rows where `keep` (n,) is true."""
        return DigitSet(self.name, self.images[keep], self.labels[keep], self.writers[keep])


@dataclass(frozen=True, slots=True)
class Crop:
    """A photographed digit with its surroundings: grey (h, w) uint8, any polarity."""

    pixels: U8
    label: int
    index: int


def read_idx(path: Path) -> U8:
    """The array in a gzipped IDX file of unsigned bytes."""
    raw = gzip.decompress(path.read_bytes())
    rank = raw[3]
    shape = struct.unpack(f">{rank}I", raw[4 : 4 + 4 * rank])
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load_mnist(root: Path, split: str = "train") -> DigitSet:
    """MNIST in its original order, with the writer of each digit from the QMNIST labels."""
    stem = "train" if split == "train" else "t10k"
    images = read_idx(root / "mnist" / f"{stem}-images-idx3-ubyte.gz")
    labels = read_idx(root / "mnist" / f"{stem}-labels-idx1-ubyte.gz").astype(np.int64)
    table = root / "qmnist" / f"qmnist-{'train' if split == 'train' else 'test'}-labels.tsv.gz"
    writers = np.loadtxt(io.BytesIO(gzip.decompress(table.read_bytes())), dtype=np.int64)[:, 2]
    return DigitSet(f"mnist-{split}", images, labels, writers[: len(labels)])


def load_optdigits(root: Path) -> DigitSet:
    """UCI optdigits, the original 32x32 bitmaps."""
    path = root / "optdigits" / "optdigits-orig.tra.gz"
    lines = gzip.decompress(path.read_bytes()).decode("ascii").split("\n")[21:]
    rows = [line for line in lines if line.strip()]
    blocks = range(0, len(rows) - 32, 33)
    bits = [[[int(c) for c in row.strip()] for row in rows[i : i + 32]] for i in blocks]
    labels = np.array([int(rows[i + 32]) for i in blocks], np.int64)
    images = (np.array(bits, np.uint8) * 255).reshape(-1, 32, 32)
    return DigitSet("optdigits", images, labels, np.full(len(labels), -1))


def iterate_dida(root: Path, last: int = 100, held_out: bool = False) -> Iterator[Crop]:
    """DIDA crops in grey; the `last` of each label (by file index) are the validation part."""
    with zipfile.ZipFile(root / "dida" / "dida-8000.zip") as archive:
        names: dict[int, list[tuple[int, str]]] = {}
        for name in archive.namelist():
            if name.endswith(".jpg"):
                label, index = (int(part) for part in Path(name).stem.split("_"))
                names.setdefault(label, []).append((index, name))
        for label, members in sorted(names.items()):
            members.sort()
            chosen = members[-last:] if held_out else members[:-last]
            for index, name in chosen:
                picture = Image.open(io.BytesIO(archive.read(name))).convert("L")
                yield Crop(np.asarray(picture), label, index)


def split_writers(
    digits: DigitSet, share: float = HELD_OUT_WRITERS, seed: int = WRITER_SEED
) -> tuple[DigitSet, DigitSet]:
    """(training, validation): `share` of the writers, drawn by `seed`, are held out."""
    out = hold_out(digits.writers, share, seed)
    return digits.take(~out), digits.take(out)
