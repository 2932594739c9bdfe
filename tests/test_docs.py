"""The documentation is held against what it describes: commands, code, links and figures."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import jsonschema
import pytest
from PIL import Image
from scripts.write_reference import REFERENCE, pages, walk

import inkread
from inkread.cli import main as command

ROOT = Path(__file__).parents[1]
TOP = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
DOCUMENTS = [ROOT / name for name in TOP] + sorted((ROOT / "docs").rglob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(*languages: str) -> list[tuple[str, str]]:
    """(document, text) of every fenced block of these languages."""
    return [
        (name_of(document), match[2])
        for document in DOCUMENTS
        for match in BLOCK.finditer(document.read_text("utf-8"))
        if match[1] in languages
    ]


def shell_lines() -> list[tuple[str, str]]:
    return [
        (document, line.removeprefix("$ "))
        for document, text in blocks("sh", "console")
        for line in text.splitlines()
    ]


def inkread_lines() -> list[tuple[str, list[str]]]:
    """(document, arguments) of every call of `inkread` in the documents."""
    found = []
    for document, line in shell_lines():
        for words in simple_commands(line):
            while words and re.match(r"[A-Z_]+=", words[0]):
                words.pop(0)
            if words and words[0] == "inkread":
                found.append((document, words[1:]))
    return found


def simple_commands(line: str) -> list[list[str]]:
    """The commands of a line of shell, without pipes and without where their output goes."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    for token in lexer:
        if set(token) <= set("|&;<>()"):
            commands.append([])
        else:
            commands[-1].append(token)
    return commands


def parse(
    arguments: list[str],
    command: click.Command = command,
    parent: click.Context | None = None,
) -> None:
    """Parses as the command line would, without doing anything. Raises UsageError."""
    name = command.name if parent else "inkread"
    with command.make_context(name, [*arguments], parent=parent) as context:
        if isinstance(command, click.Group):
            left = [*context._protected_args, *context.args]
            _, below, left = command.resolve_command(context, left)
            assert below is not None
            parse(left, below, context)


def make_files(words: list[str]) -> None:
    """Files and folders that a line speaks of, so that a check for their existence passes."""
    for word in words:
        path = Path(word)
        if word.startswith("-") or path.is_absolute():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix:
            path.touch()
        else:
            path.mkdir(exist_ok=True)


@pytest.mark.parametrize(("document", "arguments"), inkread_lines())
def test_a_command_in_the_documents_is_understood(
    document: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INKREAD_DATA", str(tmp_path))
    make_files(arguments[1:])
    try:
        parse(arguments)
    except click.exceptions.Exit:
        pass  # --version and --help answer at once
    except click.UsageError as error:
        pytest.fail(f"{document}: inkread {shlex.join(arguments)}: {error.format_message()}")


def test_every_command_is_shown_somewhere_in_the_documents() -> None:
    shown = {arguments[0] for _, arguments in inkread_lines() if arguments}
    names = {name.split()[1] for name, _ in walk("inkread", command) if " " in name}
    assert names <= shown


@pytest.mark.parametrize("page", ["cli.md", "settings.md", "python.md"])
def test_the_generated_reference_is_what_the_code_says(page: str) -> None:
    assert (REFERENCE / page).read_text("utf-8") == pages()[page], "run `make docs`"


def test_a_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        named = set(re.findall(r"`make ([a-z-]+)", text)) | set(
            re.findall(r"^make ([a-z-]+)", text, re.MULTILINE)
        )
        # "make sense" in a sentence is no target; a code block or code in a sentence is.
        assert {name for name in named if f"make {name}`" in text} <= targets, name_of(document)
    for document_name, line in shell_lines():
        if line.startswith("make "):
            assert line.split()[1] in targets, document_name


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as they are made when it is shown."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_inside_the_repository_leads_somewhere(document: Path) -> None:
    for link in LINK.findall(document.read_text("utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        place, _, anchor = link.partition("#")
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(target), f"{link}: no such heading"


def test_every_page_of_the_documentation_can_be_reached_from_its_index() -> None:
    reached, waiting = set(), [ROOT / "docs" / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in reached:
            continue
        reached.add(document)
        links = (link.partition("#")[0] for link in LINK.findall(document.read_text("utf-8")))
        near = ((document.parent / link).resolve() for link in links if link.endswith(".md"))
        waiting += [each for each in near if each.is_relative_to(ROOT / "docs")]
    assert {name_of(each) for each in (ROOT / "docs").rglob("*.md")} <= {
        name_of(each) for each in reached
    }


@pytest.mark.parametrize(("document", "code"), blocks("python"))
def test_the_python_in_the_documents_runs(
    document: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blank = Image.new("RGB", (120, 80), "white")
    for name in ("form.jpg", "envelope.jpg", "report.pdf"):
        blank.save(name)
    exec(compile(code, document, "exec"), {"__name__": "__main__"})


def test_the_json_in_the_reference_is_as_promised() -> None:
    schema = json.loads((REFERENCE / "page.schema.json").read_text("utf-8"))
    examples = [json.loads(text) for document, text in blocks("json") if "page.md" in document]
    assert examples
    for example in examples:
        jsonschema.validate(example, schema)
        assert inkread.Page.from_dict(example).to_dict() == example


def test_every_address_of_the_application_is_in_the_reference() -> None:
    page = (REFERENCE / "http.md").read_text("utf-8")
    urls = (ROOT / "src" / "inkread" / "web" / "urls.py").read_text("utf-8")
    addresses = re.findall(r'path\("([^"]*)", (?!include)', urls)
    assert addresses
    for address in addresses:
        assert f"| `/{address}` |" in page


def test_every_public_name_is_in_the_reference() -> None:
    page = (REFERENCE / "python.md").read_text("utf-8")
    assert [name for name in inkread.__all__ if name not in page and name != "__version__"] == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\d{4}[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    written = {path.name for path in folder.glob("[0-9]*.md")}
    assert listed == written
    for name in written:
        text = (folder / name).read_text("utf-8")
        for part in ("## Context", "## Decision", "## Consequences", "## Evidence"):
            assert part in text, f"{name} has no {part}"
