"""Files of all kinds as bytes: good ones, and such as are made to do harm."""

from __future__ import annotations

import io
import zlib

from PIL import Image
from tests.web.pictures import noise


def photograph(width: int = 120, height: int = 80) -> bytes:
    """A JPEG that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of Alice"
    exif.get_ifd(0x8825)[1] = "N"  # where
    file = io.BytesIO()
    noise(width, height).save(file, "JPEG", exif=exif, comment=b"secret remark")
    return file.getvalue()


def drawing(width: int = 200, height: int = 100) -> bytes:
    """A PNG of two colours."""
    file = io.BytesIO()
    picture = Image.new("L", (width, height), 255)
    picture.paste(0, (20, 20, 40, 80))
    picture.save(file, "PNG")
    return file.getvalue()


def swelling_pdf(megabytes: int) -> bytes:
    """A PDF of a few kilobytes with one page, whose content is that many megabytes of drawing."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m 9 9 l S\n" * 70_000
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = file.tell()
    file.write(b"xref\n0 5\n0000000000 65535 f \n")
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
    return file.getvalue()
