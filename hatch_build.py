"""The build hook: a wheel or an sdist without the built front end or the weights is not made.

Whoever installs inkread needs neither Node nor a training run, so both must be inside the package.
An editable install (`pip install -e .`) is left alone: it is how the checkout itself is worked on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONT_END = "src/inkread/web/static/built/manifest.json"
WEIGHTS = tuple(
    f"src/inkread/weights/{name}"
    for name in ("reader.onnx", "reader.json", "digit.onnx", "digit.json")
)


class CannotBuild(Exception):
    """Something that belongs into the package is not there; the message says how to make it."""


def missing_parts(root: Path) -> list[str]:
    """A sentence for each part missing under `root`, the repository; empty when all is there."""
    sentences = []
    if not (root / FRONT_END).is_file():
        sentences.append(f"The built front end is missing ({FRONT_END}): run `make frontend`.")
    absent = [name for name in WEIGHTS if not (root / name).is_file()]
    if absent:
        sentences.append(f"Weights are missing ({', '.join(absent)}): run `make train`.")
    return sentences


class PackageIsComplete(BuildHookInterface[Any]):
    """Called by hatchling before a wheel or an sdist is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises `CannotBuild` when a part is missing, except for an editable install."""
        if version == "editable":
            return
        sentences = missing_parts(Path(self.root))
        if sentences:
            raise CannotBuild(" ".join(sentences))
