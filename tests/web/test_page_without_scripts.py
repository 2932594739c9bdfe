"""The answer as a page of its own: for browsers without scripts."""

from __future__ import annotations

import re
from dataclasses import replace

from django.test import Client
from django.utils.translation import override
from tests.web.pictures import packed_pages
from tests.web.scripted import Row, Script
from tests.web.sending import send

from inkread import Box, Digit, Number, Page, Sign, Value
from inkread.web.readings.flows import PageRead
from inkread.web.readings.marking import mark_page


def answer(client: Client, content: bytes | None = None) -> str:
    response = send(client, content, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_form_on_the_first_page_posts_to_the_reader(client: Client, script: Script) -> None:
    page = client.get("/").content.decode()
    form = re.search(r"<form[^>]*>", page)
    assert form is not None
    assert 'method="post"' in form[0]
    assert 'action="/read"' in form[0]
    assert 'enctype="multipart/form-data"' in form[0]
    assert re.search(r'<input type="file"[^>]*name="image"[^>]*required', page)


def test_the_page_shows_the_picture_the_boxes_and_the_number(
    client: Client, script: Script
) -> None:
    script.rows = [Row("67021", printed=True), Row("42", (0.1, 0.8, 0.5, 0.95), 0.7)]
    page = answer(client)
    assert '<img src="data:image/jpeg;base64,' in page
    assert 'viewBox="0 0 120 80"' in page
    assert page.count('class="digit print"') == 5
    assert page.count('class="digit hand"') == 2
    assert page.count('class="whole"') == 1
    assert "67021" in page
    assert "unsure" in page
    assert "<script" not in page


def test_signs_stand_in_their_places_and_say_what_they_mean() -> None:
    digits = [
        Digit(c, Box(9 * i, 0, 9 * i + 8, 9), 0.99, "hand", ((c, 0.99),))
        for i, c in enumerate("125")
    ]
    number = replace(
        Number.of(digits, line=1, accept=0.9),
        signs=(Sign(",", Box(16, 8, 18, 10), 0.9),),
        value=Value("amount", "12.5", currency="EUR", alternatives=("125",)),
    )
    marked = mark_page(PageRead(Page("a.png", 1, 40, 20, (number,)), None)).numbers[0]
    assert marked.text == "12,5"
    assert marked.meaning == "= 12.5 EUR, or 125 EUR"


def test_a_minus_stays_before_its_number_among_words_from_the_right() -> None:
    digit = Digit("7", Box(9, 0, 17, 9), 0.99, "hand", (("7", 0.99),))
    number = replace(
        Number.of([digit], line=1, accept=0.9),
        value=Value("decimal", "-7", alternatives=("-0.7",)),
    )
    with override("ar"):
        meaning = mark_page(PageRead(Page("a.png", 1, 40, 20, (number,)), None)).numbers[0].meaning
    assert meaning.startswith("= \u2066-7\u2069")
    assert meaning.endswith("\u2066-0.7\u2069")


def test_a_blank_picture_says_that_there_is_no_number(client: Client, script: Script) -> None:
    assert "No number found." in answer(client)


def test_each_page_of_a_document_is_shown(client: Client, script: Script) -> None:
    script.rows = [Row("5")]
    page = answer(client, packed_pages(3))
    assert [f"Page {number}</h2>" in page for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_any_type_that_was_not_asked_for_by_name_gets_the_page(
    client: Client, script: Script
) -> None:
    for accept in ("*/*", "text/html", "image/png", "text/html, application/json;q=0.5"):
        assert send(client, accept=accept)["Content-Type"].startswith("text/html"), accept
    for accept in ("application/json", "application/json, text/plain, */*"):
        assert send(client, accept=accept)["Content-Type"] == "application/json", accept
