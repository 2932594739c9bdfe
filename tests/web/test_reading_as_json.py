"""POST /read for programs: the CLI's pages, wrapped in one object."""

from __future__ import annotations

from django.test import Client
from tests.web.pictures import packed, packed_pages
from tests.web.scripted import Row, Script
from tests.web.sending import send

from inkread import Page


def test_a_picture_is_answered_with_the_pages_of_the_cli(client: Client, script: Script) -> None:
    script.rows = [Row("67021")]
    response = send(client, name="cheque.png")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    answer = response.json()
    assert list(answer) == ["pages"]
    (values,) = answer["pages"]
    page = Page.from_dict(values)
    assert page.to_dict() == values
    assert (page.source, page.page, page.width, page.height) == ("cheque.png", 1, 120, 80)
    assert page.text == "67021"
    assert len(page.numbers[0].digits[0].alternatives) == 10


def test_a_blank_page_answers_no_number(client: Client, script: Script) -> None:
    assert send(client).json()["pages"][0]["numbers"] == []


def test_each_page_of_a_document_is_an_object(client: Client, script: Script) -> None:
    script.rows = [Row("5")]
    pages = send(client, packed_pages(3), name="scan.tif").json()["pages"]
    assert [(page["page"], page["width"]) for page in pages] == [(1, 60), (2, 61), (3, 62)]


def test_previews_come_when_they_are_asked_for(client: Client, script: Script) -> None:
    answer = send(client, packed_pages(2), previews="1").json()
    assert len(answer["previews"]) == 2
    assert all(preview.startswith("data:image/jpeg;base64,") for preview in answer["previews"])


def test_how_a_number_is_written_is_told_when_it_is_asked_for(
    client: Client, script: Script
) -> None:
    script.rows = [Row("73")]
    (plain,) = send(client).json()["pages"]
    assert "style" not in plain["numbers"][0]
    (page,) = send(client, style="1").json()["pages"]
    assert page["numbers"][0]["style"]["size_px"] > 0


def test_what_was_drawn_on_a_screen_is_by_hand(client: Client, script: Script) -> None:
    script.rows = [Row("73", printed=True)]
    for drawn, kind in (("", "print"), ("1", "hand")):
        (page,) = send(client, drawn=drawn).json()["pages"]
        assert {digit["kind"] for digit in page["numbers"][0]["digits"]} == {kind}


def test_single_reads_one_digit(client: Client, script: Script) -> None:
    script.rows = [Row("73")]
    (page,) = send(client, single="1").json()["pages"]
    assert [number["text"] for number in page["numbers"]] == ["7"]


def test_jpeg_and_webp_are_read_like_png(client: Client, script: Script) -> None:
    script.rows = [Row("8")]
    for kind in ("JPEG", "WEBP", "GIF", "BMP"):
        pages = send(client, packed(kind)).json()["pages"]
        assert pages[0]["numbers"][0]["text"] == "8", kind


def test_no_token_and_no_cookie_is_needed_or_given(script: Script) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = send(strict)
    assert response.status_code == 200
    assert not response.cookies


def test_an_answer_is_not_kept_by_caches(client: Client, script: Script) -> None:
    assert send(client)["Cache-Control"] == "no-store"
    assert send(client, b"no picture")["Cache-Control"] == "no-store"
