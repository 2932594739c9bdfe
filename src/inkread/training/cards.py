"""Model cards: what a shipped .onnx is, learnt from what, and how well it does."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inkread.training.export import DIGIT_OUTPUTS, OPSET, READER_OUTPUTS

DATA: tuple[dict[str, str], ...] = (
    {
        "name": "MNIST (training part, 9 of 10 writers)",
        "licence": "CC BY-SA 3.0",
        "use": "training; the other writers for validation",
    },
    {
        "name": "QMNIST writer labels",
        "licence": "BSD-3-Clause",
        "use": "strings by one hand, writer split",
    },
    {"name": "UCI optdigits (training part)", "licence": "CC BY 4.0", "use": "training"},
    {
        "name": "UCI pendigits (training part: 0, 2, 3, 6, 8, 9)",
        "licence": "CC BY 4.0",
        "use": "training: paths that half of the drawn hands follow",
    },
    {
        "name": "DIDA (all but the last 100 of each label)",
        "licence": "GPL-3.0 file in its repository; cite Kusetogullari et al. 2020",
        "use": "training of the classifier",
    },
    {
        "name": "fonts of src/inkread/training/fonts/package.json",
        "licence": "OFL-1.1 or Apache-2.0",
        "use": "training: print, script, words as clutter",
    },
)


# Spotter and second reader of this version began before USPS was taken out of what is drawn with.
EARLIER: dict[str, tuple[dict[str, str], ...]] = {
    "reader": (
        {
            "name": "USPS (training part)",
            "licence": "free research set, AT&T / USPS",
            "use": "training of spotter and second reader",
        },
    ),
}
INPUTS = {
    "reader": {"image": "uint8 (h, w, 3) RGB, any size"},
    "digit": {"images": "uint8 (n, h, w, 3) RGB, one digit each"},
}
OUTPUTS = {"reader": READER_OUTPUTS, "digit": DIGIT_OUTPUTS}
MEANING = {
    "boxes": "float32 (n, 4) x0, y0, x1, y1 in px of the image",
    "probabilities": "float32 (n, 10), rows sum to 1",
    "digitness": "float32 (n,) in 0..1, that a digit is there",
    "printed": "float32 (n,) in 0..1, that it is print",
    "next": "float32 (n, 2) px from a digit's centre to the next one's",
    "link": "float32 (n,) in 0..1, that there is a next one",
    "strings": "float32 (f, 15) natural logarithms a frame: 0 to 9, . , - / and the blank of CTC",
    "signs": "float32 (s, 4) x0, y0, x1, y1 in px of what may be a sign within a number",
    "sign_chances": "float32 (s, 12) in 0..1, that it is . , - / $ € £ ¥ ₹ # * = each",
    "spans": "float32 (n, 4) frames: a digit's string from, to; under its own box from, to",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a model came to be: recipe, seeds, thresholds, parity with torch."""

    recipe: str
    seeds: tuple[int, ...]
    find: float
    beside: float
    accept: float
    temperature: float = 1.0
    fusion: dict[str, float] = field(default_factory=dict)
    parity: dict[str, Any] = field(default_factory=dict)


def write_card(model: Path, provenance: Provenance) -> Path:
    """Write `<model>.json` beside `<model>.onnx`."""
    raw = model.read_bytes()
    card = {
        "name": model.stem,
        "version": "1",
        "file": model.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        "opset": OPSET,
        "licence": "Apache-2.0",
        "alphabet": "0123456789",
        "input": INPUTS[model.stem],
        "outputs": {name: MEANING[name] for name in OUTPUTS[model.stem]},
        "thresholds": {
            "find": provenance.find,
            "beside": provenance.beside,
            "accept": provenance.accept,
        },
        "calibration": {"temperature": provenance.temperature},
        "fusion": provenance.fusion,
        "data": [*DATA, *EARLIER.get(model.stem, ())],
        "recipe": provenance.recipe,
        "commit": current_commit(),
        "seeds": list(provenance.seeds),
        "scores": [],  # filled by the evaluation, which may not know of this package
        "parity": provenance.parity,
        "limits": "Western digits 0-9 only; figures on the card are for the sets named there.",
    }
    path = model.with_suffix(".json")
    path.write_text(json.dumps(card, indent=2) + "\n")
    return path


def amend_card(model: Path, **fields: object) -> None:
    """Put `fields` on the card beside `<model>.onnx` in place of what stands there by that name;
    one that holds nothing is taken off."""
    path = model.with_suffix(".json")
    card = json.loads(path.read_text()) | fields
    kept = {name: value for name, value in card.items() if value or name not in fields}
    path.write_text(json.dumps(kept, indent=2) + "\n")


def current_commit() -> str:
    """The commit of this working tree; "unknown" outside a checkout."""
    done = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"
