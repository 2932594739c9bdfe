"""What `inkread train` does: a spotter, a classifier on what it finds, a reader of whole strings,
then the files.

The step "samples" only draws a sheet of what the spotter is shown; "accept" fits anew how both
readers answer together and when a number is accepted, as the export does.

Each step keeps its state below one folder and goes on from there when called again.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from inkread import Reader
from inkread.models import find_model
from inkread.session import OnnxSession
from inkread.training import cards
from inkread.training.export import export_digit, export_reader
from inkread.training.loop import Schedule, load_average
from inkread.training.networks.classifier import Classifier
from inkread.training.networks.reader import BELIEVED, DigitReader, PageReader
from inkread.training.networks.spotter import Spotter
from inkread.training.networks.strings import StringReader
from inkread.training.parity import (
    compare_digits,
    compare_readers,
    synthetic_digits,
    synthetic_pages,
)
from inkread.training.recipes import classifier as classifying
from inkread.training.recipes import spotter as spotting
from inkread.training.recipes import strings as stringing
from inkread.training.recipes.acceptance import (
    DOUBT,
    describe_curve,
    fit_acceptance,
    judge_pages,
    read_pages,
)
from inkread.training.recipes.crops import (
    Pool,
    build,
    cut_canvases,
    cut_dida,
    cut_isolated,
    cut_set,
    join,
)
from inkread.training.recipes.fusion import fit_fusion, gather
from inkread.training.recipes.joint import describe_joint, fit_joint
from inkread.training.recipes.joint import gather as gather_cases
from inkread.training.recipes.sources import held_out_digits, load_library, training_digits
from inkread.training.synthesis.contact_sheet import draw_contact_sheet
from inkread.training.synthesis.glyphs import Library

STEPS = ("samples", "spotter", "classifier", "strings", "export", "accept", "all")
SHARES = {
    "canvases": 0.42,
    "mnist": 0.26,
    "dida": 0.12,
    "isolated": 0.12,
    "usps": 0.05,
    "optdigits": 0.03,
}
CANVASES, CANVAS_PARTS, ISOLATED = 3000, 8, 20_000
FIND, BESIDE, ACCEPT = 0.95, BELIEVED, 0.9
# In a picture of one digit there is no page to invent digits on.
FIND_ALONE = 0.8
LENGTHS = range(2, 11)  # of the strings by writers held out


def run(step: str, data: Path, folder: Path, steps: int | None = None, threads: int = 0) -> None:
    """Do `step` (of `STEPS`) with the data sets below `data`, keeping everything in `folder`.

    `steps` replaces the recipe's length; `threads` 0 leaves torch's own choice.
    """
    if threads:
        torch.set_num_threads(threads)
    if step == "samples":
        draw_samples(data, folder)
    if step in ("spotter", "all"):
        schedule = spotting.SCHEDULE if steps is None else replace(spotting.SCHEDULE, steps=steps)
        spotting.train_spotter(data, folder / "spotter", schedule)
    if step in ("classifier", "all"):
        schedule = (
            classifying.SCHEDULE if steps is None else replace(classifying.SCHEDULE, steps=steps)
        )
        train_classifier(data, folder, schedule)
    if step in ("strings", "all"):
        schedule = stringing.SCHEDULE if steps is None else replace(stringing.SCHEDULE, steps=steps)
        train_strings(data, folder, schedule)
    if step in ("export", "all"):
        ship(data, folder, folder / "weights")
    if step == "accept":
        accept(data, folder / "weights")


def draw_samples(data: Path, folder: Path) -> None:
    """Write a sheet of what the spotter is shown to `folder`/training-samples.jpg."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = draw_contact_sheet(np.random.default_rng(spotting.SCHEDULE.seed), load_library(data))
    sheet.save(folder / "training-samples.jpg", quality=80)


def train_classifier(data: Path, folder: Path, schedule: Schedule) -> None:
    """Build the pools, train on them, and print the accuracy on writers held out."""
    model = classifying.train_classifier(build_pools(data, folder), folder / "classifier", schedule)
    held = build(folder / "pools" / "mnist-held.npz", lambda: cut_set(held_out_digits(data)))
    dida = build(folder / "pools" / "dida-held.npz", lambda: cut_dida(data, held_out=True))
    print(f"held-out MNIST writers {classifying.accuracy(model, held):.4f} of {len(held)}")
    print(f"held-out DIDA {classifying.accuracy(model, dida):.4f} of {len(dida)}")


def build_pools(data: Path, folder: Path) -> dict[str, tuple[Pool, float]]:
    """Every pool of crops with its share of a batch."""
    library = load_library(data)
    spotter = load_average(Spotter(), folder / "spotter")
    assert isinstance(spotter, Spotter)
    kept = folder / "pools"
    mnist, usps, optdigits = training_digits(data)

    def canvases(part: int) -> Pool:
        rng = np.random.default_rng([11, part])
        return build(
            kept / f"canvases-{part}.npz",
            lambda: cut_canvases(rng, library, spotter, CANVASES),
        )

    def isolated(part: int) -> Pool:
        rng = np.random.default_rng(100 + part)
        return build(kept / f"isolated-{part}.npz", lambda: cut_isolated(rng, library, ISOLATED))

    pools = {
        "mnist": build(kept / "mnist.npz", lambda: cut_set(mnist)),
        "usps": build(kept / "usps.npz", lambda: cut_set(usps)),
        "optdigits": build(kept / "optdigits.npz", lambda: cut_set(optdigits)),
        "dida": build(kept / "dida.npz", lambda: cut_dida(data, held_out=False)),
        "isolated": join([isolated(part) for part in range(2)]),
        "canvases": join([canvases(part) for part in range(CANVAS_PARTS)]),
    }
    return {name: (pool, SHARES[name]) for name, pool in pools.items()}


def train_strings(data: Path, folder: Path, schedule: Schedule) -> None:
    """Train the string reader, and print how many strings of writers held out it reads exactly."""
    model = stringing.train_strings(data, folder / "strings", schedule)
    library = load_library(data, digits=(held_out_digits(data),))
    for length in LENGTHS:
        right, count = stringing.exact_match(model, library, length)
        print(f"held-out writers, {length} digits {right / count:.4f} of {count}")


def ship(data: Path, folder: Path, weights: Path) -> None:
    """Write both files and their cards into `weights`, each compared with torch first."""
    weights.mkdir(parents=True, exist_ok=True)
    classifier = load_average(Classifier(), folder / "classifier")
    assert isinstance(classifier, Classifier)
    library = load_library(data)
    ship_digit(DigitReader(classifier).eval(), library, weights)
    spotter = load_average(Spotter(), folder / "spotter")
    strings = load_average(StringReader(), folder / "strings")
    assert isinstance(spotter, Spotter)
    assert isinstance(strings, StringReader)
    fusion = fit_fusion(gather(PageReader(spotter, classifier, strings).eval(), library))
    pages = PageReader(spotter, classifier, strings, fusion).eval()
    ship_reader(pages, library, weights)
    accept(data, weights)


def ship_digit(network: DigitReader, library: Library, weights: Path) -> None:
    """`digit.onnx` and its card."""
    path = weights / "digit.onnx"
    export_digit(network, path)
    recipe = "training/recipes/classifier.py"
    made = cards.Provenance(recipe, (classifying.SCHEDULE.seed,), FIND_ALONE, FIND_ALONE, ACCEPT)
    cards.write_card(path, made)
    parity = compare_digits(network, OnnxSession(find_model(path)), synthetic_digits(library))
    cards.write_card(path, replace(made, parity=parity.to_dict()))
    print("digit.onnx against torch:", parity)


def ship_reader(network: PageReader, library: Library, weights: Path) -> None:
    """`reader.onnx` and its card, but for when a number is accepted."""
    path = weights / "reader.onnx"
    export_reader(network, path)
    recipes = (spotting, classifying, stringing)
    made = cards.Provenance(
        ", ".join(f"training/recipes/{each.__name__.rpartition('.')[2]}.py" for each in recipes),
        tuple(each.SCHEDULE.seed for each in recipes),
        *(FIND, BESIDE, ACCEPT),
        fusion=asdict(network.fusion),
    )
    cards.write_card(path, made)
    parity = compare_readers(network, OnnxSession(find_model(path)), synthetic_pages(library))
    cards.write_card(path, replace(made, parity=parity.to_dict()))
    print("reader.onnx against torch:", parity)


def answer_together(path: Path, library: Library) -> None:
    """Fit the weights of the joint answer onto the card beside `path`."""
    model = find_model(path)
    cases = list(gather_cases(OnnxSession(model), model.card, library))
    weights = fit_joint(cases)
    cards.amend_card(path, joint=asdict(weights))
    print(f"joint: {describe_joint(cases, weights)}")


def accept(data: Path, weights: Path) -> None:
    """Fit how both readers answer together, then when a number is accepted, by what the files in
    `weights` read, onto the card there."""
    path = weights / "reader.onnx"
    library = load_library(data, digits=(held_out_digits(data),))
    answer_together(path, library)
    # With every margin accepted, the second reader speaks, and nothing else changes.
    anything = {"max_error": 0.5, "margins": {"0.5": 0.0}, "doubt": DOUBT}
    cards.amend_card(path, acceptance=anything)
    judged = judge_pages(read_pages(Reader(weights, digit_model=weights), library))
    cards.amend_card(path, acceptance=fit_acceptance(judged["agreement"]))
    for name, each in judged.items():
        print(f"{name}: {describe_curve(each)}")
