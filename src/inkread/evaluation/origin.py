"""Where a figure comes from: commit, models, versions, machine, and when."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from inkread.models import Model, find_model, list_models

PACKAGES = ("inkread", "numpy", "pillow", "onnxruntime")


def describe_origin(model: str | os.PathLike[str] = "reader") -> dict[str, Any]:
    """Everything that one needs to know to repeat a measurement, ready for JSON."""
    return {
        **_describe_commit(Path(__file__).parent),
        "models": describe_models(model),
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
    }


def describe_models(model: str | os.PathLike[str] = "reader") -> dict[str, dict[str, Any]]:
    """Name -> what the card says of each model beside the one that is measured."""
    cards = [found.card for found in list_models(find_model(model).path.parent)]
    return {
        card.name: {
            "version": card.version,
            "sha256": card.sha256,
            "accept": card.accept,
            "trained_at": card.details.get("commit"),
        }
        for card in cards
    }


def find_digit_model(model: str | os.PathLike[str] = "reader") -> Model:
    """What reads single digits beside that model, as `Reader.from_pretrained` finds it."""
    has_digit = (Path(model) / "digit.json").is_file()
    return find_model(model if has_digit else "digit", "digit")


def _describe_commit(folder: Path) -> dict[str, Any]:
    """The commit of the code, and whether the code differs from it; both None outside git."""
    commit = _git(folder, "rev-parse", "HEAD")
    changed = _git(folder, "status", "--porcelain", "--", str(folder.parent))
    return {"commit": commit, "changed": None if changed is None else bool(changed)}


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found


def _processor() -> str:
    """The processor's own name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
