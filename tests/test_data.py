"""The data sets: complete in the table, compared with their sums, fetched whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from inkread import DataDamaged, DataSetUnknown, DataUnavailable
from inkread.data import SETS, DataFile, DataSet, State, check_file, fetch_file, find_sets
from inkread.data.forms import plain_pendigits, plain_semeion, uncompressed
from inkread.data.writers import hold_out

CONTENT = b"0 1 1\n" * 100
FOLDER = os.environ.get("INKREAD_DATA")
COMPRESSED = Path(__file__).parent / "bits.txt.Z"

FILE = DataFile(
    "bits.txt", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT), "https://data.test/bits.txt"
)
SET = DataSet("bits", "bits", "none", "tests", "https://data.test/", (FILE,))


def test_a_tenth_of_the_writers_is_held_out_always_the_same() -> None:
    writers = np.repeat(np.arange(40), 3)
    held = hold_out(writers)
    assert sorted(set(writers[held].tolist())) == [10, 19, 24, 31]
    assert held.sum() == 12


def gives(content: bytes) -> Callable[[str], IO[bytes]]:
    return lambda url: io.BytesIO(content)


def cannot_be_reached(url: str) -> IO[bytes]:
    raise OSError("no route to host")


def test_every_set_says_what_it_is_and_on_which_terms() -> None:
    assert len({each.name for each in SETS}) == len(SETS) == 11
    for each in SETS:
        assert each.title
        assert each.licence
        assert each.use
        assert each.files
        assert each.can_be_fetched or each.note
        for file in each.files:
            assert len(file.sha256) == 64
            assert file.url is None or file.url.startswith("https://")


def test_sets_are_found_by_name_and_all_without_one() -> None:
    assert [each.name for each in find_sets(["usps", "mnist"])] == ["usps", "mnist"]
    assert find_sets() == SETS
    with pytest.raises(DataSetUnknown):
        find_sets(["mnist", "emnist"])


def test_a_file_is_fetched_and_found_whole(tmp_path: Path) -> None:
    assert check_file(tmp_path, SET, FILE) is State.MISSING
    path = fetch_file(tmp_path, SET, FILE, gives(CONTENT))
    assert path == tmp_path / "bits" / "bits.txt"
    assert path.read_bytes() == CONTENT
    assert check_file(tmp_path, SET, FILE) is State.WHOLE


def test_a_whole_file_is_not_fetched_again(tmp_path: Path) -> None:
    fetch_file(tmp_path, SET, FILE, gives(CONTENT))
    fetch_file(tmp_path, SET, FILE, cannot_be_reached)


def test_a_damaged_file_is_fetched_again(tmp_path: Path) -> None:
    path = fetch_file(tmp_path, SET, FILE, gives(CONTENT))
    path.write_bytes(CONTENT[:-1])
    assert check_file(tmp_path, SET, FILE) is State.DAMAGED
    fetch_file(tmp_path, SET, FILE, gives(CONTENT))
    assert check_file(tmp_path, SET, FILE) is State.WHOLE


def test_another_content_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(DataDamaged) as caught:
        fetch_file(tmp_path, SET, FILE, gives(CONTENT + b"0"))
    assert caught.value.expected == FILE.sha256
    assert list((tmp_path / "bits").iterdir()) == []


def test_a_download_that_never_ends_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(DataDamaged):
        fetch_file(tmp_path, SET, FILE, gives(bytes(50_000_000)))


def test_a_home_that_cannot_be_reached_leaves_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "bits" / "bits.txt"
    path.parent.mkdir()
    path.write_bytes(b"older")
    with pytest.raises(DataUnavailable, match="cannot be reached"):
        fetch_file(tmp_path, SET, FILE, cannot_be_reached)
    assert [each.name for each in path.parent.iterdir()] == ["bits.txt"]
    assert path.read_bytes() == b"older"


def test_a_file_without_a_home_says_why(tmp_path: Path) -> None:
    lost = replace(FILE, url=None)
    with pytest.raises(DataUnavailable, match="cannot be fetched: only here"):
        fetch_file(tmp_path, replace(SET, files=(lost,), note="only here"), lost)


@pytest.mark.parametrize("level", [1, 9])
def test_the_same_content_packed_by_another_program_is_the_same_file(
    tmp_path: Path, level: int
) -> None:
    packed = replace(FILE, name="bits.txt.gz")
    fetch_file(tmp_path, SET, packed, gives(gzip.compress(CONTENT, level)))
    assert check_file(tmp_path, SET, packed) is State.WHOLE


@pytest.mark.parametrize("content", [CONTENT, gzip.compress(CONTENT)[:-9], b""])
def test_what_is_not_packed_or_breaks_off_is_damaged(tmp_path: Path, content: bytes) -> None:
    packed = replace(FILE, name="bits.txt.gz", sha256="0" * 64)
    path = tmp_path / "bits" / packed.name
    path.parent.mkdir()
    path.write_bytes(content)
    assert check_file(tmp_path, SET, packed) is State.DAMAGED


def test_what_a_home_writes_another_way_is_kept_in_one_form(tmp_path: Path) -> None:
    packed = replace(FILE, name="bits.txt.gz", form="semeion")
    home = b"0.0000 1.0000 1\r\n" * 100
    path = fetch_file(tmp_path, SET, packed, gives(home))
    assert gzip.decompress(path.read_bytes()) == CONTENT


def test_a_form_that_cannot_be_understood_is_refused(tmp_path: Path) -> None:
    packed = replace(FILE, form="compress")
    with pytest.raises(DataUnavailable, match="gives something else"):
        fetch_file(tmp_path, SET, packed, gives(b"<html>"))


def test_the_forms_of_the_homes() -> None:
    assert plain_semeion(b"0.0000 1.0000 0 1 \r\n") == b"0 1 0 1 \n"
    assert plain_pendigits(b" 47,100, 27, 8\n  0, 89, 27, 2\n") == (
        b"47,100,27,0000000010\n0,89,27,0010000000\n"
    )


def test_what_the_program_compress_packed_is_unpacked() -> None:
    # Made by `compress` from these lines: codes of 9 to 13 bits.
    expected = b"".join(b"%d %x\n" % (n * n * 7919 % 100003, n) for n in range(2500))
    assert uncompressed(COMPRESSED.read_bytes()) == expected


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x9d", b"\x1f\x8b\x08", b"\x1f\x9d\x90\xff\xff\xff"]
)
def test_what_compress_did_not_pack_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="compress"):
        uncompressed(content)


@pytest.mark.skipif(FOLDER is None, reason="INKREAD_DATA names no folder of data sets")
@pytest.mark.parametrize("each", SETS, ids=lambda each: each.name)
def test_the_folder_of_data_sets_is_what_the_table_says(each: DataSet) -> None:
    assert FOLDER is not None
    present = [f for f in each.files if (Path(FOLDER) / each.name / f.name).is_file()]
    assert all(check_file(Path(FOLDER), each, file) is State.WHOLE for file in present)
