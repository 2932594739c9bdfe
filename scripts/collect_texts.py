"""Writes the translation files anew from the texts in the code, and compiles them.

    python -m scripts.collect_texts

What was translated stays, what is new comes without a translation, what is gone goes. English is
the source; of each other language there are two files in `src/inkread/web/locale`: `django.po` with
the texts of templates and Python, `djangojs.po` with those of TypeScript. Only the first is
compiled; the build of the front end reads the second.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).parents[1]
WEB: Final = ROOT / "src" / "inkread" / "web"
LOCALE: Final = WEB / "locale"
FRONT_END: Final = ROOT / "frontend" / "src"

# How each language tells numbers apart, in the order of its forms. All but Arabic have two.
PLURALS: Final = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5);",
    "de": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "hi": "nplurals=2; plural=(n > 1);",
    "ta": "nplurals=2; plural=(n != 1);",
}
LANGUAGES: Final = tuple(PLURALS)

_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
_IN_TEMPLATE = re.compile(
    r"\b(n?p?gettext|_)\(((?:u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"),? ?)+)"
)
_STRING = r'"(?:[^"\\]|\\.)*"'
_IN_TYPESCRIPT = re.compile(rf"\btranslate(?:Count)?\(\s*({_STRING})(?:,\s*({_STRING}))?")


class NotCollected(Exception):
    """A text that is not written where it is marked, so that nobody could translate it."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is translated: `plural` where a number matters, `context` where one word is two."""

    id: str
    plural: str | None = None
    context: str | None = None


def texts_of_python(path: Path) -> Iterator[Text]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    calls = [each for each in nodes if isinstance(each, ast.Call)]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name not in _SINGLE | _PLURAL | _WITH_CONTEXT:
            continue
        words = [each.value for each in call.args if isinstance(each, ast.Constant)]
        texts = [each for each in words if isinstance(each, str)]
        if texts:
            yield _text(name, texts)


def texts_of_template(path: Path) -> Iterator[Text]:
    for found in _IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        arguments = ast.literal_eval(f"[{found[2].rstrip(', ')}]")
        yield _text(found[1], arguments)


def texts_of_typescript(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    for found in _IN_TYPESCRIPT.finditer(source):
        one, many = found.groups()
        is_count = found[0].startswith("translateCount")
        if is_count and many is None:
            raise NotCollected(f"{path}: {found[0]}")
        yield Text(ast.literal_eval(one), ast.literal_eval(many) if is_count else None)


def collect() -> tuple[list[Text], list[Text]]:
    """The texts of templates and Python, and those of TypeScript; each once, in a fixed order."""
    python = sorted(WEB.rglob("*.py"))
    templates = sorted(
        each for kind in ("html", "txt") for each in WEB.rglob(f"templates/**/*.{kind}")
    )
    served = [text for path in python for text in texts_of_python(path)]
    served += [text for path in templates for text in texts_of_template(path)]
    shown = [
        text
        for path in sorted(FRONT_END.rglob("*.ts"))
        if path.name != "language.ts"
        for text in texts_of_typescript(path)
    ]
    shown.append(Text(", "))
    return _each_once(served), _each_once(shown)


def catalogue(language: str, texts: Iterable[Text], before: Catalog | None) -> Catalog:
    """The texts with what was translated of them before."""
    made = Catalog(
        locale=language,
        charset="utf-8",
    )
    for text in texts:
        known = before.get(text.id, text.context) if before else None
        made.add(
            (text.id, text.plural) if text.plural else text.id,
            _kept(known, text, made.num_plurals),
            flags=["python-format"] if re.search(r"%\(\w+\)[sd]|%%", text.id) else (),
            context=text.context,
        )
    return made


def written(made: Catalog, language: str) -> bytes:
    """As a translation file, the same for the same texts: nothing in it says when it was made."""
    file = io.BytesIO()
    write_po(file, made, width=0, omit_header=True)
    header = (
        f"# The texts of inkread in another language ({language}).\n"
        "# Licence: Apache-2.0, as inkread itself.\n"
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: inkread\\n"\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    return header.encode() + file.getvalue().strip(b"\n") + b"\n"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(path: Path, language: str) -> bytes:
    """What a translation file is for the server; the same at any time of the day."""
    file, made = io.BytesIO(), read(path, language)
    made.creation_date = made.revision_date = _NO_DATE
    write_mo(file, made)
    return file.getvalue()


def files_of(language: str) -> tuple[Path, Path]:
    folder = LOCALE / language / "LC_MESSAGES"
    return folder / "django.po", folder / "djangojs.po"


def main() -> None:
    collected = collect()
    for language in LANGUAGES:
        for path, texts in zip(files_of(language), collected, strict=True):
            before = read(path, language) if path.is_file() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(catalogue(language, texts, before), language))
        served, _shown = files_of(language)
        served.with_suffix(".mo").write_bytes(compiled(served, language))


def _text(name: str, words: list[str]) -> Text:
    if name in _PLURAL:
        return Text(words[0], words[1])
    if name in _WITH_CONTEXT:
        return Text(words[1], context=words[0])
    return Text(words[0])


def _each_once(texts: Iterable[Text]) -> list[Text]:
    """A text that stands somewhere alone and somewhere with a number has forms."""
    found: dict[tuple[str, str | None], Text] = {}
    for text in texts:
        key = text.id, text.context
        if key not in found or (text.plural and not found[key].plural):
            found[key] = text
    return list(found.values())


def _kept(known: Message | None, text: Text, forms: int) -> str | tuple[str, ...]:
    if known is None or known.fuzzy:
        return ("",) * forms if text.plural else ""
    before = [known.string] if isinstance(known.string, str) else [*(known.string or "")]
    if text.plural:
        return tuple(before) if len(before) == forms else ("",) * forms
    return before[0] if before else ""


if __name__ == "__main__":
    main()
