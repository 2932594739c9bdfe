"""Taking in what was sent: one picture, held in memory, within its limit while it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from inkread import FileTooLarge, InkreadError
from inkread.web.problems import Problem

FIELD = "image"
# What a form may hold besides the picture: its other fields and the lines between them.
ENVELOPE_BYTES = 100_000


class BadUpload(InkreadError):
    """The request does not hold what a reading needs; `str()` is the sentence."""

    @property
    def problem(self) -> Problem:
        return Problem(HTTPStatus.BAD_REQUEST, "bad-upload", _("No picture to read"), str(self))


@dataclass(frozen=True, slots=True)
class Upload:
    """One picture as it was sent, and how it is to be read.

    single    the picture holds one digit
    previews  the answer is to hold pictures of the pages
    style     how each number is written is to be measured
    drawn     the picture was written on the pad, so nothing in it is printed
    """

    name: str
    content: bytes
    single: bool
    previews: bool
    style: bool = False
    drawn: bool = False


class PictureInMemory(FileUploadHandler):
    """Takes the one file of the field `image`; FileTooLarge as soon as it is longer than allowed.

    Nothing is written to a disk.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._content = BytesIO()
        self._count = 0

    def handle_raw_input(
        self,
        input_data: object,
        META: object,  # noqa: N803 (Django's name)
        content_length: int,
        boundary: object,
        encoding: str | None = None,
    ) -> None:
        if content_length > self._limit + ENVELOPE_BYTES:
            raise FileTooLarge(content_length, self._limit)

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        if self.field_name != FIELD:
            raise SkipFile
        self._count += 1
        if self._count > 1:
            raise BadUpload(_("Send one picture at a time."))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self._limit:
            raise FileTooLarge(None, self._limit)
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )


def prepare(request: HttpRequest, limit: int) -> None:
    """Lets nothing but one picture in, in memory; before anybody looks into the form."""
    request.upload_handlers = [PictureInMemory(limit)]


def receive(request: HttpRequest) -> Upload:
    """The picture in a request that was prepared; BadUpload or FileTooLarge."""
    try:
        fields, files = request.POST, request.FILES
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation) as error:
        raise BadUpload(_("The form could not be understood.")) from error
    picture = files.get(FIELD)
    if picture is None:
        # A browser sends a file field that was left empty as a file without a name: the same case.
        raise BadUpload(
            _("No picture was sent: it belongs into the field '%(field)s' of a multipart form.")
            % {"field": FIELD}
        )
    return Upload(
        name=picture.name or "picture",
        content=picture.read(),
        single=_flag("single", fields.get("single", "")),
        previews=_flag("previews", fields.get("previews", "")),
        style=_flag("style", fields.get("style", "")),
        drawn=_flag("drawn", fields.get("drawn", "")),
    )


def _flag(name: str, value: str) -> bool:
    if value.lower() in ("", "0", "false", "off", "no"):
        return False
    if value.lower() in ("1", "true", "on", "yes"):
        return True
    raise BadUpload(
        _("The field '%(field)s' must be 0 or 1, not %(value)s.")
        % {"field": name, "value": repr(value[:40])}
    )
