"""Every format keeps the same few promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.exports.pages import ENGINE, OPTIONS, blank, leaf, page

from inkread import OptionsInvalid, Page
from inkread.exports import (
    EXPORTS,
    Export,
    ExportOptions,
    Leaf,
    check_output,
    find_export,
    json_line,
    text_lines,
    write_output,
)

every_format = pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)


def test_the_names_media_types_and_suffixes_of_the_formats_are_their_own() -> None:
    for told in ("name", "suffix"):
        assert len({getattr(each, told) for each in EXPORTS}) == len(EXPORTS)
    assert all(each.suffix.startswith(".") and "/" in each.media_type for each in EXPORTS)


def test_a_format_is_found_by_its_name_and_an_unknown_one_is_refused_with_the_known() -> None:
    assert [find_export(each.name) for each in EXPORTS] == list(EXPORTS)
    with pytest.raises(OptionsInvalid, match=r"format must be one of text, csv, json, .*not 'doc'"):
        find_export("doc")


@every_format
def test_the_same_page_gives_the_same_bytes(export: Export) -> None:
    first = export.to_bytes([leaf()], OPTIONS)
    assert first
    assert export.to_bytes([leaf()], OPTIONS) == first


@every_format
def test_a_blank_page_can_be_written(export: Export) -> None:
    assert isinstance(export.to_bytes([blank()], OPTIONS), bytes)


@every_format
@pytest.mark.parametrize("source", ["a\"b<&>'.png", "Zählung 一.png", "\udce4.png", "a\x01\nb.png"])
def test_a_source_may_have_any_name(export: Export, source: str) -> None:
    assert export.to_bytes([leaf(source)], OPTIONS)


@every_format
def test_several_pages_are_held_or_refused_before_anything_is_written(export: Export) -> None:
    pieces = export.write([leaf(), leaf(of=2)], OPTIONS)
    if export.has_one_page:
        with pytest.raises(OptionsInvalid, match="hold several pages"):
            next(pieces)
    else:
        assert b"".join(pieces)


@every_format
def test_only_formats_that_show_pictures_ask_for_them(export: Export) -> None:
    bare = [Leaf(page())]
    if export.needs_pictures:
        with pytest.raises(ValueError, match="needs the picture of every page"):
            export.to_bytes(bare, OPTIONS)
    else:
        assert export.to_bytes(bare, OPTIONS) == export.to_bytes([leaf()], OPTIONS)


def test_a_picture_of_another_size_than_its_page_is_refused() -> None:
    other = Leaf(page(), blank().pixels)
    with pytest.raises(ValueError, match="has 60 x 40 pixels, the page 400 x 300"):
        find_export("png").to_bytes([other], OPTIONS)


@pytest.mark.parametrize("name", ["text", "json", "csv"])
def test_lines_leave_page_by_page(name: str) -> None:
    taken = []

    def leaves() -> Iterator[Leaf]:
        for of in (1, 2):
            taken.append(of)
            yield leaf(of=of)

    pieces = find_export(name).write(leaves(), OPTIONS)
    if name == "csv":
        next(pieces)
    assert next(pieces)
    assert taken == [1]


def test_lines_are_what_they_are_elsewhere() -> None:
    told = ExportOptions(engine=ENGINE, sources=True, values=True)
    text = find_export("text").to_bytes([leaf()], told).decode()
    assert text == text_lines(page(), with_source=True, with_values=True)
    assert find_export("json").to_bytes([leaf()], told).decode() == json_line(page())


def test_a_time_without_a_zone_is_refused() -> None:
    ExportOptions(engine=ENGINE, created=datetime(2026, 5, 4, 12, tzinfo=UTC))
    with pytest.raises(OptionsInvalid, match="created must be a time with its zone"):
        ExportOptions(engine=ENGINE, created=datetime(2026, 5, 4, 12))  # noqa: DTZ001


def names_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_a_file_for_each_source(tmp_path: Path) -> None:
    leaves = [leaf("a/x.pdf"), leaf("a/x.pdf", 2), leaf("b/x.pdf"), leaf("<bytes>")]
    write_output(tmp_path / "csv", find_export("csv"), leaves, OPTIONS)
    assert names_of(tmp_path / "csv") == ["bytes.read.csv", "x-2.read.csv", "x.read.csv"]
    rows = (tmp_path / "csv" / "x.read.csv").read_text("utf-8").splitlines()
    assert len(rows) == 1 + 2 * len(page().numbers)


def test_formats_of_one_page_get_a_file_for_each_page(tmp_path: Path) -> None:
    leaves = [leaf("a/x.pdf"), leaf("a/x.pdf", 2), leaf("b/x.pdf")]
    write_output(tmp_path / "png", find_export("png"), leaves, OPTIONS)
    assert names_of(tmp_path / "png") == ["x-2.read.png", "x-page-2.read.png", "x.read.png"]


def test_what_has_a_suffix_is_a_file_unless_it_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "of.2026").mkdir()
    write_output(tmp_path / "of.2026", find_export("json"), [leaf()], OPTIONS)
    assert names_of(tmp_path / "of.2026") == ["form.read.jsonl"]
    write_output(tmp_path / "all.jsonl", find_export("json"), [leaf()], OPTIONS)
    assert Page.from_dict(json.loads((tmp_path / "all.jsonl").read_text())) == page()


def test_a_source_is_known_by_any_path_to_it(tmp_path: Path) -> None:
    source = tmp_path / "form.png"
    source.touch()
    (tmp_path / "link.png").symlink_to(source)
    check_output(tmp_path / "new.png", [str(source)])
    with pytest.raises(OptionsInvalid, match="another file than those that are read"):
        check_output(tmp_path / "link.png", ["-", str(source)])
