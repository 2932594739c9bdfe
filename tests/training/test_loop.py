"""The training loop: what a run leaves behind, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from inkread.training.loop import keep_end, load_ends


def checkpoint(folder: Path, step: int, weight: float) -> None:
    state = torch.nn.Linear(2, 1).state_dict()
    for each in state.values():
        each.fill_(weight)
    torch.save({"step": step, "average": state}, folder / "checkpoint.pt")


def test_what_is_exported_is_the_mean_of_the_last_two_ends_by_their_steps(tmp_path: Path) -> None:
    for step, weight in ((100, 1.0), (900, 2.0), (2700, 6.0)):
        checkpoint(tmp_path, step, weight)
        keep_end(tmp_path)
    model = load_ends(torch.nn.Linear(2, 1), tmp_path)
    assert model.state_dict()["weight"].tolist() == [[5.0, 5.0]]
    assert not model.training


def test_a_run_that_never_ended_has_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no end"):
        load_ends(torch.nn.Linear(2, 1), tmp_path)
