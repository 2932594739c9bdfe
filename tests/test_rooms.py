"""The arrows of the house: which room may import which, and how large a room may grow.

A room is a module or a package directly under `src/inkread`. The public names (`inkread` itself)
are a room too, called "inkread".
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "inkread"

ARROWS: dict[str, set[str]] = {
    "notation": set(),
    "details": set(),
    "page": {"notation", "details"},
    "errors": set(),
    "constraints": {"page", "details", "errors"},
    "options": {"errors", "constraints", "notation"},
    "images": {"errors", "options"},
    "models": {"errors"},
    "session": {"models", "errors"},
    "signs": {"page", "notation"},
    "layout": {"page"},
    "grouping": {"page", "signs", "layout"},
    "style": {"page", "details"},
    "agreement": {"page", "details"},
    "joint": {"page", "details", "agreement"},
    "decoding": {"page", "errors", "models", "layout", "agreement", "signs"},
    "data": {"errors"},
    "reader": {
        *("page", "errors", "options", "images", "models", "session"),
        *("decoding", "grouping", "agreement", "joint", "constraints", "signs", "style"),
    },
    "inkread": {"page", "details", "errors", "options", "reader", "constraints", "notation"},
    "progress": set(),
    "exports": {"page", "details", "errors", "images"},
    "cli": {
        *("inkread", "reader", "images", "exports", "errors", "options", "page", "models", "data"),
        *("constraints", "progress"),
    },
    "training": {
        *("inkread", "errors", "page", "models", "data", "session"),
        *("decoding", "grouping", "joint"),
    },
    "evaluation": {"inkread", "page", "options", "errors", "models", "session", "reader", "data"},
    # The pictures of strangers are opened in processes of their own: docs/decisions/0016. What a
    # corrected number says is worked out by the reader's own rule.
    "web": {"inkread", "exports", "images", "signs"},
    "__main__": {"cli"},
}

# Heavy or foreign things stay in one room each.
KEPT_IN: dict[str, set[str]] = {
    "onnxruntime": {"session", "training"},
    "torch": {"training"},
    "onnx": {"training"},
    "onnxscript": {"training"},
    "django": {"web"},
    "csp": {"web"},
    "allauth": {"web"},
    "gunicorn": {"web"},
    "openpyxl": {"exports"},
    "reportlab": {"exports"},
    "whitenoise": {"web"},
    "click": {"cli"},
    "rich": {"progress"},
    "pypdfium2": {"images", "web"},
    "pi_heif": {"images"},
}

# The only room that may import other rooms inside its functions, so that each command starts fast.
LAZY = {"cli": {"evaluation", "training", "web"}}

# Exceptions to the limits below: what, and why. One line each.
MAY_BE_LARGER: dict[str, str] = {}

FILE_LINES, FUNCTION_LINES, PARAMETERS = 400, 50, 6
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py") if "node_modules" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def room_of(path: Path) -> str:
    first = path.relative_to(HOUSE).parts[0]
    return "inkread" if first == "__init__.py" else first.removesuffix(".py")


def targets(path: Path, node: ast.AST) -> Iterator[str]:
    """Dotted names that an import statement brings in; relative ones are made absolute."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = ("inkread", *path.relative_to(HOUSE).parent.parts)
        base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
        module = ".".join(part for part in (base, node.module) if part)
        yield from (f"{module}.{alias.name}" for alias in node.names)


def own_room(target: str) -> str | None:
    """The room of ours that a dotted name lies in; None for somebody else's package."""
    first, *rest = target.split(".")
    if first != "inkread":
        return None
    if rest and ((HOUSE / rest[0]).is_dir() or (HOUSE / f"{rest[0]}.py").is_file()):
        return rest[0]
    return "inkread"


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each import of a file: the dotted name, and whether it stands inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        for target in targets(path, node):
            yield target, id(node) in inside


every_source = pytest.mark.parametrize("path", sources(), ids=name_of)


@every_source
def test_a_room_imports_only_the_rooms_its_arrows_name(path: Path) -> None:
    room = room_of(path)
    assert room in ARROWS, f"the room {room} is new: give it its arrows"
    for target, is_inside_function in imports(path):
        other = own_room(target)
        if other in (None, room):
            continue
        if is_inside_function:
            assert other in LAZY.get(room, set()), f"{room} hides an import of {target}"
        else:
            assert other in ARROWS[room], f"{room} may not import {target}"


@every_source
def test_a_heavy_library_stays_in_its_room(path: Path) -> None:
    for target, _ in imports(path):
        rooms = KEPT_IN.get(target.split(".")[0])
        assert rooms is None or room_of(path) in rooms, f"{target} belongs into {rooms}"


def test_only_one_file_imports_onnxruntime_but_for_its_tools() -> None:
    found = [
        name_of(path)
        for path in sources()
        if any(target.split(".")[0] == "onnxruntime" for target, _ in imports(path))
    ]
    assert found == ["session.py", "training/quantise.py"]


@every_source
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= FILE_LINES or name_of(path) in MAY_BE_LARGER
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, FUNCTIONS):
            continue
        where = f"{name_of(path)}:{node.name}"
        if where in MAY_BE_LARGER:
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        assert lines <= FUNCTION_LINES, f"{where} has {lines} lines"
        parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = sum(argument.arg not in ("self", "cls") for argument in parameters)
        assert count <= PARAMETERS, f"{where} has {count} parameters"


def test_each_exception_to_the_limits_still_exists() -> None:
    for where in MAY_BE_LARGER:
        name, _, function = where.partition(":")
        text = (HOUSE / name).read_text("utf-8")
        assert not function or f"def {function}(" in text


def test_nothing_tracked_names_a_registry_host_or_a_place_of_one_machine() -> None:
    hosts = ("py" + "pi.org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com")
    mirrors = ("deb.debian" + ".org", "download.pytorch" + ".org")
    places = ("/" + "work/", "/" + "root/", "/" + "home/", "file:" + "//")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            text = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture or a model; or deleted and not yet committed
        for word in (*hosts, *mirrors, *places):
            assert word not in text, f"{name} mentions {word}"
