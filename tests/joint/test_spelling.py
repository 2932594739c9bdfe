"""What frames spell: chances of texts, the likeliest ones, and where they lie."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.agreement import Floats, chances_of
from inkread.joint.spelling import fold, likeliest, places_of, telling


def frames(seed: int, count: int, characters: int = 2) -> Floats:
    drawn = np.random.default_rng(seed).dirichlet(np.full(characters + 1, 0.5), count)
    return np.asarray(drawn)


def spelled_by(path: tuple[int, ...], blank: int) -> tuple[int, ...]:
    before = (blank, *path[:-1])
    return tuple(k for k, last in zip(path, before, strict=True) if k not in (blank, last))


def by_all_paths(chances: Floats) -> dict[tuple[int, ...], float]:
    count, blank = len(chances), chances.shape[1] - 1
    found: dict[tuple[int, ...], float] = {}
    for path in product(range(blank + 1), repeat=count):
        text = spelled_by(path, blank)
        found[text] = found.get(text, 0.0) + float(np.prod(chances[range(count), path]))
    return found


@given(st.integers(0, 1000), st.integers(1, 5))
def test_a_text_has_the_chance_of_all_paths_that_spell_it(seed: int, count: int) -> None:
    seen = frames(seed, count)
    expected = by_all_paths(seen)
    texts = list(expected)
    assert chances_of([seen], texts, [0] * len(texts)) == pytest.approx(list(expected.values()))


def test_texts_of_strings_of_unequal_length_are_weighed_at_once() -> None:
    long, short = frames(1, 5), frames(2, 2)
    together = chances_of([long, short], [(0, 1), (1,)], [0, 1])
    apart = [chances_of([long], [(0, 1)], [0])[0], chances_of([short], [(1,)], [0])[0]]
    assert together == pytest.approx(apart)
    assert len(chances_of([], [], [])) == 0


@given(st.integers(0, 1000), st.integers(1, 5))
def test_a_wide_beam_finds_the_likeliest_texts(seed: int, count: int) -> None:
    seen = frames(seed, count)
    expected = max(by_all_paths(seen).values())
    assert likeliest(seen, 500)[0][1] == pytest.approx(expected, abs=0.05)


def test_a_beam_keeps_as_many_texts_as_it_is_wide() -> None:
    assert len(likeliest(frames(3, 6), 4)) == 4
    assert likeliest(np.array([[0.0, 0.0, 1.0]]), 4) == [((), 1.0)]


def test_like_characters_need_a_blank_between_them() -> None:
    run = np.array([[0.9, 0.05, 0.05], [0.9, 0.05, 0.05]])
    assert likeliest(run, 2)[0][0] == (0,)
    apart = np.array([[0.9, 0.05, 0.05], [0.05, 0.05, 0.9], [0.9, 0.05, 0.05]])
    assert likeliest(apart, 2)[0][0] == (0, 0)


def test_only_one_of_several_certain_blanks_tells_something() -> None:
    blank, one = [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]
    assert telling(np.array([blank, blank, one, blank, blank, one])).tolist() == [
        *(True, False, True, True, False, True)
    ]


def test_what_is_no_digit_counts_as_blank() -> None:
    seen = np.array([[0.1, 0.2, 0.3, 0.4]])
    assert fold(seen, 2) == pytest.approx(np.array([[0.1, 0.2, 0.7]]))
    assert fold(seen, 3) is seen


def test_a_character_lies_where_the_likeliest_path_has_it() -> None:
    blank, a, b = [0.05, 0.05, 0.9], [0.9, 0.05, 0.05], [0.05, 0.9, 0.05]
    seen = np.array([blank, a, a, blank, b])
    assert places_of(seen, (0, 1)).tolist() == [2.0, 4.5]
    assert places_of(seen, ()).tolist() == []


def test_a_text_that_no_path_spells_lies_nowhere() -> None:
    assert np.isnan(places_of(np.array([[0.5, 0.3, 0.2]]), (0, 1))).all()
