"""The built web client as browsers get it: the page for whoever asks, files packed and kept."""

from pathlib import Path

import pytest
from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.testing import RequestFactory

from quncheng.runtime.static import StaticFiles

SCRIPT = b"export const a = 1;\n" * 100
PACKED = b"packed by the build"


@pytest.fixture
def files(tmp_path: Path) -> StaticFiles:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("the sign-in")
    (tmp_path / "member.html").write_text("the app")
    (tmp_path / "assets" / "app-1.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "app-1.js.br").write_bytes(PACKED)
    return StaticFiles(tmp_path)


def get(files: StaticFiles, path: str, **headers: str) -> Response[bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return files.answer(RequestFactory().get(path, headers=named), path)


def test_who_brings_a_session_gets_the_app_and_everybody_else_the_sign_in(files: StaticFiles) -> None:
    visitor, member = get(files, "/work"), get(files, "/work", cookie="quncheng_session=abc")

    assert (visitor.content, member.content) == (b"the sign-in", b"the app")
    assert (member.headers["Cache-Control"], member.headers["Vary"]) == ("no-cache", "Accept-Encoding, Cookie")
    assert visitor.headers["ETag"] != member.headers["ETag"]


def test_a_page_that_has_not_changed_is_not_sent_again(files: StaticFiles) -> None:
    known = get(files, "/").headers["ETag"]

    again = get(files, "/", if_none_match=known)

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding", "length"),
    [
        ("gzip, deflate, br, zstd", "br", len(PACKED)),
        ("gzip, br;q=0", "gzip", None),
        ("", None, len(SCRIPT)),
    ],
)
def test_a_hashed_file_is_kept_for_ever_and_sent_in_the_best_packing(
    files: StaticFiles, accepted: str, encoding: str | None, length: int | None
) -> None:
    answer = get(files, "/assets/app-1.js", accept_encoding=accepted)

    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert length in {None, len(answer.content)}


def test_a_file_that_is_gone_is_not_the_page(files: StaticFiles) -> None:
    with pytest.raises(NotFoundException):
        get(files, "/assets/app-0.js")
