"""The marked picture: what was read can be seen on it, and the unsure is told from the sure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from inkread import Box, Digit, NotWritable, Number, Page
from inkread.exports import AnnotatedFolder, annotate
from inkread.images import Photo

BLUE, ORANGE = (0, 72, 178), (200, 76, 0)


def page(*boxes: Box, accepted: bool = True, source: str = "form.jpg", of: int = 1) -> Page:
    numbers = tuple(
        Number("7", box, 0.9, accepted, 1, (Digit("7", box, 0.9, "hand", (("7", 0.9),)),))
        for box in boxes
    )
    return Page(source, of, 300, 200, numbers)


def paper(width: int = 300, height: int = 200) -> NDArray[np.uint8]:
    return np.full((height, width, 3), 255, dtype=np.uint8)


def share_of(colour: tuple[int, int, int], picture: NDArray[np.uint8]) -> float:
    return float((picture == colour).all(axis=2).mean())


LARGE = Box(100, 70, 150, 130)


def test_sure_numbers_are_blue_and_unsure_ones_orange() -> None:
    sure = np.asarray(annotate(paper(), page(LARGE)))
    unsure = np.asarray(annotate(paper(), page(LARGE, accepted=False)))
    assert share_of(BLUE, sure) > 0 == share_of(ORANGE, sure)
    assert share_of(ORANGE, unsure) > 0 == share_of(BLUE, unsure)


def test_the_line_around_an_unsure_number_is_broken() -> None:
    solid = np.asarray(annotate(paper(), page(LARGE)))
    dashed = np.asarray(annotate(paper(), page(LARGE, accepted=False)))

    def edge(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> NDArray[np.bool_]:
        marked = (picture == colour).all(axis=2)
        bottom = np.flatnonzero(marked.any(axis=1)).max()
        row = marked[bottom - 1]
        columns = np.flatnonzero(row)
        return np.asarray(row[columns.min() : columns.max() + 1])

    assert edge(solid, BLUE).all()
    broken = edge(dashed, ORANGE)
    assert int((np.diff(broken.astype(int)) == -1).sum()) >= 3


def test_a_page_without_numbers_is_the_picture_itself() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    assert np.array_equal(np.asarray(annotate(picture, page())), picture)


def test_the_digits_of_a_small_picture_are_enlarged_to_be_legible() -> None:
    small = Page("s.png", 1, 60, 20, page(Box(5, 4, 12, 16)).numbers)
    assert annotate(paper(60, 20), small).height >= 60


def test_a_large_page_is_not_enlarged() -> None:
    tiny = Page("l.png", 1, 3000, 2200, page(Box(5, 4, 12, 16)).numbers)
    marked = annotate(paper(3000, 2200), tiny)
    assert max(marked.size) < 3200


@pytest.mark.parametrize(
    "box", [Box(0, 0, 20, 30), Box(280, 170, 300, 200), Box(0, 0, 300, 200), Box(9, 9, 9.5, 9.5)]
)
def test_numbers_at_the_edges_are_marked_whole(box: Box) -> None:
    marked = np.asarray(annotate(paper(), page(box)))
    blue = (marked == BLUE).all(axis=2)
    edges = (blue[0], blue[-1], blue[:, 0], blue[:, -1])
    assert blue.any()
    assert not any(edge.any() for edge in edges[1:2])


def test_the_callers_pixels_are_left_alone() -> None:
    picture = paper()
    annotate(picture, page(LARGE))
    assert picture.min() == 255


def names_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_marked_pictures_are_named_after_their_sources(tmp_path: Path) -> None:
    folder = AnnotatedFolder(tmp_path / "new" / "marked")
    for source, of in (
        ("a/form.jpg", 1),
        ("b/form.jpg", 1),
        ("book.pdf", 1),
        ("book.pdf", 2),
        ("-", 1),
    ):
        folder.write(Photo(source, of, paper()), page(LARGE, source=source, of=of))
    assert names_of(tmp_path / "new" / "marked") == [
        "book-page-2.read.png",
        "book.read.png",
        "form-2.read.png",
        "form.read.png",
        "picture.read.png",
    ]


def test_a_source_in_the_same_folder_is_not_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "form.png"
    source.write_bytes(b"the original")
    AnnotatedFolder(tmp_path).write(Photo("form.png", 1, paper()), page(source=str(source)))
    assert source.read_bytes() == b"the original"


def test_writing_again_replaces_what_was_written(tmp_path: Path) -> None:
    for _ in range(2):
        AnnotatedFolder(tmp_path).write(Photo("form.png", 1, paper()), page())
    assert names_of(tmp_path) == ["form.read.png"]


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable, match="cannot be written"):
        AnnotatedFolder(tmp_path / "file").write(Photo("a.png", 1, paper()), page())
