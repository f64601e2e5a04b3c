"""Pictures as the pages of a PDF: each one fills the width of its page, at the resolution it was drawn in.

The rows of a PNG are taken as they are: a PDF reads the same compression and the same filters, so nothing is unpacked
here. The fourth channel says how opaque a point is; every drawing of ours is opaque, and it is left out by the page's
colour space.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PAGE_WIDTH = 842
"""Points: the long side of A4."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _RGBA = 2, 6
_WITHOUT_ALPHA = (
    b"<< /FunctionType 4 /Domain [0 1 0 1 0 1 0 1] /Range [0 1 0 1 0 1] /Length 7 >>\nstream\n{ pop }\nendstream"
)


@dataclass(frozen=True, slots=True)
class _Picture:
    width: int
    height: int
    colors: int
    rows: bytes


def to_pdf(pictures: Sequence[bytes]) -> bytes:
    """Raises ValueError for a picture that is no 8-bit PNG in true colour."""
    read = [_read(picture) for picture in pictures]
    first = 4
    kids = " ".join(f"{first + 3 * index} 0 R" for index in range(len(read)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(read)} >>".encode(),
        _WITHOUT_ALPHA,
    ]
    for index, picture in enumerate(read):
        objects += _page(picture, number=first + 3 * index)
    return _file(objects)


def _page(picture: _Picture, *, number: int) -> Iterator[bytes]:
    height = round(PAGE_WIDTH * picture.height / picture.width, 2)
    yield (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {height:g}] /Contents {number + 1} 0 R "
        f"/Resources << /XObject << /Plan {number + 2} 0 R >> >> >>"
    ).encode()
    drawing = f"q {PAGE_WIDTH} 0 0 {height:g} 0 0 cm /Plan Do Q".encode()
    yield b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing)
    space = "/DeviceRGB" if picture.colors == 3 else "[/DeviceN [/Red /Green /Blue /Opacity] /DeviceRGB 3 0 R]"
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace {space} "
        f"/BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {picture.colors} "
        f"/BitsPerComponent 8 /Columns {picture.width} >> /Length {len(picture.rows)} >>"
    )
    yield head.encode() + b"\nstream\n" + picture.rows + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    body = bytearray(b"%PDF-1.4\n%\xe7\xbe\xa4\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        body += b"%010d 00000 n \n" % offset
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(body)


def _read(png: bytes) -> _Picture:
    if not png.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    width, height, depth, kind, _, _, interlace = struct.unpack_from(">IIBBBBB", png, 16)
    if depth != 8 or kind not in (_RGB, _RGBA) or interlace:
        raise ValueError(f"a PNG of {depth} bits and colour type {kind} is not drawn here")
    rows = b"".join(data for name, data in _chunks(png) if name == b"IDAT")
    return _Picture(width, height, 3 if kind == _RGB else 4, rows)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 8 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
