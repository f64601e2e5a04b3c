"""Which uploaded bytes the platform takes for a picture, a voice, a video or a file."""

from quncheng.sandbox.errors import INVALID_FILE_TYPE, MEDIA_EMPTY, MEDIA_TOO_LARGE, PlatformError
from quncheng.sandbox.model import Kind

MEGABYTE = 1024 * 1024
SIZES = {
    Kind.FILE: 20 * MEGABYTE,
    Kind.IMAGE: 10 * MEGABYTE,
    Kind.VOICE: 2 * MEGABYTE,
    Kind.VIDEO: 10 * MEGABYTE,
}
MEDIA_KINDS = {kind.value: kind for kind in SIZES}
MIME_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}


def picture_type(data: bytes) -> str | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return None


def check_size(kind: Kind, size: int) -> None:
    if size <= 0:
        raise PlatformError(MEDIA_EMPTY, "empty media data")
    if size > SIZES[kind]:
        raise PlatformError(MEDIA_TOO_LARGE, f"media size exceeds {SIZES[kind]} bytes")


def check_content(kind: Kind, data: bytes) -> None:
    fits = {
        Kind.FILE: True,
        Kind.IMAGE: picture_type(data) is not None,
        Kind.VOICE: data.startswith(b"#!AMR"),
        Kind.VIDEO: data[4:8] == b"ftyp",
    }[kind]
    if not fits:
        raise PlatformError(INVALID_FILE_TYPE, f"invalid media file type for {kind}")
