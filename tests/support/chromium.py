"""Where this machine's Chromium is, or how to get one; the browser tests drive it."""

from __future__ import annotations  # dev.py reads this file before it has checked the version of Python

import os
import shutil
import subprocess
import sys
from pathlib import Path

SETTING = "QUNCHENG_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT = (
    "~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "~/Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
PACKAGE_MANAGERS = (
    ("apt-get", "apt-get update -q && apt-get install -q -y --no-install-recommends chromium"),
    ("dnf", "dnf install -q -y chromium"),
    ("apk", "apk add -q chromium"),
    ("zypper", "zypper -n install chromium"),
    ("pacman", "pacman -Sy --noconfirm chromium"),
)
MISSING = f"""\
浏览器测试需要 Chromium,这台机器上没有找到。/ The browser tests need Chromium and found none. Any one of these helps:
  - install it with your system's package manager, e.g. apt-get install chromium
  - {SETTING}=/path/to/chrome"""


class ChromiumMissing(RuntimeError):
    """There is no browser and none could be installed; the message says what to do."""


def find_chromium() -> Path | None:
    """The browser named by the setting, or else one that this machine has."""
    if SETTING in os.environ:
        return Path(os.environ[SETTING])
    on_path = (shutil.which(name) for name in NAMES)
    known = [Path(path) for path in (*on_path, *PLACES) if path and Path(path).exists()]
    for pattern in PLAYWRIGHT:
        known += sorted(Path.home().glob(pattern.removeprefix("~/")), reverse=True)
    return known[0] if known else None


def get_chromium() -> Path:
    """The browser; raises ChromiumMissing."""
    path = find_chromium()
    if path is None or not path.exists():
        raise ChromiumMissing(MISSING)
    return path


def install_chromium(python: Path) -> Path:
    """Installs one with the system's package manager (as root) or else Playwright. Raises ChromiumMissing."""
    if os.name != "nt" and os.getuid() == 0:
        for name, command in PACKAGE_MANAGERS:
            if shutil.which(name):
                subprocess.run(command, shell=True, stdout=sys.stderr, check=False)
                break
    if find_chromium() is None:
        subprocess.run([str(python), "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False)
    return get_chromium()
