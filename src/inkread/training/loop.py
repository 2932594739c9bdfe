"""The training loop: steps, an average of the weights, checkpoints, resume.

The rate warms up, stays, and falls to zero over the last part of the steps ("warm-up, stable,
decay": Hu et al., MiniCPM, 2024), so that a run can be lengthened or ended early from any
checkpoint by asking for another number of steps.
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

Batch = tuple[Tensor, ...]
Loss = Callable[[nn.Module, Batch], tuple[Tensor, dict[str, float]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """How long and how fast: `steps` of `batch`, peak `rate`, the last `decay` share cooling."""

    steps: int
    batch: int
    rate: float
    decay: float = 0.3
    warmup: int = 200
    averaging: float = 0.999
    weight_decay: float = 0.01
    seed: int = 0
    minutes_between_checkpoints: float = 3.0

    def rate_at(self, step: int) -> float:
        """The learning rate of `step` (0-based)."""
        cooling = max(1.0, self.steps * self.decay)
        return self.rate * min(1.0, (step + 1) / self.warmup, max(0.0, self.steps - step) / cooling)


def next_seed(folder: Path, seed: int) -> int:
    """A seed for what is drawn in this start of the run in `folder`, another one at each start: a
    resumed run must not see again what it saw first."""
    seen = len(list(folder.glob("started-*")))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"started-{seen}").touch()
    return seed * 1000 + seen


def train(
    model: nn.Module, batches: Iterator[Batch], loss: Loss, schedule: Schedule, folder: Path
) -> nn.Module:
    """Train `model`; answers the averaged model. `folder` keeps checkpoint.pt, run.json, log.txt.

    An existing checkpoint in `folder` is resumed from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(schedule.seed)
    model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=schedule.rate, weight_decay=schedule.weight_decay, betas=(0.9, 0.98)
    )
    average = copy.deepcopy(model)
    step = _resume(folder, model, average, optimiser)
    started, saved, sums, seen = time.monotonic(), time.monotonic(), dict[str, float](), 0
    while step < schedule.steps:
        batch = next(batches)
        for group in optimiser.param_groups:
            group["lr"] = schedule.rate_at(step)
        model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            value, parts = loss(model, batch)
        optimiser.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        _average_in(average, model, min(schedule.averaging, step / (step + 10)))
        seen += 1
        for name, part in parts.items():
            sums[name] = sums.get(name, 0.0) + part
        if step % 100 == 0:
            pace = (time.monotonic() - started) / seen
            means = " ".join(f"{name} {total / seen:.4f}" for name, total in sums.items())
            _note(folder, f"step {step}/{schedule.steps} {pace * 1000:.0f} ms {means}")
            started, sums, seen = time.monotonic(), {}, 0
        if time.monotonic() - saved > 60 * schedule.minutes_between_checkpoints:
            _save(folder, model, average, optimiser, (step, schedule))
            saved = time.monotonic()
    _save(folder, model, average, optimiser, (step, schedule))
    return average.eval()


def begin(folder: Path, model: nn.Module) -> bool:
    """Make `model` the checkpoint before the first step of the run in `folder`; False where the run
    has a checkpoint already."""
    path = folder / "checkpoint.pt"
    if path.exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    state = model.state_dict()
    torch.save({"model": state, "average": state, "step": 0}, path)
    return True


def load_average(model: nn.Module, folder: Path) -> nn.Module:
    """`model` with the averaged weights of the newest checkpoint in `folder`."""
    state = torch.load(folder / "checkpoint.pt", weights_only=True)
    model.load_state_dict(state["average"])
    return model.eval()


def keep_end(folder: Path) -> None:
    """Keep the averaged weights of the newest checkpoint in `folder` as the end of a stretch of
    training, whatever the run goes on to."""
    state = torch.load(folder / "checkpoint.pt", weights_only=True)
    torch.save(state["average"], folder / f"end-{state['step']}.pt")


def list_ends(folder: Path) -> list[int]:
    """The steps of the ends that are kept of the run in `folder`, rising; FileNotFoundError where
    there is none."""
    steps = sorted(int(path.stem.removeprefix("end-")) for path in folder.glob("end-*.pt"))
    if not steps:
        raise FileNotFoundError(f"{folder} has no end of a run")
    return steps


def load_ends(model: nn.Module, folder: Path, shares: Mapping[int, float]) -> nn.Module:
    """`model` with the mean of the weights at some ends of the run in `folder`, each step with its
    share: often better than any of them, where one went on from the other ("model soup": Wortsman
    et al., 2022)."""
    ends = {step: torch.load(folder / f"end-{step}.pt", weights_only=True) for step in shares}
    total = sum(shares.values())
    mean = {
        name: sum(share / total * ends[step][name] for step, share in shares.items())
        if own.is_floating_point()
        else own
        for name, own in ends[max(ends)].items()
    }
    model.load_state_dict(mean)
    return model.eval()


def _average_in(average: nn.Module, model: nn.Module, keep: float) -> None:
    with torch.no_grad():
        mine, theirs = average.state_dict(), model.state_dict()
        for name, own in mine.items():
            if own.is_floating_point():
                own.lerp_(theirs[name], 1 - keep)
            else:
                own.copy_(theirs[name])


def _resume(
    folder: Path, model: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer
) -> int:
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    average.load_state_dict(state["average"])
    if "optimiser" in state:  # not where the weights came from a release
        optimiser.load_state_dict(state["optimiser"])
    _note(folder, f"resumed at step {state['step']}")
    return int(state["step"])


def _save(
    folder: Path,
    model: nn.Module,
    average: nn.Module,
    optimiser: torch.optim.Optimizer,
    when: tuple[int, Schedule],
) -> None:
    """Write the checkpoint beside the old one, then move it: a kill leaves one of them whole."""
    step, schedule = when
    state = {
        "model": model.state_dict(),
        "average": average.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": step,
    }
    torch.save(state, folder / "checkpoint.part")
    (folder / "checkpoint.part").rename(folder / "checkpoint.pt")
    (folder / "run.json").write_text(json.dumps({"step": step, **asdict(schedule)}, indent=2))


def _note(folder: Path, line: str) -> None:
    stamp = time.strftime("%H:%M:%S")
    with (folder / "log.txt").open("a") as log:
        log.write(f"{stamp} {line}\n")
    print(stamp, line, flush=True)
