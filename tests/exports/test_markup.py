"""hOCR, ALTO and PAGE: well-formed, in the shape that their schemas want, and true to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from tests.exports.pages import ENGINE, HEIGHT, OPTIONS, WIDTH, blank, leaf, number, page

from inkread import Box, Digit, Number, Page
from inkread.exports import ExportOptions, Leaf, find_export

XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
PAGE = "{http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15}"
WRITTEN = [["007", "42"], ["9"], ["-12.50"]]

# What may stand in an element, in this order, as the schemas have it; + for what must.
ALTO_ORDER = {
    "alto": "+Description Styles Tags ReadingOrder +Layout",
    "Description": "+MeasurementUnit sourceImageInformation OCRProcessing Processing",
    "sourceImageInformation": "fileName fileIdentifier documentIdentifier",
    "Processing": "processingCategory processingDateTime processingAgency "
    "processingStepDescription processingStepSettings processingSoftware",
    "processingSoftware": "softwareCreator softwareName softwareVersion applicationDescription",
    "Tags": "OtherTag",
    "Layout": "+Page",
    "Page": "TopMargin LeftMargin RightMargin BottomMargin PrintSpace",
    "PrintSpace": "Shape TextBlock",
    "TextBlock": "Shape TextLine",
    "String": "Shape ALTERNATIVE Glyph",
    "Glyph": "Shape Variant",
}
ALTO_NEEDED = {
    "OtherTag": "ID LABEL",
    "Processing": "ID",
    "Page": "ID PHYSICAL_IMG_NR",
    "TextBlock": "ID",
    "String": "CONTENT",
    "Glyph": "CONTENT",
}
TEXTUAL = "+Coords {} TextEquiv TextStyle UserDefined Labels"
PAGE_ORDER = {
    "PcGts": "+Metadata +Page",
    "Metadata": "+Creator +Created +LastChange Comments UserDefined MetadataItem",
    "MetadataItem": "Labels",
    "Labels": "Label",
    "Page": "AlternativeImage Border PrintSpace ReadingOrder Layers Relations TextRegion",
    "TextRegion": TEXTUAL.format("TextLine"),
    "TextLine": TEXTUAL.format("Baseline Word"),
    "Word": TEXTUAL.format("Glyph"),
    "Glyph": TEXTUAL.format("Graphemes"),
    "TextEquiv": "PlainText +Unicode",
    "UserDefined": "UserAttribute",
}
PAGE_NEEDED = {
    "Page": "imageFilename imageWidth imageHeight",
    "MetadataItem": "value",
    "Label": "value",
    "TextRegion": "id",
    "TextLine": "id",
    "Word": "id",
    "Glyph": "id",
    "Coords": "points",
}


def root_of(name: str, given: Leaf | None = None, options: ExportOptions = OPTIONS) -> Element:
    return fromstring(find_export(name).to_bytes([given or leaf()], options))


def check_order(root: Element, space: str, order: dict[str, str], needed: dict[str, str]) -> None:
    """Every element of a known kind, its children in the schema's order, its attributes there."""
    for each in root.iter():
        kind = each.tag.removeprefix(space)
        assert each.tag.startswith(space)
        assert set(needed.get(kind, "").split()) <= set(each.attrib), kind
        children = [child.tag.removeprefix(space) for child in each]
        if kind == "TextLine" and space == ALTO:
            assert re.fullmatch(r"(String (SP )?)+", " ".join(children) + " ")
            continue
        allowed = [name.lstrip("+") for name in order.get(kind, "").split()]
        places = [allowed.index(child) for child in children]
        assert places == sorted(places), kind
        must = {name[1:] for name in order.get(kind, "").split() if name.startswith("+")}
        assert must <= set(children), kind


def classed(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if each.get("class") == name)


def corners(each: Element, name: str = "bbox") -> tuple[int, int, int, int]:
    match = re.search(rf"\b{name} (\d+) (\d+) (\d+) (\d+)", each.get("title", ""))
    assert match
    x0, y0, x1, y1 = map(int, match.groups())
    return x0, y0, x1, y1


def of_alto(each: Element) -> tuple[int, int, int, int]:
    x, y, w, h = (int(each.attrib[name]) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, x + w, y + h


def of_page(each: Element) -> tuple[int, int, int, int]:
    coords = each.find(f"{PAGE}Coords")
    assert coords is not None
    points = coords.attrib["points"]
    assert re.fullmatch(r"([0-9]+,[0-9]+ )+([0-9]+,[0-9]+)", points)
    (x0, y0), _, (x1, y1), _ = ([int(v) for v in point.split(",")] for point in points.split())
    return x0, y0, x1, y1


def check_box(box: tuple[int, int, int, int], ink: Box) -> None:
    """Inside the page, around the ink, and less than a pixel larger."""
    x0, y0, x1, y1 = box
    assert 0 <= x0 < x1 <= WIDTH
    assert 0 <= y0 < y1 <= HEIGHT
    inside = Box(max(ink.x0, 0), max(ink.y0, 0), min(ink.x1, WIDTH), min(ink.y1, HEIGHT))
    for told, true in zip(
        (x0, y0, -x1, -y1), (inside.x0, inside.y0, -inside.x1, -inside.y1), strict=True
    ):
        assert 0 <= true - told < 1


def inks() -> list[Box]:
    """Of each number of the page, with its signs."""
    return [Box.around([each.box, *(sign.box for sign in each.signs)]) for each in page().numbers]


@pytest.mark.parametrize(("name", "key"), [("hocr", "id"), ("alto", "ID"), ("page", "id")])
def test_ids_are_there_once_and_begin_with_a_letter(name: str, key: str) -> None:
    ids = [each.attrib[key] for each in root_of(name).iter() if key in each.attrib]
    assert len(ids) == len(set(ids)) >= 20
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", each) for each in ids)


@pytest.mark.parametrize("given", [leaf(), blank()], ids=["form", "blank"])
def test_alto_and_page_have_the_order_and_attributes_of_their_schemas(given: Leaf) -> None:
    alto = root_of("alto", given)
    check_order(alto, ALTO, ALTO_ORDER, ALTO_NEEDED)
    assert alto.get("SCHEMAVERSION") == "4.4"
    assert alto.findtext(f".//{ALTO}MeasurementUnit") == "pixel"
    check_order(root_of("page", given), PAGE, PAGE_ORDER, PAGE_NEEDED)


def test_every_format_has_the_lines_numbers_and_digits_of_the_page() -> None:
    lines = classed(root_of("hocr"), "ocr_line")
    assert ["".join(line.itertext()).split() for line in lines] == WRITTEN
    alto = root_of("alto")
    strings = [
        [each.attrib["CONTENT"] for each in line.iter(f"{ALTO}String")]
        for line in alto.iter(f"{ALTO}TextLine")
    ]
    assert strings == WRITTEN
    for string in alto.iter(f"{ALTO}String"):
        glyphs = [each.attrib["CONTENT"] for each in string.iter(f"{ALTO}Glyph")]
        assert "".join(glyphs) == string.attrib["CONTENT"]
        assert len(string.attrib["CC"].split()) == len(glyphs)
    root = root_of("page")
    for line, written in zip(root.iter(f"{PAGE}TextLine"), WRITTEN, strict=True):
        words = [
            word.findtext(f"{PAGE}TextEquiv/{PAGE}Unicode") for word in line.iter(f"{PAGE}Word")
        ]
        assert words == written
        assert line.findtext(f"{PAGE}TextEquiv/{PAGE}Unicode") == " ".join(written)
    region = root.find(f".//{PAGE}TextRegion")
    assert region is not None
    assert region.findtext(f"{PAGE}TextEquiv/{PAGE}Unicode") == "007 42\n9\n-12.50"


def test_every_box_is_inside_the_page_and_around_its_ink() -> None:
    alto, root = root_of("alto"), root_of("page")
    words = [corners(each) for each in classed(root_of("hocr"), "ocrx_word")]
    strings = [of_alto(each) for each in alto.iter(f"{ALTO}String")]
    assert words == strings == [of_page(each) for each in root.iter(f"{PAGE}Word")]
    for box, ink in zip(words, inks(), strict=True):
        check_box(box, ink)
    digits = [digit for each in page().numbers[:3] for digit in each.digits]
    for glyphs in (
        [corners(each, "x_bboxes") for each in classed(root_of("hocr"), "ocrx_cinfo")],
        [of_alto(each) for each in alto.iter(f"{ALTO}Glyph")],
        [of_page(each) for each in root.iter(f"{PAGE}Glyph")],
    ):
        assert len(glyphs) == 12
        for box, digit in zip(glyphs, digits, strict=False):
            check_box(box, digit.box)


def test_what_stands_in_a_box_stands_in_the_box_around_it() -> None:
    def check(outer: tuple[int, int, int, int], inner: tuple[int, int, int, int]) -> None:
        assert outer[0] <= inner[0] < inner[2] <= outer[2]
        assert outer[1] <= inner[1] < inner[3] <= outer[3]

    for line in root_of("alto").iter(f"{ALTO}TextLine"):
        for each in line:
            check(of_alto(line), of_alto(each))
    for parent in root_of("page").iter():
        for child in parent:
            if {parent.tag, child.tag} <= {f"{PAGE}{n}" for n in ("TextLine", "Word", "Glyph")}:
                check(of_page(parent), of_page(child))


def test_confidences_are_those_of_the_page_in_the_scale_of_each_format() -> None:
    numbers = page().numbers
    titles = [each.attrib["title"] for each in classed(root_of("hocr"), "ocrx_word")]
    assert [title.split("x_wconf ")[1] for title in titles] == ["73", "81", "90", "66"]
    cells = [each.attrib["title"] for each in classed(root_of("hocr"), "ocrx_cinfo")]
    assert cells[0].endswith("; x_confs 90.00")
    alto = root_of("alto")
    told = [each.attrib["WC"] for each in alto.iter(f"{ALTO}String")]
    assert told == [f"{each.confidence:.4f}" for each in numbers]
    assert next(alto.iter(f"{ALTO}String")).attrib["CC"] == "1 1 1"
    assert {each.attrib["GC"] for each in alto.iter(f"{ALTO}Glyph")} == {
        "0.9000",
        "0.8000",
        "0.7000",
    }
    firsts = [word.find(f"{PAGE}TextEquiv") for word in root_of("page").iter(f"{PAGE}Word")]
    assert [each.attrib["conf"] for each in firsts if each is not None] == told


def test_alternatives_of_every_digit_are_told_the_likeliest_first() -> None:
    (cell, *_) = classed(root_of("hocr"), "ocrx_cinfo")
    assert cell.attrib["data-alternatives"].startswith("1 0.0600; 2 0.0050; 3 0.0050")
    glyph = next(root_of("alto").iter(f"{ALTO}Glyph"))
    variants = [(each.attrib["CONTENT"], each.attrib["VC"]) for each in glyph]
    assert variants[:2] == [("1", "0.0600"), ("2", "0.0050")]
    assert len(variants) == 9
    for each in root_of("page").iter():
        told = each.findall(f"{PAGE}TextEquiv[@conf]")
        assert [int(equivalent.attrib["index"]) for equivalent in told] == list(range(len(told)))
        chances = [float(equivalent.attrib["conf"]) for equivalent in told]
        assert all(first >= second for first, second in pairwise(chances))
    word = next(root_of("page").iter(f"{PAGE}Word"))
    readings = [each.findtext(f"{PAGE}Unicode") for each in word.findall(f"{PAGE}TextEquiv")]
    assert readings == ["007", "001", "017", "107", "000"]


def test_hand_is_told_from_print_and_sure_from_unsure() -> None:
    words = list(classed(root_of("hocr"), "ocrx_word"))
    assert [each.attrib["data-writing"] for each in words] == ["hand", "print", "hand", "hand"]
    assert [each.attrib["data-accepted"] for each in words] == ["yes", "yes", "no", "yes"]
    tags = [each.attrib["TAGREFS"] for each in root_of("alto").iter(f"{ALTO}String")]
    assert tags == ["hand", "print", "hand unsure", "hand"]
    known = {each.attrib["ID"] for each in root_of("alto").iter(f"{ALTO}OtherTag")}
    assert {tag for each in tags for tag in each.split()} <= known
    found = list(root_of("page").iter(f"{PAGE}Word"))
    assert [each.attrib["production"] for each in found] == [
        "handwritten-printscript",
        "printed",
        "handwritten-printscript",
        "handwritten-printscript",
    ]
    assert ["comments" in each.attrib for each in found] == [False, False, True, False]


def test_a_number_of_both_kinds_says_so() -> None:
    by_hand, printed = number("1", 10, 10), number("2", 30, 10, kind="print")
    mixed = Number.of([*by_hand.digits, *printed.digits], line=1, accept=0.5)
    given = Leaf(Page("a.png", 1, WIDTH, HEIGHT, (mixed,)))
    assert next(root_of("alto", given).iter(f"{ALTO}String")).attrib["TAGREFS"] == "hand print"
    assert next(root_of("page", given).iter(f"{PAGE}Word")).attrib["production"] == "other"
    (word,) = classed(root_of("hocr", given), "ocrx_word")
    assert word.attrib["data-writing"] == "mixed"


def test_the_value_stands_beside_what_is_written() -> None:
    *_, word = classed(root_of("hocr"), "ocrx_word")
    assert word.attrib["data-value"] == "-12.50"
    (other,) = root_of("alto").iter(f"{ALTO}ALTERNATIVE")
    assert (other.text, other.attrib["PURPOSE"]) == ("-12.50", "value")
    value, kind = root_of("page").iter(f"{PAGE}UserAttribute")
    assert (value.attrib["value"], kind.attrib["value"]) == ("-12.50", "decimal")


@pytest.mark.parametrize("name", ["hocr", "alto", "page"])
def test_engine_version_and_model_are_named_and_the_time_only_where_given(name: str) -> None:
    plain = find_export(name).to_bytes([leaf()], OPTIONS).decode()
    assert "inkread" in plain
    assert "0.1.0" in plain
    assert "ab" * 32 in plain
    assert "2026" not in plain
    moment = datetime(2026, 5, 4, 12, tzinfo=UTC)
    dated = find_export(name).to_bytes([leaf()], ExportOptions(engine=ENGINE, created=moment))
    assert "2026-05-04T12:00:00+00:00" in dated.decode()


@pytest.mark.parametrize(
    ("source", "shown"), [('a"<&>.png', 'a"<&>.png'), ("a\x01.png", "a\ufffd.png")]
)
def test_the_name_of_the_source_is_kept_as_far_as_markup_can(source: str, shown: str) -> None:
    assert root_of("alto", leaf(source)).findtext(f".//{ALTO}fileName") == shown
    (sheet,) = root_of("page", leaf(source)).iter(f"{PAGE}Page")
    assert sheet.attrib["imageFilename"] == shown
    (whole,) = classed(root_of("hocr", leaf(source)), "ocr_page")
    assert whole.attrib["title"].startswith('image "' + shown.replace('"', "'") + '"; bbox 0 0 ')


def test_hocr_holds_many_pages_in_order_and_names_what_it_can_tell() -> None:
    content = find_export("hocr").to_bytes([leaf(), leaf(of=2), blank()], OPTIONS)
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n')
    root = fromstring(content)
    pages = list(classed(root, "ocr_page"))
    assert [each.attrib["title"].split("ppageno ")[1] for each in pages] == ["0", "1", "2"]
    facts = {each.get("name"): each.get("content", "") for each in root.iter(f"{XHTML}meta")}
    assert facts["ocr-system"] == "inkread 0.1.0"
    assert facts["ocr-number-of-pages"] == "3"
    used = {each.attrib["class"] for each in root.iter() if "class" in each.attrib}
    assert used <= set(facts["ocr-capabilities"].split())


def test_what_lies_outside_the_page_is_told_at_its_edge() -> None:
    odd = Digit("7", Box(-5, 299.5, 0, 310), 0.9, "hand", (("7", 0.9),))
    given = Leaf(Page("a.png", 1, WIDTH, HEIGHT, (Number.of([odd], line=1, accept=0.5),)))
    assert of_alto(next(root_of("alto", given).iter(f"{ALTO}Glyph"))) == (0, 299, 1, 300)
