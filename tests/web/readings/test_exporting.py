"""A kept reading leaves as a file: for its owner alone, as it stands after all corrections."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image
from tests.web.pictures import packed_pages
from tests.web.readings.keepers import Keeper, stored
from tests.web.readings.making import photograph
from tests.web.scripted import Row, Script

from inkread.exports import EXPORTS, find_export
from inkread.web.readings.exporting import exports_offered
from inkread.web.readings.files import kept_files
from inkread.web.readings.models import KeptPicture

pytestmark = pytest.mark.django_db


def saved(person: Keeper, address: str, format_name: str, **query: str) -> bytes:
    response = person.client.get(f"{address}/export/{format_name}", query)
    assert response.status_code == 200, response.content
    return bytes(response.content)


@pytest.mark.parametrize("name", [each.name for each in EXPORTS])
def test_every_format_is_saved_under_the_name_of_the_reading(
    alice: Keeper, kept: str, name: str
) -> None:
    form = find_export(name)
    response = alice.client.get(f"{kept}/export/{form.name}")
    assert response.status_code == 200
    assert response["Content-Type"] == form.media_type
    assert response["Content-Disposition"] == f'attachment; filename="form.read{form.suffix}"'
    assert "no-store" in response["Cache-Control"]
    assert response.content


def test_every_format_has_a_title() -> None:
    assert {export.name for export, _ in exports_offered()} == {each.name for each in EXPORTS}


def test_a_file_tells_what_holds_after_corrections(alice: Keeper, kept: str) -> None:
    alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="7")
    assert saved(alice, kept, "text") == b"4071\n78\n"
    rows = list(csv.DictReader(io.StringIO(saved(alice, kept, "csv").decode())))
    assert [(row["number"], row["accepted"]) for row in rows] == [("4071", "yes"), ("78", "yes")]
    page = json.loads(saved(alice, kept, "json"))
    assert [number["text"] for number in page["numbers"]] == ["4071", "78"]
    sheet = load_workbook(io.BytesIO(saved(alice, kept, "xlsx"))).worksheets[0]
    assert "78" in [cell.value for row in sheet.rows for cell in row]


def test_a_table_tells_how_numbers_are_written(alice: Keeper, kept: str) -> None:
    (row, _) = csv.DictReader(io.StringIO(saved(alice, kept, "csv").decode()))
    assert float(row["size_px"]) > 0
    assert alice.get(kept).json()["pages"][0]["numbers"][0]["style"]["size_px"] > 0


def test_markup_names_who_read_and_when(alice: Keeper, kept: str) -> None:
    root = ET.fromstring(saved(alice, kept, "alto"))
    said = "".join(root.itertext())
    assert "model reader 1, sha256" in said
    assert root.find(".//{*}processingDateTime") is not None


def test_the_marked_picture_is_the_one_that_is_kept(alice: Keeper, kept: str) -> None:
    picture = Image.open(io.BytesIO(saved(alice, kept, "png")))
    assert picture.format == "PNG"
    # It has a margin for labels.
    assert picture.width > 200
    assert picture.height > 300


def test_a_picture_that_was_made_smaller_is_marked_where_its_numbers_are(
    alice: Keeper, script: Script
) -> None:
    script.rows = [Row("1234", (0.5, 0.5, 0.9, 0.9))]
    address = alice.keep(photograph(600, 400))
    file = KeptPicture.objects.get()
    whole = Image.open(io.BytesIO(saved(alice, address, "png")))
    half = Image.new("RGB", (200, 300), "white")
    with file_of(file).open("wb") as place:
        half.save(place, "JPEG")
    small = Image.open(io.BytesIO(saved(alice, address, "png")))
    assert small.width < whole.width
    # The frame of the number begins in the middle of the picture, not at its edge.
    blue = [
        x
        for x in range(small.width)
        for y in range(small.height)
        if is_blue(small.getpixel((x, y)))
    ]
    assert small.width * 0.4 < min(blue) < small.width * 0.6


def file_of(picture: KeptPicture) -> Path:
    return Path(kept_files().path(picture.file))


def is_blue(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return pixel == (0, 72, 178)


def test_a_document_leaves_whole_or_page_by_page(alice: Keeper, script: Script) -> None:
    script.rows = [Row("42")]
    address = alice.keep(packed_pages(2), "form.tif")
    assert len(saved(alice, address, "json").splitlines()) == 2
    assert len(saved(alice, address, "json", page="2").splitlines()) == 1
    # Two pages and the table of both.
    assert len(pypdfium2.PdfDocument(saved(alice, address, "pdf"))) == 3
    response = alice.client.get(f"{address}/export/png")
    assert response.status_code == 400
    assert "holds one page" in response.content.decode()
    response = alice.client.get(f"{address}/export/png?page=2")
    assert response["Content-Disposition"] == 'attachment; filename="form-page-2.read.png"'


@pytest.mark.parametrize("query", ["?page=3", "?page=0", "?page=x", "?page=²", "?page=" + "9" * 99])
def test_a_page_that_is_not_there_is_not_found(alice: Keeper, kept: str, query: str) -> None:
    assert alice.client.get(f"{kept}/export/csv{query}").status_code == 404


def test_a_format_that_is_not_there_is_not_found(alice: Keeper, kept: str) -> None:
    assert alice.client.get(f"{kept}/export/exe").status_code == 404


@pytest.mark.parametrize("format_name", ["pdf", "png"])
def test_a_picture_that_is_gone_is_said_in_a_sentence(
    alice: Keeper, kept: str, files: Path, format_name: str
) -> None:
    for path in stored(files):
        path.unlink()
    response = alice.get(f"{kept}/export/{format_name}")
    assert response.status_code == 410
    assert response.json()["detail"].startswith("The picture of page 1 is no longer there")
    assert saved(alice, kept, "csv")


def test_a_picture_that_is_broken_is_said_in_a_sentence(
    alice: Keeper, kept: str, files: Path
) -> None:
    for path in stored(files):
        path.write_bytes(b"no picture")
    assert alice.get(f"{kept}/export/png").status_code == 410


def test_a_name_can_do_no_harm(alice: Keeper, kept: str) -> None:
    name = '../x"; filename="evil.exe'
    alice.client.post(f"{kept}/about", {"name": name, "notes": "", "tags": ""})
    header = alice.client.get(f"{kept}/export/csv")["Content-Disposition"]
    assert header == r'attachment; filename="x\"; filename=\"evil.read.csv"'


def test_others_get_no_file(charlie: Keeper, kept: str) -> None:
    assert charlie.client.get(f"{kept}/export/csv").status_code == 404
