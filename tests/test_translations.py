"""The translation files: complete, up to date with the code, and faithful to their source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import Message
from scripts.collect_texts import (
    LANGUAGES,
    Text,
    collect,
    compiled,
    files_of,
    read,
    texts_of_python,
    texts_of_template,
    texts_of_typescript,
)
from tests.web.setting_up import set_up_django

set_up_django()

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")
TAG = re.compile(r"</?[a-z]+[^>]*>")
# Arabic says these numbers in words: none, one, two.
SPOKEN_FORMS = {"ar": 3}


def messages(path: Path, language: str) -> list[Message]:
    return [each for each in read(path, language) if each.id]


def forms(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The English ones, and those of the translation."""
    return _forms(message.id), _forms(message.string)


def _forms(text: object) -> tuple[str, ...]:
    forms = text if isinstance(text, tuple | list) else (text,)
    return tuple(str(each or "") for each in forms)


FILES = [(language, path) for language in LANGUAGES for path in files_of(language)]
each_file = pytest.mark.parametrize(
    ("language", "path"), FILES, ids=[f"{language}-{path.stem}" for language, path in FILES]
)


@pytest.fixture(scope="module")
def collected() -> tuple[list[Text], list[Text]]:
    return collect()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_the_texts_of_the_code_and_no_others(
    language: str, collected: tuple[list[Text], list[Text]]
) -> None:
    for path, texts in zip(files_of(language), collected, strict=True):
        found = set()
        for message in messages(path, language):
            ids, _strings = forms(message)
            found.add(Text(ids[0], ids[1] if len(ids) > 1 else None, message.context))
        assert found == set(texts)


@each_file
def test_every_text_is_translated_for_sure(language: str, path: Path) -> None:
    catalogue = read(path, language)
    assert not catalogue.obsolete
    for message in messages(path, language):
        assert not message.fuzzy, message.id
        _ids, strings = forms(message)
        assert all(strings), message.id
        if message.pluralizable:
            assert len(strings) == catalogue.num_plurals


@each_file
def test_a_translation_has_the_places_of_its_source(language: str, path: Path) -> None:
    for message in messages(path, language):
        ids, strings = forms(message)
        wanted = sorted(PLACE.findall(ids[-1]))
        # What is missing is said by the test above.
        for index, string in enumerate(filter(None, strings)):
            found = sorted(PLACE.findall(string))
            may_be_spoken = len(strings) > 1 and index < SPOKEN_FORMS.get(language, 1)
            is_right = set(found) <= set(wanted) if may_be_spoken else found == wanted
            assert is_right, (message.id, string)


@each_file
def test_a_translation_has_the_elements_of_its_source(language: str, path: Path) -> None:
    for message in messages(path, language):
        ids, strings = forms(message)
        for string in filter(None, strings):
            assert sorted(TAG.findall(string)) == sorted(TAG.findall(ids[-1])), (message.id, string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_what_its_source_compiles_to(language: str) -> None:
    served, _shown = files_of(language)
    assert served.with_suffix(".mo").read_bytes() == compiled(served, language)


def test_texts_are_found_where_they_are_marked(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('_("one" " text")\nngettext("a", "b", n)\npgettext("in", "c")\n_(name)\n')
    assert list(texts_of_python(code)) == [
        Text("one text"),
        Text("a", "b"),
        Text("c", context="in"),
    ]
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "It\'s" %}'
        '{% blocktranslate count n=n %}{{ n }} "x"{% plural %}{{ n }} y{% endblocktranslate %}'
    )
    assert list(texts_of_template(page)) == [Text("It's"), Text('%(n)s "x"', "%(n)s y")]
    script = tmp_path / "script.ts"
    script.write_text(
        'translate(\n  "one",\n  { n },\n); translateCount("a", "b", n); context.translate(1, 2);'
    )
    assert list(texts_of_typescript(script)) == [Text("one"), Text("a", "b")]
