"""Pictures of the documentation as files: small enough to load fast, which is part of a first impression."""

import base64
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
MOST_BYTES = 200_000


def save(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    keep(page.screenshot(animations="disabled", caret="hide"), name)


def save_part(part: Locator, name: str) -> None:
    """One block of a screen."""
    keep(part.screenshot(animations="disabled", caret="hide"), name)


def save_together(browser: Browser, pictures: tuple[bytes, ...], name: str) -> None:
    """Screens of phones beside each other."""
    sources = (f"data:image/png;base64,{base64.b64encode(picture).decode()}" for picture in pictures)
    images = "".join(f'<img src="{source}" style="border:1px solid #d0d0d0;border-radius:16px">' for source in sources)
    page = browser.new_page(viewport={"width": 860, "height": 894})
    page.set_content(f'<body style="margin:24px;display:flex;gap:24px;background:#fff">{images}</body>')
    keep(page.screenshot(), name)
    page.close()


def keep(picture: bytes, name: str) -> None:
    if len(picture) > MOST_BYTES:
        raise SystemExit(f"{name}: {len(picture)} bytes are more than {MOST_BYTES}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_bytes(picture)
    print(f"{name}  {len(picture) // 1000} KB")
