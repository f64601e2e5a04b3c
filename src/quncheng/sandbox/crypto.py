"""The platform's cryptography: signed and enciphered callbacks, and enciphered files."""

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


class CallbackError(Exception):
    """A callback or its reply that does not decipher or verify; ``code`` is that of the official libraries."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code


def encrypt_bytes(plain: bytes, key: bytes) -> bytes:
    """AES-256-CBC, the key's first half as the vector, padded to a multiple of 32."""
    padding = BLOCK - len(plain) % BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()


def decrypt_bytes(ciphered: bytes, key: bytes) -> bytes:
    if not ciphered or len(ciphered) % 16:
        raise CallbackError(-40007, "the ciphertext is not whole blocks")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    padded = decryptor.update(ciphered) + decryptor.finalize()
    padding = padded[-1]
    if not 1 <= padding <= BLOCK or padding > len(padded) or padded[-padding:] != bytes([padding]) * padding:
        raise CallbackError(-40007, "the padding is wrong")
    return padded[:-padding]


def decode_key(encoding_aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey; bits left over at its end are ignored, as the platform does."""
    if len(encoding_aes_key) != 43 or not encoding_aes_key.isalnum() or not encoding_aes_key.isascii():
        raise CallbackError(-40004, "EncodingAESKey must be 43 letters and digits")
    return base64.b64decode(encoding_aes_key + "=")


@dataclass(frozen=True, slots=True)
class CallbackKeys:
    """Token and key of one callback address; ``receiver`` is the corpid, or empty for a bot."""

    token: str
    encoding_aes_key: str
    receiver: str

    def sign(self, encrypted: str, *, timestamp: str, nonce: str) -> str:
        joined = "".join(sorted([self.token, timestamp, nonce, encrypted]))
        return hashlib.sha1(joined.encode(), usedforsecurity=False).hexdigest()

    def verify(self, signature: str, encrypted: str, *, timestamp: str, nonce: str) -> None:
        expected = self.sign(encrypted, timestamp=timestamp, nonce=nonce)
        if not hmac.compare_digest(expected, signature):
            raise CallbackError(-40001, "the signature does not match")

    def encrypt(self, message: str, *, salt: bytes) -> str:
        """``salt`` is the 16 random bytes in front."""
        body = message.encode()
        plain = salt + struct.pack(">I", len(body)) + body + self.receiver.encode()
        return base64.b64encode(encrypt_bytes(plain, decode_key(self.encoding_aes_key))).decode()

    def decrypt(self, encrypted: str) -> str:
        try:
            ciphered = base64.b64decode(encrypted, validate=True)
        except ValueError as error:
            raise CallbackError(-40010, "not base64") from error
        plain = decrypt_bytes(ciphered, decode_key(self.encoding_aes_key))
        if len(plain) < 20:
            raise CallbackError(-40008, "the buffer is too short")
        (length,) = struct.unpack(">I", plain[16:20])
        if 20 + length > len(plain):
            raise CallbackError(-40008, "the length points beyond the buffer")
        if plain[20 + length :].decode(errors="replace") != self.receiver:
            raise CallbackError(-40005, "the receiver is somebody else")
        try:
            return plain[20 : 20 + length].decode()
        except UnicodeDecodeError as error:
            raise CallbackError(-40002, "not UTF-8") from error
