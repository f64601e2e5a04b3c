"""Deciphers the files of WeCom: AES-256-CBC, the IV is the key's beginning, PKCS#7 to 32 bytes.

https://developer.work.weixin.qq.com/document/path/101033
"""

import base64
import binascii

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

_PADDED_TO = 32


class DecipherError(ValueError):
    """The key or the bytes are not what WeCom sends."""


class MediaDecipher:
    """Takes the ciphertext piece by piece, so that a large file is in memory once."""

    def __init__(self, aeskey: str) -> None:
        key = _to_key(aeskey)
        self._context: CipherContext = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        self._plain = bytearray()

    def feed(self, ciphertext: bytes) -> None:
        self._plain += self._context.update(ciphertext)

    def finish(self) -> bytes:
        """The plaintext without its padding. Raises DecipherError."""
        try:
            self._plain += self._context.finalize()
        except ValueError:
            raise DecipherError("not a whole number of blocks") from None
        padding = self._plain[-1] if self._plain else 0
        if not 1 <= padding <= _PADDED_TO or not self._plain.endswith(bytes([padding]) * padding):
            raise DecipherError("wrong padding")
        del self._plain[-padding:]
        return bytes(self._plain)


def _to_key(aeskey: str) -> bytes:
    text = aeskey.strip().rstrip("=")
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise DecipherError("the key is not base64") from None
    if len(key) != 32:
        raise DecipherError("the key has not 32 bytes")
    return key
