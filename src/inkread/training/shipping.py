"""From trained networks to the files that ship: exported, compared with torch, put into int8, and
fitted to say when a number is accepted.

What is exported first stays in the folder `float32` beside the weights: the same graphs before they
were rounded to int8, to compare with.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from inkread import Reader
from inkread.models import find_model
from inkread.session import OnnxSession
from inkread.training import cards
from inkread.training.export import export_digit, export_reader
from inkread.training.loop import load_average
from inkread.training.networks.classifier import Classifier
from inkread.training.networks.reader import BELIEVED, DigitReader, PageReader
from inkread.training.networks.spotter import Spotter
from inkread.training.networks.strings import StringReader
from inkread.training.parity import (
    compare_digits,
    compare_readers,
    compare_rounding,
    synthetic_digits,
    synthetic_pages,
)
from inkread.training.quantise import magnified, quantise
from inkread.training.recipes import classifier as classifying
from inkread.training.recipes import spotter as spotting
from inkread.training.recipes import strings as stringing
from inkread.training.recipes.acceptance import (
    DOUBT,
    describe_curve,
    fit_acceptance,
    judge_pages,
    read_cutouts,
    read_pages,
)
from inkread.training.recipes.calibration import fit_temperature, tell
from inkread.training.recipes.fusion import fit_fusion, gather
from inkread.training.recipes.joint import describe_joint, fit_joint, gather_alone
from inkread.training.recipes.joint import gather as gather_cases
from inkread.training.recipes.sources import held_out_digits, load_library
from inkread.training.synthesis.glyphs import Library

FIND, BESIDE, ACCEPT = 0.95, BELIEVED, 0.9
# Of a picture of one digit its owner says that there is one: below this it is a blank.
FIND_ALONE = 0.3
# Classifier and second reader cost less than half as much as the spotter, and decide what is read.
ROUNDED = "spotter."
# With every margin accepted, the second reader speaks, and nothing else changes.
ANYTHING = {"margins": {"0.5": 0.0}}
SHOWN = 60  # pages from which the scales of int8 are learnt


def ship(data: Path, folder: Path, weights: Path) -> None:
    """Write both files and their cards into `weights`, each compared with torch first."""
    classifier = load_average(Classifier(), folder / "classifier")
    alone = load_average(Classifier(), folder / "taught")
    spotter = load_average(Spotter(), folder / "spotter")
    strings = load_average(StringReader(), folder / "strings")
    assert isinstance(classifier, Classifier)
    assert isinstance(alone, Classifier)
    assert isinstance(spotter, Spotter)
    assert isinstance(strings, StringReader)
    library = load_library(data)
    ship_digit(DigitReader(alone).eval(), library, weights)
    calibrate(data, weights)
    fusion = fit_fusion(gather(PageReader(spotter, classifier, strings).eval(), library))
    ship_reader(PageReader(spotter, classifier, strings, fusion).eval(), library, weights)
    accept(data, weights)


def ship_digit(network: DigitReader, library: Library, weights: Path) -> None:
    """`digit.onnx` and its card."""
    exact, path = _paths(weights, "digit.onnx")
    export_digit(network, exact)
    recipe = "training/recipes/classifier.py"
    made = cards.Provenance(recipe, (classifying.SCHEDULE.seed,), FIND_ALONE, FIND_ALONE, ACCEPT)
    cards.write_card(exact, made)
    pictures = list(synthetic_digits(library))
    session = OnnxSession(find_model(exact))
    parity = compare_digits(network, session, pictures)
    quantise(exact, path, ({"images": picture} for picture in pictures))
    cards.write_card(path, replace(made, parity=parity.to_dict()))
    feeds = [{"images": picture} for picture in synthetic_digits(library, seed=2028)]
    rounding = compare_rounding(session, OnnxSession(find_model(path)), feeds)
    cards.amend_card(path, rounding=rounding.to_dict())
    print("digit.onnx against torch:", parity, "in int8:", rounding)


def calibrate(data: Path, weights: Path) -> None:
    """Fit how sure `digit.onnx` in `weights` is onto its card."""
    path = weights / "digit.onnx"
    temperature = fit_temperature(tell(OnnxSession(find_model(path)), held_out_digits(data)))
    cards.amend_card(path, calibration={"temperature": temperature})
    print(f"digit.onnx: temperature {temperature}")


def ship_reader(network: PageReader, library: Library, weights: Path) -> None:
    """`reader.onnx` and its card, but for how both readers answer and when a number is accepted."""
    exact, path = _paths(weights, "reader.onnx")
    export_reader(network, exact)
    recipes = (spotting, classifying, stringing)
    made = cards.Provenance(
        ", ".join(f"training/recipes/{each.__name__.rpartition('.')[2]}.py" for each in recipes),
        tuple(each.SCHEDULE.seed for each in recipes),
        *(FIND, BESIDE, ACCEPT),
        fusion=asdict(network.fusion),
    )
    cards.write_card(exact, made)
    session = OnnxSession(find_model(exact))
    parity = compare_readers(network, session, synthetic_pages(library))
    shown = magnified(synthetic_pages(library, SHOWN, seed=2030))
    quantise(exact, path, ({"image": page} for page in shown), ROUNDED)
    cards.write_card(path, replace(made, parity=parity.to_dict()))
    feeds = [{"image": page} for page in synthetic_pages(library, seed=2028)]
    rounding = compare_rounding(session, OnnxSession(find_model(path)), feeds)
    cards.amend_card(path, rounding=rounding.to_dict())
    print("reader.onnx against torch:", parity, "in int8:", rounding)


def _paths(weights: Path, name: str) -> tuple[Path, Path]:
    """Where a graph lies before and after it was rounded to int8."""
    exact = weights.parent / "float32"
    for folder in (exact, weights):
        folder.mkdir(parents=True, exist_ok=True)
    return exact / name, weights / name


def answer_together(path: Path, library: Library) -> None:
    """Fit the weights of the joint answer onto the card beside `path`: for numbers on pages, and
    for those that are alone on their picture."""
    model = find_model(path)
    session = OnnxSession(model)
    for alone, gathered in ((False, gather_cases), (True, gather_alone)):
        cases = list(gathered(session, model.card, library))
        weights = fit_joint(cases)
        fitted = {"joint": asdict(weights)}
        cards.amend_card(path, **({"alone": {**ANYTHING, **fitted}} if alone else fitted))
        print(f"joint{', alone' * alone}: {describe_joint(cases, weights)}")


def accept(data: Path, weights: Path) -> None:
    """Fit how both readers answer together, then when a number is accepted, by what the files in
    `weights` read, onto the card there."""
    path = weights / "reader.onnx"
    library = load_library(data, digits=(held_out_digits(data),))
    answer_together(path, library)
    cards.amend_card(path, acceptance={"max_error": 0.5, "doubt": DOUBT, **ANYTHING})
    reader = Reader(weights, digit_model=weights)
    pages = judge_pages(read_pages(reader, library))
    alone = judge_pages(read_cutouts(reader, library), alone=True)
    promised = fit_acceptance(alone["agreement"])
    # Where nothing can be promised of them in particular, they are numbers of a page.
    own = reader.card_for().details["alone"] | {"margins": promised["margins"]} if promised else {}
    cards.amend_card(path, acceptance=fit_acceptance(pages["agreement"]), alone=own)
    for place, judged in (("page", pages), ("alone", alone)):
        for name, each in judged.items():
            print(f"{place}, {name}: {describe_curve(each)}")
