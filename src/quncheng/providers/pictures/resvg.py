"""Pictures by resvg with the one font we ship; no system font is looked at, so every machine draws the same."""

from pathlib import Path

import resvg_py

from quncheng.runtime.ports_pictures import PictureError

FONT_FAMILY = "Noto Sans SC"
_FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansSC-Regular.ttf"


class ResvgRenderer:
    """A `PictureRenderer`. The font is read when a picture is drawn and given back after it."""

    def to_png(self, svg: str) -> bytes:
        # Without these fallbacks, text in an unknown family disappears and no error is raised.
        try:
            return resvg_py.svg_to_bytes(
                svg_string=svg,
                skip_system_fonts=True,
                font_files=[str(_FONT_FILE)],
                font_family=FONT_FAMILY,
                serif_family=FONT_FAMILY,
                sans_serif_family=FONT_FAMILY,
                monospace_family=FONT_FAMILY,
            )
        except ValueError as error:
            raise PictureError(str(error)) from error
