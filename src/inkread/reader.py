"""The main road: a picture in, pages of numbers out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path

from inkread.agreement import confirm
from inkread.constraints import constrain
from inkread.decoding import digits_of
from inkread.grouping import group_digits, is_alone
from inkread.images import ImageSource, Photo, open_pages
from inkread.joint import Weights, answer_jointly
from inkread.models import Model, ModelCard, find_model
from inkread.options import ReadOptions
from inkread.page import Page
from inkread.session import OnnxSession, SessionOpener
from inkread.signs import regain, sign_numbers, value_numbers
from inkread.style import measure_style


class Reader:
    """Reads handwritten and printed numbers. Share one between threads: a call changes nothing.

    model         reads whole pictures: a shipped name, a path to an .onnx or its card, or a folder
    digit_model   reads pictures of one digit (`ReadOptions(single=True)`), named in the same way
    threads       that one reading may use; None: INKREAD_THREADS, or all cores
    open_session  how a model is run; tests pass a scripted one

    Raises ModelNotFound at once; a model is loaded once, when it is first needed.
    """

    def __init__(
        self,
        model: str | PathLike[str] = "reader",
        *,
        digit_model: str | PathLike[str] = "digit",
        threads: int | None = None,
        open_session: SessionOpener = OnnxSession,
    ) -> None:
        page, digit = find_model(model, "reader"), find_model(digit_model, "digit")
        self._models = (page, digit)
        self._page_card, self._page_session = page.card, open_session(page, threads)
        self._digit_card, self._digit_session = digit.card, open_session(digit, threads)

    @classmethod
    def from_pretrained(
        cls, name_or_path: str | PathLike[str] = "reader", *, threads: int | None = None
    ) -> Reader:
        """The reader of that name, of that .onnx, or of a folder with reader.json, digit.json."""
        has_digit = (Path(name_or_path) / "digit.json").is_file()
        digit_model = name_or_path if has_digit else "digit"
        return cls(name_or_path, digit_model=digit_model, threads=threads)

    @property
    def models(self) -> tuple[Model, ...]:
        """The model for whole pictures and the one for single digits, each with its card."""
        return self._models

    def read(
        self, source: ImageSource, options: ReadOptions = ReadOptions(), *, name: str | None = None
    ) -> tuple[Page, ...]:
        """All pages of a picture or a document; a blank one has no numbers.

        `name` stands in the pages as their source in place of the path. Raises a SourceError when
        any page cannot be read, a ModelError when the model fails, and MissingExtra.
        """
        return tuple(self.read_pages(source, options, name=name))

    def read_pages(
        self, source: ImageSource, options: ReadOptions = ReadOptions(), *, name: str | None = None
    ) -> Iterator[Page]:
        """As `read`, one page after the other, so that a long document never sits in memory."""
        for _, page in self.read_photos(source, options, name=name):
            yield page

    def read_photos(
        self, source: ImageSource, options: ReadOptions = ReadOptions(), *, name: str | None = None
    ) -> Iterator[tuple[Photo, Page]]:
        """As `read_pages`, each page with the upright pixels that its boxes speak of."""
        for photo in open_pages(source, options.limits, dpi=options.dpi, name=name):
            yield photo, self.read_photo(photo, options)

    def card_for(self, options: ReadOptions = ReadOptions()) -> ModelCard:
        """The card of the model that reads with these options: its name, version and sha256."""
        return self._digit_card if options.single else self._page_card

    def read_photo(self, photo: Photo, options: ReadOptions = ReadOptions()) -> Page:
        """One opened page."""
        started = time.monotonic()
        card = self.card_for(options)
        margins = [card.margin_at(options.max_error, alone=alone) for alone in (False, True)]
        if options.single:
            answer = self._digit_session.run({"images": photo.pixels[None]})
        else:
            answer = self._page_session.run({"image": photo.pixels})
        found = digits_of(answer, card, photo.width, photo.height)
        digits, frames = found.digits, found.frames
        numbers = group_digits(
            found.digits,
            found.links,
            is_sure=found.is_sure,
            signs=found.signs,
            accept=card.accept,
            page_height=photo.height,
        )
        alone = card.alone is not None and is_alone(numbers, photo.height)
        if frames is not None and card.joint:
            weights = Weights.from_dict(card.joint_for(alone=alone))
            both = answer_jointly(
                *(numbers, digits, frames), alphabet=card.alphabet, weights=weights
            )
            numbers, digits, frames = both.numbers, both.digits, both.frames
        if options.constraint is not None:
            numbers = tuple(
                constrain(number, options.constraint, accept=card.accept) for number in numbers
            )
        numbers = sign_numbers(numbers, regain(found.signs, found.rivals, numbers))
        margin = margins[alone]
        if frames is not None and margin is not None:
            numbers = confirm(
                *(numbers, digits, frames), alphabet=card.alphabet, margin=margin, alone=alone
            )
        numbers = value_numbers(
            numbers, accept=card.accept, decimal=options.decimal, date_order=options.date_order
        )
        sure = tuple(number for number in numbers if number.confidence >= options.min_confidence)
        if options.style:
            sure = tuple(replace(each, style=measure_style(photo.pixels, each)) for each in sure)
        options.limits.check_seconds(photo.seconds + time.monotonic() - started)
        return Page(photo.source, photo.page, photo.width, photo.height, sure)
