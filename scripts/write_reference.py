"""Writes the generated parts of docs/reference: the commands, the settings and the tree of errors.

Run by hand after a change (`make docs`); a test fails while a page differs from what this writes.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import click

import inkread.errors
from inkread.cli import main as command
from inkread.web.variables import VARIABLES

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
WIDTH = 90

COMMANDS = """\
# The command line

Made from the help of the commands by `make docs`. Exit codes: 0 when everything was read or done,
1 when something could not be, with one line about each on the standard error, 2 when the command
itself was wrong.
"""

SETTINGS = """\
# The settings

Everything that can be set is a variable of the environment. The web application refuses to start
when one is wrong, contradicts another, or is unknown. Made from the code by `make docs`.

| variable | meaning | when it is not set |
|---|---|---|
{rows}
| `INKREAD_DATA` | Folder of the data sets, for `data`, `train`, `evaluate`. | asked for |

`INKREAD_THREADS` holds for the command line and for Python too; there all cores are used when it is
not set.
"""


def commands_page(root: click.Command) -> str:
    """Every command with its help, as one sees it with `--help`."""
    parts = [COMMANDS]
    for name, each in walk("inkread", root):
        parts.append(f"## {name}\n\n```text\n{help_of(name, each)}\n```\n")
    return "\n".join(parts)


def walk(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    """The command and all below it, by their full names."""
    found = [(name, command)]
    if isinstance(command, click.Group):
        for each, below in sorted(command.commands.items()):
            found += walk(f"{name} {each}", below)
    return found


def help_of(name: str, command: click.Command) -> str:
    context = click.Context(
        command,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return command.get_help(context)


def settings_page() -> str:
    """Every variable of the environment."""
    rows = [f"| `{v.full_name}` | {v.meaning} | {v.default} |" for v in VARIABLES]
    return SETTINGS.format(rows="\n".join(rows))


def errors_block() -> str:
    """The tree of errors as it is drawn in the module that defines them."""
    drawn = re.search(r"\n\n((?: {4}.+\n)+)\n", inkread.errors.__doc__ or "")
    if drawn is None:
        raise SystemExit("errors.py no longer draws its tree in its docstring")
    return f"```text\n{textwrap.dedent(drawn[1])}```\n"


def with_errors(page: str) -> str:
    """The page with the tree between its markers."""
    marked = re.compile(r"(<!-- errors -->\n).*?(<!-- /errors -->)", re.DOTALL)
    return marked.sub(lambda match: match[1] + errors_block() + match[2], page)


def pages() -> dict[str, str]:
    """Name -> what the generated page must hold."""
    python_page = (REFERENCE / "python.md").read_text("utf-8")
    return {
        "cli.md": commands_page(command),
        "settings.md": settings_page(),
        "python.md": with_errors(python_page),
    }


if __name__ == "__main__":
    for page_name, content in pages().items():
        (REFERENCE / page_name).write_text(content, "utf-8")
