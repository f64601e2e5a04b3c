"""Pictures by resvg with the one font we ship; no system font is looked at, so every machine draws the same."""

from collections.abc import Sequence
from pathlib import Path

import oxipng
import resvg_py

from quncheng.providers.pictures.pdf_pages import to_pdf
from quncheng.runtime.ports_pictures import PictureError

FONT_FAMILY = "Noto Sans SC"
_PACKING = 8
PRINT_ZOOM = 2
"""How much finer than on a screen a page is drawn."""
_FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"


class ResvgRenderer:
    """A `PictureRenderer`. The font is read when a picture is drawn and given back after it."""

    def to_png(self, svg: str) -> bytes:
        return _smaller(_draw(svg))

    def to_pdf(self, pages: Sequence[str]) -> bytes:
        return to_pdf([_draw(page, zoom=PRINT_ZOOM) for page in pages])


def _smaller(png: bytes) -> bytes:
    """Without the channel that says all is opaque, and rows unfiltered, which packs text better: a fifth smaller."""
    return oxipng.optimize_from_memory(
        png, level=0, filter=[oxipng.RowFilter.NoOp], deflate=oxipng.Deflaters.libdeflater(_PACKING)
    )


def _draw(svg: str, *, zoom: float | None = None) -> bytes:
    # Without these fallbacks, text in an unknown family disappears and no error is raised.
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=[str(_FONT_FILE)],
            font_family=FONT_FAMILY,
            serif_family=FONT_FAMILY,
            sans_serif_family=FONT_FAMILY,
            monospace_family=FONT_FAMILY,
        )
    except ValueError as error:
        raise PictureError(str(error)) from error
