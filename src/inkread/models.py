"""A model is two files: the .onnx and a card (JSON) that says everything else about it.

Code reads the card; it never knows a threshold by heart. The .onnx is only handed out when its
sha256 is the one on the card.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from inkread.errors import (
    ModelCardInvalid,
    ModelDamaged,
    ModelFailed,
    ModelNotFound,
    OptionsInvalid,
)

SHIPPED = Path(__file__).parent / "weights"

# Of models that read signs, where the card does not say otherwise.
SIGNS: Final = ".,-/$€£¥₹#*="
INNER_SIGNS: Final = ".,-/"
SIGN: Final = 0.5

# A margin that no number has.
NEVER: Final = 1.5


@dataclass(frozen=True, slots=True)
class Alone:
    """What a card says of numbers that are alone on their picture; as in `ModelCard`."""

    margins: Mapping[float, float]
    joint: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, details: Mapping[str, Any]) -> Alone:
        return cls(_shares(details["margins"]), _weights(details.get("joint", {})))


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the code needs to know of a model; `details` is the whole card as it is written.

    alphabet     what the columns of `probabilities` stand for
    find         from this digitness on there is a digit
    beside       from this one on there is, where it stands in a number with one that is found
    accept       from this confidence on a number is accepted, where there is no second reader
    margins      by the share of errors among what is accepted, from which `Number.margin` on a
                 number is; empty where there is no second reader
    doubt        from this digitness on there may be a digit that makes a number beside it doubtful
    signs        what the columns of `sign_chances` stand for, where the model gives signs
    inner_signs  those of the second reader, behind the alphabet, where it reads signs
    sign         from this chance on there is a sign
    joint        the weights of the joint answer of both readers (`joint.Weights`) by their names;
                 empty where the first alone answers
    alone        what holds instead of `margins` and `joint` for a number that is alone on its
                 picture; None where nothing else does
    max_error    which of these shares holds when nobody asks for another; None where there is none
    temperature  of the calibration; 1 changes nothing
    """

    name: str
    version: str
    file: str
    sha256: str
    alphabet: str
    find: float
    beside: float
    accept: float
    temperature: float
    details: Mapping[str, Any]
    margins: Mapping[float, float] = field(default_factory=dict)
    max_error: float | None = None
    doubt: float = 1.0
    signs: str = SIGNS
    inner_signs: str = INNER_SIGNS
    sign: float = SIGN
    joint: Mapping[str, float] = field(default_factory=dict)
    alone: Alone | None = None

    @classmethod
    def read(cls, path: Path) -> ModelCard:
        """The card in a file; ModelCardInvalid when it says too little or nonsense."""
        try:
            details = json.loads(path.read_text(encoding="utf-8"))
            thresholds = details["thresholds"]
            points = details.get("acceptance")
            card = cls(
                name=str(details["name"]),
                version=str(details["version"]),
                file=str(details["file"]),
                sha256=str(details["sha256"]).lower(),
                alphabet=str(details["alphabet"]),
                find=float(thresholds["find"]),
                beside=float(thresholds.get("beside", thresholds["find"])),
                accept=float(thresholds["accept"]),
                temperature=float(details.get("calibration", {}).get("temperature", 1.0)),
                details=details,
                margins=_shares(points["margins"]) if points else {},
                max_error=float(points["max_error"]) if points else None,
                doubt=float(points.get("doubt", 1.0)) if points else 1.0,
                signs=str(details.get("signs", SIGNS)),
                inner_signs=str(details.get("inner_signs", INNER_SIGNS)),
                sign=float(thresholds.get("sign", SIGN)),
                joint=_weights(details.get("joint", {})),
                alone=Alone.from_dict(details["alone"]) if "alone" in details else None,
            )
        except KeyError as error:
            raise ModelCardInvalid(str(path), f"{error.args[0]!r} is missing") from error
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ModelCardInvalid(str(path), str(error)) from error
        card._check(path)
        return card

    def joint_for(self, *, alone: bool) -> Mapping[str, float]:
        """The weights of the joint answer for numbers that are, or are not, `alone`."""
        own = self.alone.joint if alone and self.alone else {}
        return own or self.joint

    def margin_at(self, max_error: float | None, *, alone: bool = False) -> float | None:
        """From which margin on a number is accepted, so that at most `max_error` of what is
        accepted is wrong; None: the share that the card names. None without a second reader.
        For numbers that are `alone` only what is promised for these counts.

        Raises OptionsInvalid when the card has no margin for so small a share.
        """
        most = self.max_error if max_error is None else max_error
        if most is None:
            return None
        if not self.margins:
            raise OptionsInvalid("max_error", max_error, f"left out for the model {self.name!r}")
        if most < min(self.margins):
            rule = f"{min(self.margins):g} or more for the model {self.name!r}"
            raise OptionsInvalid("max_error", max_error, rule)
        margins = self.alone.margins if alone and self.alone else self.margins
        fitting = [share for share in margins if share <= most]
        # Where less can be promised of a number alone than of a page, none is sure enough.
        return margins[max(fitting)] if fitting else NEVER

    def _check(self, path: Path) -> None:
        if not (0.0 < self.find <= 1.0 and 0.0 <= self.accept <= 1.0):
            raise ModelCardInvalid(str(path), "a threshold is not between 0 and 1")
        if not 0.0 < self.beside <= self.find:
            raise ModelCardInvalid(str(path), "'beside' is not between 0 and 'find'")
        margins = [*self.margins.items(), *(self.alone.margins.items() if self.alone else ())]
        if not all(0.0 < k < 1.0 and 0.0 <= v <= 1.0 for k, v in margins):
            raise ModelCardInvalid(str(path), "a margin is not between 0 and 1")
        if not 0.0 < self.sign <= 1.0:
            raise ModelCardInvalid(str(path), "'sign' is not between 0 and 1")
        if not 0.0 <= self.doubt <= 1.0:
            raise ModelCardInvalid(str(path), "'doubt' is not between 0 and 1")
        if self.max_error is not None and self.max_error not in self.margins:
            raise ModelCardInvalid(str(path), "'max_error' names none of the margins")
        if not self.temperature > 0.0:
            raise ModelCardInvalid(str(path), "the temperature is not above 0")
        if len(self.alphabet) < 2 or len(set(self.alphabet)) != len(self.alphabet):
            raise ModelCardInvalid(str(path), "the alphabet needs two or more different characters")
        if Path(self.file).name != self.file:
            raise ModelCardInvalid(str(path), "'file' must be a name beside the card")


@dataclass(frozen=True, slots=True)
class Model:
    """A card and the place of the .onnx that it describes."""

    card: ModelCard
    path: Path

    def read(self) -> bytes:
        """The bytes of the .onnx; ModelDamaged when their sha256 is not the card's."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ModelFailed(self.card.name, f"{self.path} cannot be opened") from error
        actual = hashlib.sha256(content).hexdigest()
        if actual != self.card.sha256:
            raise ModelDamaged(str(self.path), self.card.sha256, actual)
        return content


def find_model(name_or_path: str | os.PathLike[str], role: str = "reader") -> Model:
    """The model of that name among the shipped ones, or at that path.

    A path may be the .onnx, its card, or a folder; of a folder it is the model called `role`.
    Raises ModelNotFound, or ModelCardInvalid. The .onnx is not opened yet.
    """
    name = os.fspath(name_or_path)
    path = Path(name)
    shipped = {card.stem: card for card in _cards(SHIPPED)}
    if name in shipped:
        card_path = shipped[name]
    elif path.is_dir():
        card_path = path / f"{role}.json"
    else:
        card_path = path.with_suffix(".json")
    if not card_path.is_file():
        raise ModelNotFound(name, tuple(shipped))
    card = ModelCard.read(card_path)
    return Model(card, card_path.parent / card.file)


def list_models(folder: Path = SHIPPED) -> tuple[Model, ...]:
    """The models in a folder, by default the shipped ones, sorted by name."""
    cards = {path: ModelCard.read(path) for path in _cards(folder)}
    return tuple(Model(card, path.parent / card.file) for path, card in cards.items())


def _cards(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if path.with_suffix(".onnx").is_file())


def _shares(margins: Mapping[str, float]) -> dict[float, float]:
    return {float(share): float(margin) for share, margin in margins.items()}


def _weights(values: Mapping[str, float]) -> dict[str, float]:
    return {str(name): float(value) for name, value in values.items()}
