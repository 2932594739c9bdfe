"""What the wheel and the sdist hold, and when they are refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import inkread

ROOT = Path(__file__).parents[1]
FRONT_END = "src/inkread/web/static/built/manifest.json"
WEIGHTS = [
    f"src/inkread/weights/{name}"
    for name in ("reader.onnx", "reader.json", "digit.onnx", "digit.json")
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of the same build files, complete, with a module and a font folder."""
    for name in ("pyproject.toml", "hatch_build.py", ".gitignore", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    left_out = "src/inkread/training/fonts/node_modules/font/font.woff"
    for name in (FRONT_END, *WEIGHTS, "src/inkread/__init__.py", left_out):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("content\n" if path.suffix != ".py" else "")
    return tmp_path


def build(project: Path, target: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_without_the_built_front_end_nothing_is_built(project: Path, target: str) -> None:
    (project / FRONT_END).unlink()
    answer = build(project, target)
    assert answer.returncode != 0
    assert "The built front end is missing" in answer.stderr
    assert "make frontend" in answer.stderr


def test_without_weights_nothing_is_built_and_each_missing_one_is_named(project: Path) -> None:
    (project / WEIGHTS[0]).unlink()
    (project / WEIGHTS[3]).unlink()
    answer = build(project, "wheel")
    assert answer.returncode != 0
    assert f"Weights are missing ({WEIGHTS[0]}, {WEIGHTS[3]})" in answer.stderr


def test_the_wheel_carries_the_front_end_and_the_weights(project: Path) -> None:
    answer = build(project, "wheel")
    assert answer.returncode == 0, answer.stderr
    (wheel,) = (project / "dist").glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (FRONT_END, *WEIGHTS):
        assert name.removeprefix("src/") in names
    assert not [name for name in names if "node_modules" in name]


def test_the_sdist_carries_them_too(project: Path) -> None:
    answer = build(project, "sdist")
    assert answer.returncode == 0, answer.stderr
    (sdist,) = (project / "dist").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {FRONT_END, *WEIGHTS} <= names
    assert not [name for name in names if "node_modules" in name]


def test_the_version_is_told_the_same_everywhere() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert inkread.__version__ == declared


def test_the_base_install_holds_only_what_reading_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {line.split(">")[0] for line in project["dependencies"]}
    assert names == {"click", "numpy", "onnxruntime", "pillow", "pypdfium2", "rich"}


def test_the_lock_names_an_exact_version_of_every_package() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(line.count("==") == 1 and "+" not in line and "@" not in line for line in pins)
    locked = {line.split("==")[0].lower().replace("_", "-") for line in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for line in (*project["dependencies"], *extras):
        assert re.split(r"[\[>=]", line)[0].lower() in locked, line
