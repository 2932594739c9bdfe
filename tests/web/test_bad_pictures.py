"""Whatever is sent: a sentence and the right 4xx, never a stack trace, nothing stored."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils.translation import override
from PIL import Image
from tests.web.pictures import packed, packed_pages
from tests.web.scripted import Row, Script
from tests.web.sending import problem_of, send

from inkread import InkreadError, ModelFailed, NotAnImage, TruncatedImage
from inkread.web.sentences import sentence_of

JSON = {"accept": "application/json"}
pytestmark = pytest.mark.usefixtures("script")


def test_a_form_without_a_picture_is_answered_400(client: Client) -> None:
    response = client.post("/read", {"single": "0"}, headers=JSON)
    assert "'image'" in problem_of(response, 400)["detail"]


def test_a_picture_in_another_field_is_answered_400(client: Client) -> None:
    response = client.post(
        "/read", {"photo": SimpleUploadedFile("a.png", packed("PNG"))}, headers=JSON
    )
    problem_of(response, 400)


def test_two_pictures_at_once_are_answered_400(client: Client) -> None:
    pictures = [SimpleUploadedFile(f"{name}.png", packed("PNG")) for name in "ab"]
    response = client.post("/read", {"image": pictures}, headers=JSON)
    assert problem_of(response, 400)["detail"] == "Send one picture at a time."


def test_a_picture_without_a_form_around_it_is_answered_400(client: Client) -> None:
    response = client.post("/read", packed("PNG"), content_type="image/png", headers=JSON)
    problem_of(response, 400)


def test_a_broken_form_is_answered_400(client: Client) -> None:
    kind = "multipart/form-data"
    problem_of(client.post("/read", b"no form", content_type=kind, headers=JSON), 400)
    kind = "multipart/form-data; boundary=x"
    problem_of(client.post("/read", b"--x\r\nno form", content_type=kind, headers=JSON), 400)


def test_a_field_that_is_neither_0_nor_1_is_answered_400(client: Client) -> None:
    assert "'single'" in problem_of(send(client, single="perhaps"), 400)["detail"]


def test_a_text_file_called_png_is_answered_415(client: Client) -> None:
    problem = problem_of(send(client, b"Dear customer,\nplease find 42.\n"), 415)
    assert problem["type"] == "urn:inkread:problem:not-an-image"


def test_an_empty_file_is_answered_415(client: Client) -> None:
    problem_of(send(client, b""), 415)


def test_an_svg_with_a_script_is_answered_415(client: Client) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    problem_of(send(client, svg, name="a.svg"), 415)


def test_a_truncated_picture_is_answered_422(client: Client) -> None:
    for kind in ("PNG", "JPEG"):
        content = packed(kind)
        problem_of(send(client, content[: len(content) // 2]), 422)


def test_what_a_decoder_says_is_told_in_the_language_of_the_page() -> None:
    content = packed("JPEG")
    broken = send(Client(headers={"accept-language": "ar"}), content[: len(content) // 2])
    detail = problem_of(broken, 422)["detail"].translate(dict.fromkeys(map(ord, "\u2068\u2069")))
    assert detail == "صورة JPEG غير مكتملة أو تالفة: نهايتها مفقودة."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            TruncatedImage("JPEG", "image file is truncated (0 bytes not processed)"),
            "The JPEG picture is incomplete or damaged: its end is missing.",
        ),
        (
            TruncatedImage("PNG", "unpack_from requires a buffer of at least 4 bytes"),
            "The PNG picture is incomplete or damaged: its decoder gave up on it.",
        ),
        (
            NotAnImage("this kind of BMP is not supported (Unsupported BMP header type (99))"),
            "This is not a picture that can be read: it is of a kind that is not supported.",
        ),
        (
            NotAnImage("it is a web page"),
            "This is not a picture that can be read: it is a web page.",
        ),
    ],
)
def test_what_a_decoder_says_is_said_in_words_of_ours(error: InkreadError, sentence: str) -> None:
    with override("en"):
        assert sentence_of(error) == sentence


def test_too_many_bytes_are_answered_413(client: Client) -> None:
    problem = problem_of(send(client, b"\x89PNG\r\n\x1a\n" + bytes(2_000_001)), 413)
    assert problem["limit"] == 2_000_000


def test_far_too_many_bytes_are_refused_by_their_announcement(client: Client) -> None:
    problem = problem_of(send(client, bytes(3_000_000)), 413)
    assert problem["size"] > 3_000_000


def test_too_many_pixels_are_answered_413(client: Client) -> None:
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    problem = problem_of(send(client, file.getvalue()), 413)
    assert problem["pixels"] == 900_000_000
    assert problem["limit"] == 4_000_000


def test_too_many_pages_are_answered_413(client: Client) -> None:
    assert problem_of(send(client, packed_pages(4)), 413)["limit"] == 3


def test_get_is_answered_405(client: Client) -> None:
    response = client.get("/read", headers=JSON)
    problem_of(response, 405)
    assert response["Allow"] == "POST"
    assert client.get("/read").status_code == 405


def test_a_fault_of_the_model_is_answered_500_without_its_inside(
    client: Client, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    script.error = ModelFailed("reader", "node Conv_17 at /secret/place")
    problem = problem_of(send(client), 500)
    assert "Conv_17" not in str(problem)
    assert "Conv_17" in caplog.text


def test_too_little_memory_is_answered_503(client: Client, script: Script) -> None:
    script.error = MemoryError()
    problem_of(send(client), 503)


def test_a_name_full_of_markup_is_shown_as_text(client: Client, script: Script) -> None:
    script.rows = [Row("42")]
    name = '"><script>alert(1)</script>.png'
    page = send(client, name=name, accept="text/html").content.decode()
    assert "<script>" not in page
    assert send(client, b"text", name=name, accept="text/html").status_code == 415


def test_a_browser_gets_the_sentence_as_a_page(client: Client) -> None:
    response = send(client, b"text", accept="text/html")
    assert response.status_code == 415
    assert response["Content-Type"].startswith("text/html")
    page = response.content.decode()
    assert "not a picture that can be read" in page
    assert "Traceback" not in page


def test_nothing_that_was_sent_is_stored(client: Client, tmp_path: Path) -> None:
    home = Path(settings.ENVIRONMENT.home)
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        before = sorted(tmp_path.iterdir()), sorted(home.iterdir())
        assert send(client, packed("PNG", 700, 700)).status_code == 200
        problem_of(send(client, bytes(1_900_000)), 415)
        assert (sorted(tmp_path.iterdir()), sorted(home.iterdir())) == before
