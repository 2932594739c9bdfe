"""What `inkread train` does: a spotter, a classifier on what it finds and one for single digits, a
reader of whole strings, then the files.

The step "samples" only draws a sheet of what the spotter is shown; "restore" begins all runs from
the shipped weights; "accept" fits anew how both readers answer together and when a number is
accepted, as the export does.

Each step keeps its state below one folder and goes on from there when called again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from inkread.models import find_model
from inkread.training.loop import (
    Schedule,
    begin,
    keep_end,
    list_ends,
    load_average,
    load_ends,
)
from inkread.training.networks.classifier import Classifier
from inkread.training.networks.spotter import Spotter
from inkread.training.networks.strings import StringReader
from inkread.training.recipes import classifier as classifying
from inkread.training.recipes import spotter as spotting
from inkread.training.recipes import strings as stringing
from inkread.training.recipes.crops import (
    Pool,
    build,
    cut_canvases,
    cut_dida,
    cut_isolated,
    cut_set,
    join,
)
from inkread.training.recipes.damage import cut_bitmaps, cut_damaged
from inkread.training.recipes.sources import held_out_digits, load_library, training_digits
from inkread.training.restore import restore
from inkread.training.shipping import accept, ship
from inkread.training.synthesis.contact_sheet import draw_contact_sheet

STEPS = (
    *("samples", "restore", "spotter", "classifier", "digit", "taught", "strings"),
    *("export", "accept", "all"),
)
SHARES = {
    "canvases": 0.44,
    "mnist": 0.28,
    "dida": 0.12,
    "isolated": 0.12,
    "optdigits": 0.04,
}
# What `digit.onnx` is shown: pictures of one digit, and of none.
SHARES_ALONE = {
    "mnist": 0.34,
    "damaged": 0.22,
    "bitmaps": 0.16,
    "dida": 0.09,
    "isolated": 0.11,
    "optdigits": 0.03,
    "canvases": 0.05,
}
# While it is taught, a little more of what its teachers differ in.
SHARES_TAUGHT = SHARES_ALONE | {"mnist": 0.31, "damaged": 0.24, "bitmaps": 0.18, "dida": 0.08}
CANVASES, CANVAS_PARTS, ISOLATED = 3000, 8, 20_000
BITMAPS, DAMAGED = 40_000, 160_000
SETTLING = 13  # the seed of what restored networks are shown to find their means
LENGTHS = range(2, 11)  # of the strings by writers held out


def run(step: str, data: Path, folder: Path, steps: int | None = None, threads: int = 0) -> None:
    """Do `step` (of `STEPS`) with the data sets below `data`, keeping everything in `folder`.

    `steps` replaces the recipe's length; `threads` 0 leaves torch's own choice.
    """
    if threads:
        torch.set_num_threads(threads)
    if step == "samples":
        draw_samples(data, folder)
    if step == "restore":
        restore_runs(data, folder)
    if step in ("spotter", "all"):
        spotting.train_spotter(data, folder / "spotter", _lasting(spotting.SCHEDULE, steps))
    if step in ("classifier", "all"):
        train_classifier(data, folder, _lasting(classifying.SCHEDULE, steps))
    if step in ("digit", "all"):
        train_digit(data, folder, _lasting(classifying.ALONE_SCHEDULE, steps))
    if step in ("taught", "all"):
        teach_digit(data, folder, _lasting(classifying.TAUGHT_SCHEDULE, steps))
    if step in ("strings", "all"):
        train_strings(data, folder, _lasting(stringing.SCHEDULE, steps))
    if step in ("export", "all"):
        ship(data, folder, folder / "weights")
    if step == "accept":
        accept(data, folder / "weights")


def _lasting(schedule: Schedule, steps: int | None) -> Schedule:
    """The schedule, of another length where one is given."""
    return schedule if steps is None else replace(schedule, steps=steps)


def draw_samples(data: Path, folder: Path) -> None:
    """Write a sheet of what the spotter is shown to `folder`/training-samples.jpg."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = draw_contact_sheet(np.random.default_rng(spotting.SCHEDULE.seed), load_library(data))
    sheet.save(folder / "training-samples.jpg", quality=80)


def restore_runs(data: Path, folder: Path) -> None:
    """Begin the runs of all four networks from the shipped weights, for whoever wants to go on
    without the hours before; a run that has a checkpoint stays as it is."""
    library = load_library(data)
    canvases = iter(spotting.Canvases(library, SETTLING))
    strips = iter(stringing.Strings(library, SETTLING))
    crops = cut_isolated(np.random.default_rng(SETTLING), library, 4000).crops
    shown: dict[str, list[Tensor]] = {
        "spotter": [
            spotting.show(torch.stack([next(canvases)[0] for _ in range(16)])) for _ in range(24)
        ],
        "classifier": [
            classifying.show(torch.from_numpy(part)) for part in np.array_split(crops, 8)
        ],
        "strings": [next(strips)[0] for _ in range(24)],
    }
    for run, model, network in (
        ("spotter", "reader", Spotter()),
        ("classifier", "reader", Classifier()),
        ("strings", "reader", StringReader()),
        ("taught", "digit", Classifier()),
    ):
        part = "classifier" if run == "taught" else run
        if begin(folder / run, restore(network, find_model(model).path, part, shown[part])):
            print(f"{folder / run}: begun from {model}.onnx")
        else:
            print(f"{folder / run}: has a checkpoint, which stays")


def train_classifier(data: Path, folder: Path, schedule: Schedule) -> None:
    """Build the pools, train on them, and print the accuracy on writers held out."""
    pools = build_pools(data, folder, SHARES)
    model = classifying.train_classifier(pools, folder / "classifier", schedule)
    _judge_classifier(model, data, folder)


def train_digit(data: Path, folder: Path, schedule: Schedule) -> None:
    """Go on with the classifier on what single digits look like, into the folder `digit`.

    Called again with more steps it goes on, and keeps the end of each stretch.
    """
    start = load_average(Classifier(), folder / "classifier")
    pools = build_pools(data, folder, SHARES_ALONE)
    classifying.train_classifier(pools, folder / "digit", schedule, start)
    keep_end(folder / "digit")
    _judge_classifier(load_average(Classifier(), folder / "digit"), data, folder)


def teach_digit(data: Path, folder: Path, schedule: Schedule) -> None:
    """Let one network learn from the ends of that run, into the folder `taught`: from the last end,
    which knows most of damage, and from the mean of those before, which know more of bitmaps.

    It starts from the mean of the last two, by their steps; what it becomes is exported.
    """
    run = folder / "digit"
    *before, last = list_ends(run)
    teachers = [load_ends(Classifier(), run, {last: 1.0})]
    if before:
        teachers.append(load_ends(Classifier(), run, dict.fromkeys(before, 1.0)))
    start = load_ends(Classifier(), run, {step: step for step in [*before, last][-2:]})
    pools = build_pools(data, folder, SHARES_TAUGHT)
    model = classifying.train_classifier(pools, folder / "taught", schedule, start, teachers)
    _judge_classifier(model, data, folder)


def _judge_classifier(model: nn.Module, data: Path, folder: Path) -> None:
    held = build(folder / "pools" / "mnist-held.npz", lambda: cut_set(held_out_digits(data)))
    dida = build(folder / "pools" / "dida-held.npz", lambda: cut_dida(data, held_out=True))
    print(f"held-out MNIST writers {classifying.accuracy(model, held):.4f} of {len(held)}")
    print(f"held-out DIDA {classifying.accuracy(model, dida):.4f} of {len(dida)}")


def build_pools(
    data: Path, folder: Path, shares: Mapping[str, float]
) -> dict[str, tuple[Pool, float]]:
    """The pools of crops that `shares` names, each with its share of a batch."""
    library = load_library(data)
    spotter = load_average(Spotter(), folder / "spotter")
    assert isinstance(spotter, Spotter)
    kept = folder / "pools"
    mnist, optdigits = training_digits(data)

    def canvases(part: int) -> Pool:
        rng = np.random.default_rng([11, part])
        return build(
            kept / f"canvases-{part}.npz",
            lambda: cut_canvases(rng, library, spotter, CANVASES),
        )

    def isolated(part: int) -> Pool:
        rng = np.random.default_rng(100 + part)
        return build(kept / f"isolated-{part}.npz", lambda: cut_isolated(rng, library, ISOLATED))

    def bitmaps() -> Pool:
        return cut_bitmaps(np.random.default_rng(200), library, BITMAPS)

    def damaged() -> Pool:
        return cut_damaged(np.random.default_rng(300), mnist, DAMAGED)

    makers: dict[str, Callable[[], Pool]] = {
        "mnist": lambda: build(kept / "mnist.npz", lambda: cut_set(mnist)),
        "bitmaps": lambda: build(kept / "bitmaps.npz", bitmaps),
        "damaged": lambda: build(kept / "damaged.npz", damaged),
        "optdigits": lambda: build(kept / "optdigits.npz", lambda: cut_set(optdigits)),
        "dida": lambda: build(kept / "dida.npz", lambda: cut_dida(data, held_out=False)),
        "isolated": lambda: join([isolated(part) for part in range(2)]),
        "canvases": lambda: join([canvases(part) for part in range(CANVAS_PARTS)]),
    }
    return {name: (makers[name](), share) for name, share in shares.items()}


def train_strings(data: Path, folder: Path, schedule: Schedule) -> None:
    """Train the string reader, and print how many strings of writers held out it reads exactly."""
    model = stringing.train_strings(data, folder / "strings", schedule)
    library = load_library(data, digits=(held_out_digits(data),))
    for length in LENGTHS:
        right, count = stringing.exact_match(model, library, length)
        print(f"held-out writers, {length} digits {right / count:.4f} of {count}")
