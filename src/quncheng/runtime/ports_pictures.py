"""What the product asks of a rasteriser: the picture a chat can show, the pages a printer can."""

from collections.abc import Sequence
from typing import Protocol


class PictureRenderer(Protocol):
    def to_png(self, svg: str) -> bytes:
        """The drawing at its own size. Raises PictureError."""
        ...

    def to_pdf(self, pages: Sequence[str]) -> bytes:
        """One drawing on each page. Raises PictureError."""
        ...


class PictureError(Exception):
    """A drawing that cannot be rendered: the drawing is wrong, repeating it is useless."""
