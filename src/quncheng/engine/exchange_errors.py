"""Why a file of a plan is refused as a whole; where it can be said, with the line and the column."""

from quncheng.kit.errors import ErrorKind, QunchengError


class FileTooLarge(QunchengError):
    """More bytes than are read, packed or unpacked."""

    code = "exchange.file_too_large"
    kind = ErrorKind.INVALID

    def __init__(self, *, limit: int) -> None:
        super().__init__(megabytes=limit // 1_000_000)


class TooManyRows(QunchengError):
    """More tasks than one import takes."""

    code = "exchange.too_many_rows"
    kind = ErrorKind.INVALID

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class FileBroken(QunchengError):
    """The file is not what its kind demands; ``detail`` are the words of the reader, in English."""

    code = "exchange.file_broken"
    kind = ErrorKind.INVALID

    def __init__(self, detail: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(detail=detail, line=line, column=column)


class FileUnsafe(QunchengError):
    """Document types, entities, nesting without end: nothing a planning tool writes."""

    code = "exchange.file_unsafe"
    kind = ErrorKind.INVALID

    def __init__(self, detail: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(detail=detail, line=line, column=column)


class FileKindUnknown(QunchengError):
    """A file of a kind that no reader is for."""

    code = "exchange.file_kind_unknown"
    kind = ErrorKind.INVALID


class FileEncodingUnknown(QunchengError):
    """The text is in no encoding that we know."""

    code = "exchange.file_encoding_unknown"
    kind = ErrorKind.INVALID

    def __init__(self, *, line: int, column: int) -> None:
        super().__init__(line=line, column=column)


class FileLocked(QunchengError):
    """The file asks for a password."""

    code = "exchange.file_locked"
    kind = ErrorKind.INVALID


class FileEmpty(QunchengError):
    """Not one task in it."""

    code = "exchange.file_empty"
    kind = ErrorKind.INVALID
