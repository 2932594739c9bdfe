"""The pages to read: what they say comes from the models in use."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from inkread.web.pages.cards import SAID
from inkread.web.pages.documents import cards_in_use, kinds_taken
from inkread.web.pages.figures import MEANINGS, sentences_of


def card(**score: Any) -> dict[str, Any]:
    return {"scores": [score]}


@pytest.mark.usefixtures("script")
@pytest.mark.parametrize("address", ["/guide", "/limits", "/about", "/privacy", "/api"])
def test_each_page_answers_and_is_reached_from_the_foot_of_every_page(
    client: Client, address: str
) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1
    assert f'href="{address}"' in client.get("/").content.decode()
    assert client.post(address).status_code == 405


def test_the_limits_are_those_that_the_cards_of_the_shipped_models_name(client: Client) -> None:
    page = client.get("/limits").content.decode()
    for one in cards_in_use():
        for sentence in sentences_of(one):
            assert sentence.meaning in page
            assert sentence.value in page
    assert "2 MB" in page  # the limit of these tests


def test_models_that_were_not_measured_promise_nothing(client: Client, script: object) -> None:
    assert not any(one.get("scores") for one in cards_in_use())
    assert "were not measured" in client.get("/limits").content.decode()


def test_about_names_every_set_with_its_licence(client: Client) -> None:
    page = client.get("/about").content.decode()
    for one in cards_in_use():
        assert one["sha256"] in page
        for source in one["data"]:
            assert escape(source["licence"]) in page


def test_a_share_is_told_with_its_interval_and_a_count_without() -> None:
    pen, words = ("pen", "exact match"), ("pages of words", "numbers accepted")
    (share,) = sentences_of(
        card(set=pen[0], figure=pen[1], value=0.9, n=100, interval=[0.8256, 0.9448])
    )
    assert share.value == "90.0\xa0%"
    assert share.spread == "100 cases; 95\xa0% sure: from 82.6\xa0% to 94.5\xa0%"
    (count,) = sentences_of(
        card(set=words[0], figure=words[1], value=0.04, n=1, interval=[0.0, 0.2])
    )
    assert (count.value, count.spread) == ("0.04", "1 case")
    assert not list(sentences_of(card(set="pen", figure="never heard of", value=1, n=1)))


def test_figures_are_written_as_the_language_of_the_page_writes_them() -> None:
    one = card(set="pen", figure="exact match", value=0.905, n=1234, interval=[0.89, 0.92])
    for language, value, count in (
        ("en", "90.5\xa0%", "1,234"),
        ("de", "90,5\xa0%", "1.234"),
        ("es", "90,5\xa0%", "1\xa0234"),
        ("ar", "90.5\xa0%", "1,234"),
    ):
        with translation.override(language):
            (share,) = sentences_of(one)
            assert share.value == value
            assert count in share.spread
            assert " %" not in share.spread


def test_every_meaning_is_a_figure_of_a_shipped_card() -> None:
    told = {(s["set"], s["figure"]) for one in cards_in_use() for s in one["scores"]}
    assert set(MEANINGS) <= told


def test_every_sentence_of_the_shipped_cards_is_known_to_translators() -> None:
    for one in cards_in_use():
        assert {one["limits"], *(source["use"] for source in one["data"])} <= set(SAID)


def test_no_place_of_the_source_is_shown_for_a_set(client: Client) -> None:
    page = client.get("/about", headers={"accept-language": "de"}).content.decode()
    assert "package.json" not in page
    assert "frei lizenzierte Schriften" in page
    assert "Nur westliche Ziffern" in page


@pytest.mark.usefixtures("script")
def test_the_reader_and_the_limits_name_the_same_kinds_of_pictures(client: Client) -> None:
    for address in ("/", "/limits"):
        assert kinds_taken() in client.get(address).content.decode()


@pytest.mark.usefixtures("script")
def test_programs_are_told_of_closed_doors_and_of_the_shape_of_an_answer(client: Client) -> None:
    page = client.get("/api").content.decode()
    for told in ("401:", "429:", "page.schema.json", "is not kept", "accepted"):
        assert told in page


@pytest.mark.usefixtures("script")
def test_who_looks_for_an_icon_at_the_usual_address_is_sent_to_it(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/icons/icon-192.png"
