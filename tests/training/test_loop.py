"""The training loop: what a run leaves behind, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from inkread.training.loop import keep_end, list_ends, load_ends


def checkpoint(folder: Path, step: int, weight: float) -> None:
    state = torch.nn.Linear(2, 1).state_dict()
    for each in state.values():
        each.fill_(weight)
    torch.save({"step": step, "average": state}, folder / "checkpoint.pt")


def test_ends_are_kept_and_their_mean_is_taken_by_their_shares(tmp_path: Path) -> None:
    for step, weight in ((900, 2.0), (2700, 6.0), (100, 1.0)):
        checkpoint(tmp_path, step, weight)
        keep_end(tmp_path)
    assert list_ends(tmp_path) == [100, 900, 2700]
    model = load_ends(torch.nn.Linear(2, 1), tmp_path, {900: 900, 2700: 2700})
    assert model.state_dict()["weight"].tolist() == [[5.0, 5.0]]
    assert not model.training


def test_a_run_that_never_ended_has_nothing_to_learn_from(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no end"):
        list_ends(tmp_path)
