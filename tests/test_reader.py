"""The main road, with scripted models: a picture in, pages out."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.modelling import (
    answer,
    scripted_reader,
    signed,
    spelled,
    write_card,
    write_models,
    written,
)

import inkread
from inkread import (
    Date,
    ImageTooLarge,
    Length,
    Limits,
    ModelFailed,
    ModelNotFound,
    NotAnImage,
    OneOf,
    OptionsInvalid,
    Reader,
    ReadOptions,
    Second,
    Style,
    TookTooLong,
    Value,
)
from inkread.images import Photo

PAPER = np.full((80, 200, 3), 255, dtype=np.uint8)


def test_a_picture_becomes_a_page_of_numbers(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, answer(*written("67021"), *written("05", 150)))
    (page,) = reader.read(PAPER)
    assert (page.source, page.page, page.width, page.height) == ("<array>", 1, 200, 80)
    assert [number.text for number in page.numbers] == ["67021", "05"]
    assert page.text == "67021 05"
    assert sessions["reader"].fed == [("image", (80, 200, 3))]


def test_a_blank_picture_answers_no_number(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, answer())
    assert reader.read(PAPER)[0].numbers == ()


def test_a_single_digit_is_read_by_the_other_model(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, digit=answer(("7", 20, 20)))
    (page,) = reader.read(PAPER, ReadOptions(single=True))
    assert [number.text for number in page.numbers] == ["7"]
    assert sessions["digit"].fed == [("images", (1, 80, 200, 3))]
    assert sessions["reader"].fed == []
    assert reader.card_for(ReadOptions(single=True)).name == "digit"
    assert reader.card_for().name == "reader"


def test_a_picture_of_no_digit_answers_no_number_when_single(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, digit=answer(("7", 20, 20), digitness=[0.1]))
    assert reader.read(PAPER, ReadOptions(single=True))[0].numbers == ()


def test_acceptance_is_the_cards_and_what_is_left_out_is_the_callers(tmp_path: Path) -> None:
    seen = answer(("1", 20, 20), ("2", 120, 20), digitness=[1.0, 0.5])
    reader, _ = scripted_reader(tmp_path, seen, thresholds={"find": 0.4, "accept": 0.97})
    (page,) = reader.read(PAPER)
    assert [(n.text, n.accepted) for n in page.numbers] == [("1", True), ("2", False)]
    (page,) = reader.read(PAPER, ReadOptions(min_confidence=0.6))
    assert [n.text for n in page.numbers] == ["1"]


def test_a_faint_digit_is_read_within_a_number_and_left_out_alone(tmp_path: Path) -> None:
    seen = answer(("1", 20, 20), ("2", 36, 20), ("3", 150, 20), digitness=[0.9, 0.75, 0.75])
    thresholds = {"find": 0.8, "beside": 0.4, "accept": 0.9}
    reader, _ = scripted_reader(tmp_path, seen, thresholds=thresholds)
    assert reader.read(PAPER)[0].text == "12"


def test_every_number_is_held_against_the_constraint(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, answer(*written("67021"), *written("05", 150)))
    (page,) = reader.read(PAPER, ReadOptions(constraint=Length(5)))
    fits = [(n.text, n.accepted, n.constraint and n.constraint.satisfied) for n in page.numbers]
    assert fits == [("67021", True, True), ("05", False, False)]
    (page,) = reader.read(PAPER)
    assert [number.constraint for number in page.numbers] == [None, None]


def test_acceptance_under_a_constraint_is_the_cards_too(tmp_path: Path) -> None:
    seen = answer(*written("41"), sure=0.7)
    options = ReadOptions(constraint=OneOf(["47", "89"]))
    for accept in (0.5, 0.99):
        thresholds = {"find": 0.4, "accept": accept}
        reader, _ = scripted_reader(tmp_path, seen, thresholds=thresholds)
        (number,) = reader.read(PAPER, options)[0].numbers
        assert number.text == "47"
        assert number.accepted == (number.confidence >= accept) == (accept == 0.5)
    sure = ReadOptions(constraint=options.constraint, min_confidence=0.99)
    assert reader.read(PAPER, sure)[0].numbers == ()


ACCEPTANCE = {"max_error": 0.01, "margins": {"0.01": 0.5, "0.001": 0.9}}


def test_a_number_is_accepted_where_both_readers_agree(tmp_path: Path) -> None:
    seen = [*written("12"), *written("34", 100)]
    frames = spelled("12", "77", sure=0.95)
    reader, _ = scripted_reader(tmp_path, answer(*seen, **frames), acceptance=ACCEPTANCE)
    first, second = reader.read(PAPER)[0].numbers
    assert (first.text, first.accepted, first.second and first.second.text) == ("12", True, "12")
    assert (second.text, second.accepted) == ("34", False)
    assert second.second == Second("77", pytest.approx(0, abs=0.001))  # type: ignore[arg-type]


def test_a_number_alone_on_its_picture_has_margins_of_its_own(tmp_path: Path) -> None:
    alone = {"margins": {"0.01": 0.97}}
    for more, told, accepted in (([], True, True), (written("34", 100), False, False)):
        seen = answer(*written("12"), *more, sure=0.9, **spelled("12", *["34"] * bool(more)))
        strict = {**ACCEPTANCE, "margins": {"0.01": 0.97}}
        reader, _ = scripted_reader(tmp_path, seen, acceptance=strict, alone=alone)
        number = reader.read(PAPER)[0].numbers[0]
        assert number.second is not None
        assert (number.second.alone, number.accepted) == (told, accepted)
    reader, _ = scripted_reader(tmp_path, seen, acceptance=strict)
    assert not any(n.second and n.second.alone for n in reader.read(PAPER)[0].numbers)


def test_a_number_is_read_with_its_signs_into_its_value(tmp_path: Path) -> None:
    seen = [*written("1234"), ("5", 95, 20), ("6", 110, 20), *written("03", 20, 60)]
    signs = signed((",", 27.5, 30), (".", 80, 29), ("-", 102.5, 5), (".", 27.5, 69), sure=0.95)
    reader, _ = scripted_reader(tmp_path, answer(*seen, **signs))
    first, second = reader.read(PAPER)[0].numbers
    assert (first.text, first.written, first.box.x1) == ("123456", "1,234.56", 116)
    assert first.value == Value("decimal", "1234.56")
    assert second.value == Value("decimal", "0.3")
    chosen = reader.read(PAPER, ReadOptions(decimal=","))[0].numbers
    assert [number.value for number in chosen] == [None, None]


def test_both_readers_must_agree_on_signs_where_both_read_them(tmp_path: Path) -> None:
    signs = signed((".", 27.5, 29))
    for text, accepted in (("1.2", True), ("12", False)):
        seen = answer(*written("12"), **signs, **spelled(text, signs=".,-/", sure=0.97))
        reader, _ = scripted_reader(tmp_path, seen, acceptance=ACCEPTANCE)
        (number,) = reader.read(PAPER)[0].numbers
        assert (number.text, number.written, number.accepted) == ("12", "1.2", accepted)


def test_what_dates_and_decimals_mean_can_be_said(tmp_path: Path) -> None:
    seen = [*written("03", 20), *written("04", 65), *written("2025", 110)]
    signs = signed(("/", 50, 20), ("/", 95, 20), size=(8, 22))
    reader, _ = scripted_reader(tmp_path, answer(*seen, **signs))
    for order, text, others in (
        (None, "2025-04-03", ("2025-03-04",)),
        ("dmy", "2025-04-03", ()),
        ("mdy", "2025-03-04", ()),
    ):
        (number,) = reader.read(PAPER, ReadOptions(date_order=order))[0].numbers  # type: ignore[arg-type]
        assert (number.text, number.written) == ("03042025", "03/04/2025")
        assert number.value == Value("date", text, alternatives=others)


def test_a_constraint_speaks_of_the_digits_whatever_is_written(tmp_path: Path) -> None:
    seen = [*written("03", 20), *written("04", 65), *written("2025", 110)]
    signs = signed(("/", 50, 20), ("/", 95, 20), size=(8, 22))
    reader, _ = scripted_reader(tmp_path, answer(*seen, **signs))
    (number,) = reader.read(PAPER, ReadOptions(constraint=Date("DDMMYYYY")))[0].numbers
    assert number.constraint is not None
    assert number.constraint.satisfied
    assert number.written == "03/04/2025"


def test_fewer_errors_are_bought_with_fewer_numbers(tmp_path: Path) -> None:
    seen = answer(*written("12"), **spelled("12", sure=0.93))
    reader, _ = scripted_reader(tmp_path, seen, acceptance=ACCEPTANCE)
    for max_error, accepted in ((None, True), (0.01, True), (0.001, False)):
        (number,) = reader.read(PAPER, ReadOptions(max_error=max_error))[0].numbers
        assert number.accepted == accepted


def test_what_a_constraint_changed_is_what_both_readers_must_agree_on(tmp_path: Path) -> None:
    seen = answer(*written("41"), sure=0.7, **spelled("47", sure=0.99))
    reader, _ = scripted_reader(tmp_path, seen, acceptance=ACCEPTANCE)
    (free,) = reader.read(PAPER)[0].numbers
    assert (free.text, free.accepted) == ("41", False)
    (fit,) = reader.read(PAPER, ReadOptions(constraint=OneOf(["47", "89"])))[0].numbers
    assert fit.second is not None
    assert (fit.text, fit.second.text) == ("47", "47")
    assert fit.accepted == (fit.confidence >= 0.5)
    (unfit,) = reader.read(PAPER, ReadOptions(constraint=Length(5)))[0].numbers
    assert not unfit.accepted


def test_a_share_of_errors_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, answer(*written("12")))
    with pytest.raises(OptionsInvalid, match="left out for the model 'reader'"):
        reader.read(PAPER, ReadOptions(max_error=0.01))
    assert sessions["reader"].fed == []


def test_a_graph_without_a_second_reader_accepts_by_confidence(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, answer(*written("12")))
    (number,) = reader.read(PAPER)[0].numbers
    assert number.accepted
    assert number.second is None
    assert "second" not in number.to_dict()


def test_the_style_of_numbers_is_measured_only_when_asked_for(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, answer(("1", 40, 40), ("1", 140, 40)))
    paper = PAPER.copy()
    paper[30:50, 39:42] = (20, 30, 90)
    written_one, blank = reader.read(paper, ReadOptions(style=True))[0].numbers
    assert written_one.style is not None
    assert (written_one.style.slant_degrees, written_one.style.ink) == (0, "#141e5a")
    assert written_one.style.stroke_px == pytest.approx(3, rel=0.1)
    assert blank.style == Style(size_px=20, aspect=0.6)
    assert [each.style for each in reader.read(paper)[0].numbers] == [None, None]


def test_all_pages_of_a_document_are_read_in_order(tmp_path: Path) -> None:
    pages = [answer(*written(text)) for text in ("11", "22", "33")]
    reader, _ = scripted_reader(tmp_path, *pages)
    paper = Image.fromarray(PAPER)
    book = io.BytesIO()
    paper.save(book, "TIFF", save_all=True, append_images=[paper, paper])
    read = reader.read(book.getvalue(), name="book.tif")
    assert [(page.source, page.page, page.text) for page in read] == [
        ("book.tif", 1, "11"),
        ("book.tif", 2, "22"),
        ("book.tif", 3, "33"),
    ]


def test_pages_are_read_one_after_the_other(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, answer())
    paper = Image.fromarray(PAPER)
    book = io.BytesIO()
    paper.save(book, "TIFF", save_all=True, append_images=[paper] * 4)
    pages = reader.read_pages(book.getvalue())
    next(pages)
    assert len(sessions["reader"].fed) == 1
    assert sum(1 for _ in pages) == 4


def test_the_upright_pixels_come_with_the_page(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, answer())
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = io.BytesIO()
    Image.fromarray(PAPER).save(photo, "JPEG", exif=exif)
    ((opened, page),) = reader.read_photos(photo.getvalue())
    assert (page.width, page.height) == (80, 200) == (opened.width, opened.height)
    assert sessions["reader"].fed == [("image", (200, 80, 3))]


def test_an_opened_photo_can_be_read_by_itself(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, answer(*written("42")))
    assert reader.read_photo(Photo("pad", 3, PAPER)).to_dict()["page"] == 3


def test_what_cannot_be_opened_is_never_an_empty_page(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, answer())
    with pytest.raises(NotAnImage):
        reader.read(b"no picture")
    with pytest.raises(ImageTooLarge):
        reader.read(PAPER, ReadOptions(limits=Limits(pixels=10)))
    assert sessions["reader"].fed == []


def test_a_model_that_fails_is_never_an_empty_page(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, ModelFailed("reader", "out of memory"))
    with pytest.raises(ModelFailed, match="out of memory"):
        reader.read(PAPER)


def test_opening_and_reading_together_may_not_take_too_long(tmp_path: Path) -> None:
    reader, _ = scripted_reader(tmp_path, answer())
    slow = Photo("slow", 1, PAPER, seconds=59.99)
    reader.read_photo(slow)
    with pytest.raises(TookTooLong):
        reader.read_photo(slow, ReadOptions(limits=Limits(seconds=59.99)))


def test_threads_share_a_reader_and_each_gets_its_own_answer(tmp_path: Path) -> None:
    reader, sessions = scripted_reader(tmp_path, answer(*written("123")))
    texts: list[str] = []

    def read(options: ReadOptions) -> None:
        texts.extend(page.text for page in reader.read(PAPER, options))

    options = [ReadOptions(min_confidence=1.0 if i % 2 else 0.0) for i in range(20)]
    threads = [threading.Thread(target=read, args=(each,)) for each in options]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [""] * 10 + ["123"] * 10
    assert len(sessions["reader"].fed) == 20


def test_a_reader_of_a_model_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(ModelNotFound):
        Reader("none")
    with pytest.raises(ModelNotFound):
        Reader.from_pretrained("/none/reader.onnx")


def test_a_pretrained_reader_is_a_name_a_file_or_a_folder(tmp_path: Path) -> None:
    write_models(tmp_path, page=written("42"), digit=[("7", 20, 20)])
    single = ReadOptions(single=True)
    for place in (tmp_path, str(tmp_path)):
        reader = Reader.from_pretrained(place)
        assert reader.read(PAPER)[0].text == "42"
        assert reader.read(PAPER, single)[0].text == "7"
    of_a_file = Reader.from_pretrained(tmp_path / "reader.onnx")
    assert of_a_file.read(PAPER)[0].text == "42"
    assert Reader.from_pretrained("reader") is not None


def test_a_folder_without_a_digit_model_falls_back_to_the_shipped_one(tmp_path: Path) -> None:
    write_card(tmp_path, "reader", b"pages")
    assert Reader.from_pretrained(tmp_path) is not None


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (37, 53)])
def test_the_shipped_models_take_pictures_of_any_size(size: tuple[int, int]) -> None:
    reader = Reader(threads=1)
    picture = np.full((*size, 3), 255, dtype=np.uint8)
    for options in (ReadOptions(), ReadOptions(single=True)):
        (page,) = reader.read(picture, options)
        assert (page.height, page.width) == size


def test_the_shipped_reader_answers_nothing_for_blank_paper() -> None:
    reader = Reader(threads=1)
    for shade in (0, 128, 255):
        paper = np.full((120, 160, 3), shade, dtype=np.uint8)
        assert reader.read(paper)[0].numbers == ()
        assert reader.read(paper, ReadOptions(single=True))[0].numbers == ()


def test_the_public_names_are_these() -> None:
    facts = {
        name
        for name in dir(inkread)
        if isinstance(getattr(inkread, name), type)
        and issubclass(getattr(inkread, name), Exception)
    }
    values = {"Reader", "ReadOptions", "Limits", "__version__"}
    values |= {"Page", "Number", "Digit", "Box", "First", "Second", "Sign", "Style", "Value"}
    asked = {"Constraint", "Pattern", "Length", "Luhn", "Iban", "OneOf", "Date", "All", "Fit"}
    assert set(inkread.__all__) == values | asked | facts


def test_every_error_is_public_and_below_the_one_root() -> None:
    import inkread.errors

    named = {
        name: each
        for name, each in vars(inkread.errors).items()
        if isinstance(each, type) and issubclass(each, Exception)
    }
    assert set(named) <= set(inkread.__all__)
    assert all(issubclass(each, inkread.InkreadError) for each in named.values())
    assert all(f" {name} " in f"{inkread.errors.__doc__} ".replace("\n", " ") for name in named)
