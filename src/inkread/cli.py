"""`inkread`: parse, call, print. Every rule lives in the rooms that are called.

Exit codes: 0 when everything was read or done, 1 when something could not be, with one line about
each on the standard error, 2 when the command itself was wrong. Training, evaluation and the web
are imported by their commands alone, so that reading starts at once.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from inkread import __version__
from inkread.constraints import asked_for
from inkread.data import SETS, State, check_file, fetch_file, find_sets
from inkread.errors import (
    InkreadError,
    MissingExtra,
    ModelFailed,
    OptionsInvalid,
    SourceError,
)
from inkread.exports import (
    EXPORTS,
    AnnotatedFolder,
    Engine,
    ExportOptions,
    Leaf,
    check_output,
    find_export,
    write_output,
)
from inkread.images import pictures_below
from inkread.models import list_models
from inkread.options import ReadOptions
from inkread.progress import progress_of
from inkread.reader import Reader

STDIN: Final = "-"
TRAINING_STEPS: Final = (
    *("samples", "restore", "spotter", "classifier", "digit", "taught", "strings"),
    *("export", "accept", "all"),
)


class Commands(click.Group):
    """Turns what inkread raises on purpose into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OptionsInvalid as error:
            raise click.UsageError(str(error)) from error
        except InkreadError as error:
            complain(str(error))
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="inkread", message="%(prog)s %(version)s")
def main() -> None:
    """Reads handwritten and printed numbers from pictures."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
@click.option(
    "--files-from",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Read the pictures named in FILE, one path a line; - for the standard input.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice([export.name for export in EXPORTS]),
    default="text",
    show_default=True,
    help="Lines of numbers, a row a number, an object a page, a marked picture or PDF, or markup.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Write into FILE, or one file for each picture into DIR.",
)
@click.option(
    "--annotated",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write every page into DIR with what was read marked on it.",
)
@click.option("--single", is_flag=True, help="Each picture holds one digit.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out numbers that are less sure.",
)
@click.option(
    "--max-error", type=float, metavar="SHARE", help="So much of what is accepted may be wrong."
)
@click.option(
    "--dpi",
    type=click.IntRange(36, 1200),
    default=200,
    show_default=True,
    help="Dots per inch at which PDF pages are rendered.",
)
@click.option("--pattern", help="What every number must match, such as [0-9]{5}.")
@click.option("--length", help="How many digits every number must have: 5, or 4-6.")
@click.option("--luhn", is_flag=True, help="Every number must end in its check digit, as on cards.")
@click.option("--iban", metavar="COUNTRY", help="Every number must be an IBAN after its letters.")
@click.option(
    "--one-of",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Every number must be in FILE, one a line.",
)
@click.option("--date", metavar="FORMAT", help="Every number must be a date, such as DDMMYYYY.")
@click.option(
    "--style", is_flag=True, help="Measure how each number is written: size, slant, stroke, ink."
)
@click.option(
    "--values", is_flag=True, help="Show values such as -1234.50 where signs are written."
)
@click.option("--decimal", type=click.Choice([".", ","]), help="What stands before decimals.")
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="Of day, month and year."
)
@click.option("--model", default="reader", show_default=True, help="Another model: name or path.")
@click.pass_context
def read(ctx: click.Context, /, **given: Any) -> None:
    """Reads the numbers in pictures.

    PATH is a picture (PNG, JPEG, WebP, GIF, BMP, TIFF, PDF, HEIC), a folder of them, or - for a
    picture on the standard input. A file that cannot be read is named on the standard error; the
    others go on, and the exit code is 1.
    """
    names = "single min_confidence max_error dpi style decimal date_order".split()
    options = ReadOptions(**{name: given[name] for name in names}, constraint=asked_for(given))
    sources, failures = list_sources(given["paths"], given["files_from"])
    with warnings.catch_warnings():
        # What decoders remark about small faults says nothing to who reads numbers.
        warnings.simplefilter("ignore")
        failures += read_all(sources, options, given)
    ctx.exit(1 if failures else 0)


def list_sources(paths: Sequence[str], files_from: str | None) -> tuple[list[str], int]:
    """What is to be read, folders replaced by their pictures; how many folders have none."""
    if not paths and files_from is None:
        raise click.UsageError("Name a picture, a folder or -, or use --files-from.")
    named = [*paths, *(lines_of(files_from) if files_from else ())]
    if named.count(STDIN) + (files_from == STDIN) > 1:
        raise click.UsageError("The standard input can be read only once.")
    sources: list[str] = []
    failures = 0
    for name in named:
        if name == STDIN or not Path(name).is_dir():
            sources.append(name)
        elif pictures := pictures_below(Path(name)):
            sources += [str(path) for path in pictures]
        else:
            complain(f"{name}: There is no picture in this folder.")
            failures += 1
    return sources, failures


def lines_of(path: str) -> list[str]:
    """The lines of a file or of the standard input that are not empty, in any encoding."""
    with click.open_file(path, encoding="utf-8", errors="surrogateescape") as file:
        return [line.rstrip("\r\n") for line in file if line.strip()]


def read_all(sources: Sequence[str], options: ReadOptions, given: Mapping[str, Any]) -> int:
    """Reads and shows page by page; how many sources could not be read."""
    reader, export = Reader.from_pretrained(given["model"]), find_export(given["output_format"])
    card, output = reader.card_for(options), given["output"]
    folder = AnnotatedFolder(given["annotated"]) if given["annotated"] else None
    told = ExportOptions(
        engine=Engine(__version__, card.name, card.version, card.sha256),
        sources=len(sources) > 1,
        values=given["values"],
        fit=options.constraint is not None,
        style=options.style,
    )
    failures = 0

    def leaves() -> Iterator[Leaf]:
        nonlocal failures
        for source in progress_of(sources, "Reading"):
            try:
                picture = sys.stdin.buffer if source == STDIN else source
                for photo, page in reader.read_photos(picture, options, name=source):
                    if folder is not None:
                        folder.write(photo, page)
                    yield Leaf(page, photo.pixels)
            except (SourceError, MissingExtra, ModelFailed) as error:
                complain(f"{source}: {error}")
                failures += 1
            except MemoryError:
                complain(f"{source}: There is not enough memory for this picture.")
                failures += 1

    if output is not None:
        check_output(output, sources)
        write_output(output, export, leaves(), told)
        return failures
    if export.is_binary and sys.stdout.isatty():
        raise click.UsageError(f"Name the file for {export.name} with --output.")
    for piece in export.write(leaves(), told):
        show(piece)
    return failures


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port, or 0."
)
def serve(host: str, port: int) -> None:
    """Serves the web application.

    Its database and files live under INKREAD_HOME, which is made when it is missing.
    """
    with needing("The web application", "web"):
        from inkread.web.serve import serve as serve_application
    serve_application(host, port)


@main.command()
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def models(output_format: str) -> None:
    """Shows the cards of the models that read."""
    for model in list_models():
        card = model.card
        if output_format == "json":
            show(json.dumps(dict(card.details)) + "\n")
            continue
        show(f"{card.name} {card.version}  {model.path}\n")
        show(f"  sha256 {card.sha256}\n  recipe {card.details.get('recipe', 'not stated')}\n")
        for score in card.details.get("scores", ()):
            show(f"  {score['set']}: {score['figure']} {score['value']} (n = {score['n']})\n")
        for data in card.details.get("data", ()):
            show(f"  data: {data['name']} ({data['licence']}): {data['use']}\n")


@main.group()
def data() -> None:
    """Looks after the data sets for training and evaluation."""


def data_folder(option: str, name: str, *, is_needed: bool = True) -> Callable[[Any], Any]:
    """The folder of the data sets, as an option, and as a parameter of this name."""
    return click.option(
        option,
        name,
        type=click.Path(file_okay=False, path_type=Path),
        envvar="INKREAD_DATA",
        show_envvar=True,
        required=is_needed,
        metavar="DIR",
        help="The folder of the data sets.",
    )


@data.command("list")
def list_data() -> None:
    """Shows the data sets: what they are, their terms, where they come from."""
    for each in SETS:
        size = sum(file.size for file in each.files) / 1e6
        show(f"{each.name}: {each.title}\n  licence: {each.licence}\n  use: {each.use}\n")
        home = each.home or "none"
        fetched = "can be fetched" if each.can_be_fetched else f"cannot be fetched: {each.note}"
        show(f"  home: {home}\n  {len(each.files)} files, {size:.1f} MB; {fetched}\n")


@data.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@data_folder("--folder", "folder")
@click.pass_context
def check_data(ctx: click.Context, names: Sequence[str], folder: Path) -> None:
    """Compares the files of the data sets NAME, or of all, with their sha256."""
    states = []
    for each in find_sets(names):
        for file in each.files:
            states.append(check_file(folder, each, file))
            show(f"{states[-1].value:8} {each.name}/{file.name}\n")
    ctx.exit(0 if all(state is State.WHOLE for state in states) else 1)


@data.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@data_folder("--to", "folder")
@click.pass_context
def fetch_data(ctx: click.Context, names: Sequence[str], folder: Path) -> None:
    """Fetches the data sets NAME from their public homes, each file checked by its sha256."""
    failures = 0
    for each in find_sets(names):
        for file in each.files:
            try:
                show(f"{fetch_file(folder, each, file)}\n")
            except InkreadError as error:
                complain(str(error))
                failures += 1
    ctx.exit(1 if failures else 0)


@main.command()
@click.argument("step", type=click.Choice(TRAINING_STEPS), default="all")
@data_folder("--data", "data")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("runs"),
    show_default=True,
    metavar="DIR",
    help="Where checkpoints and what comes out are kept.",
)
@click.option("--steps", type=click.IntRange(1), help="Instead of the recipe's length.")
@click.option("--threads", type=click.IntRange(0), default=0, help="0: as many as torch likes.")
def train(step: str, **given: Any) -> None:
    """Trains the models: spotter, classifier, string reader, then the files (STEP; all of them).

    A run that was stopped goes on from its last checkpoint. The step "restore" begins all runs from
    the shipped weights; "samples" draws a sheet of the pages that training writes.
    """
    with needing("Training", "train"):
        from inkread.training.train import run
    run(step, given["data"], given["folder"], given["steps"], given["threads"])


@main.command()
@click.argument("suite")
@click.option("--model", default="reader", show_default=True, help="A model: name or path.")
@data_folder("--data", "data", is_needed=False)
@click.option("--limit", type=int, help="At most so many pictures of each set: a quick look.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where results go; benchmarks/results when there is no limit.",
)
@click.pass_context
def evaluate(ctx: click.Context, /, suite: str, **given: Any) -> None:
    """Measures the models on SUITE, or on all, and writes what it found.

    The suites are strings, composed, sudoku, mnist, corrupted, usps, semeion, dida, words, nothing
    and cost. After all of them, report.html beside the results shows everything on one page.
    """
    from inkread import evaluation

    options = evaluation.EvaluationOptions(
        model=given["model"], data=given["data"], limit=given["limit"], folder=given["out"]
    )
    results, failures = evaluation.run(suite, options, announce=partial(click.echo, err=True))
    show(evaluation.summarise(results))
    page = evaluation.keep_report(suite, results, options)
    if page is not None:
        show(f"{page} written\n")
    for failure in failures:
        complain(f"{failure.suite}: {failure.error}")
    ctx.exit(evaluation.exit_code(failures))


@contextmanager
def needing(purpose: str, extra: str) -> Iterator[None]:
    """Turns the import of what is not installed into a sentence that says what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "inkread":
            raise
        raise MissingExtra(purpose, extra) from error


def show(text: str | bytes) -> None:
    """Writes at once, so that what reads from a pipe need not wait."""
    click.echo(text, nl=False)


def complain(sentence: str) -> None:
    """One line on the standard error, whatever the sentence or the file's name holds."""
    # On a terminal a progress bar may stand on this line: wipe it away first.
    start = "\r\x1b[2K" if sys.stderr.isatty() else ""
    click.echo(f"{start}inkread: {' '.join(sentence.splitlines())}", err=True)
