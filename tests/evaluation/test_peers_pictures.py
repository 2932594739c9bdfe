"""What peers are given to see, and how their characters become a page."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from benchmarks.peers.classical import Classical
from benchmarks.peers.libtesseract import load_library
from benchmarks.peers.peer import Character, Peer, nearest_the_middle, page_of, version_of
from benchmarks.peers.pictures import like_mnist, open_dark_on_light, pad, scale_to_side
from benchmarks.peers.rapid import DigitsOnly, RapidOcr, place_along
from benchmarks.peers.tesseract import Tesseract
from PIL import Image, ImageDraw, ImageFont
from tests.evaluation.scripted import encode_picture

from inkread import Box


def character(text: str, x: float) -> Character:
    return Character(text, 0.9, Box(x - 2, 0, x + 2, 8))


def draw_text(text: str, ink: int = 0, paper: int = 255) -> Any:
    image = Image.new("L", (40 + 26 * len(text), 64), paper)
    ImageDraw.Draw(image).text((20, 8), text, fill=ink, font=ImageFont.load_default(44))
    return np.asarray(image.convert("RGB"))


def test_each_line_with_characters_is_a_number() -> None:
    page = page_of([[character("4", 3), character("2", 9)], [], [character("7", 3)]], 20, 30)
    assert [(number.text, number.line) for number in page.numbers] == [("42", 1), ("7", 2)]
    assert (page.width, page.height) == (20, 30)


def test_of_several_characters_the_one_nearest_the_middle_is_taken() -> None:
    found = [character("1", 2), character("5", 13), character("9", 25)]
    assert nearest_the_middle(found, 14) == [found[1]]
    assert nearest_the_middle([], 14) == []


def test_white_on_black_is_turned_into_dark_on_light() -> None:
    inverted = open_dark_on_light(draw_text("8", ink=255, paper=0))
    assert np.array_equal(np.asarray(inverted), draw_text("8"))
    assert np.array_equal(np.asarray(open_dark_on_light(draw_text("8"))), draw_text("8"))


def test_paper_is_laid_round_a_picture_in_its_own_colour() -> None:
    padded = np.asarray(pad(Image.new("RGB", (6, 4), (200, 190, 180)), 3))
    assert padded.shape == (10, 12, 3)
    assert np.unique(padded.reshape(-1, 3), axis=0).tolist() == [[200, 190, 180]]


@pytest.mark.parametrize(("size", "scaled"), [((40, 20), (120, 60)), ((20, 40), (60, 120))])
def test_a_page_is_scaled_by_its_shorter_side(
    size: tuple[int, int], scaled: tuple[int, int]
) -> None:
    assert scale_to_side(Image.new("RGB", size), 60).size == scaled


def test_a_picture_of_mnist_is_taken_as_it_is() -> None:
    picture = np.arange(784, dtype=np.uint8).reshape(28, 28)
    assert like_mnist(picture) == pytest.approx(picture.reshape(-1) / 255)


def test_any_other_picture_is_cut_scaled_and_centred_as_mnist_was() -> None:
    canvas = like_mnist(draw_text("8")).reshape(28, 28)
    rows = np.flatnonzero(canvas.any(axis=1))
    assert rows[-1] - rows[0] + 1 == 20
    ys, xs = np.indices(canvas.shape)
    assert (canvas * ys).sum() / canvas.sum() == pytest.approx(14, abs=1)
    assert (canvas * xs).sum() / canvas.sum() == pytest.approx(14, abs=1)
    assert canvas.max() == pytest.approx(1)


def test_blank_paper_has_no_ink() -> None:
    assert not like_mnist(encode_picture(200)).any()


def test_only_digits_and_blanks_are_left_to_the_decoder() -> None:
    class Decoder:
        character = ("blank", "7", "Z", " ")

        def __call__(self, chances: Any, return_word_box: bool) -> tuple[Any, bool]:
            return chances.tolist(), return_word_box

    chances = np.array([[[0.1, 0.2, 0.6, 0.1]]])
    left = DigitsOnly(Decoder())(chances, return_word_box=True)
    assert left == ([[[0.1, 0.2, 0.0, 0.0]]], True)


def test_a_character_stands_where_its_column_lies_along_the_line() -> None:
    line = SimpleNamespace(
        words=[["4"], ["2"]], word_cols=[[2], [7]], confs=[0.9, 0.8], line_txt_len=10.0
    )
    tilted = np.array([[0, 0], [100, 50], [100, 70], [0, 20]], dtype=np.float64)
    four, two = place_along(line, tilted)
    assert (four.text, four.confidence) == ("4", 0.9)
    assert four.box.centre == pytest.approx((25, 22.5))
    assert two.box.centre == pytest.approx((75, 47.5))


def test_neighbours_are_found_among_the_training_pictures(tmp_path: Path) -> None:
    images = np.zeros((40, 28, 28), dtype=np.uint8)
    images[np.arange(40), np.arange(40) % 10, :] = 255
    labels = (np.arange(40) % 10).astype(np.uint8)
    (tmp_path / "mnist").mkdir()
    for kind, values in (("images-idx3", images), ("labels-idx1", labels)):
        head = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
        path = tmp_path / "mnist" / f"train-{kind}-ubyte.gz"
        path.write_bytes(gzip.compress(head + values.tobytes()))
    reader = Classical("k-NN", tmp_path).reader("digit")
    assert [reader.read(images[i])[0].numbers[0].text for i in (3, 8)] == ["3", "8"]


@pytest.mark.parametrize(
    "peer",
    [
        pytest.param(
            Tesseract(),
            marks=pytest.mark.skipif(load_library() is None, reason="Tesseract is not installed"),
        ),
        pytest.param(
            RapidOcr(),
            marks=pytest.mark.skipif(not version_of("rapidocr"), reason="no RapidOCR is installed"),
        ),
    ],
    ids=lambda peer: str(peer.name),
)
def test_an_installed_peer_reads_print(peer: Peer) -> None:
    (page,) = peer.reader("line").read(draw_text("2746"))
    assert page.text == "2746"
    assert 20 <= page.numbers[0].digits[0].box.centre[0] <= 60
