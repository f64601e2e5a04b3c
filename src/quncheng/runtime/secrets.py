"""Seals the few secrets the database holds: AES-GCM, tied to their organization and purpose."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from quncheng.kit.errors import ErrorKind, QunchengError

NONCE = 12
FORMAT = "1:"


class SecretUnreadable(QunchengError):
    """Sealed with another key, for another organization or purpose, or damaged."""

    code = "secrets.unreadable"
    kind = ErrorKind.UNAVAILABLE


class SecretBox:
    """Holds the installation's key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: str, *, org_id: str, purpose: str) -> str:
        nonce = secrets.token_bytes(NONCE)
        sealed = self._cipher.encrypt(nonce, plain.encode(), _bound_to(org_id, purpose))
        return FORMAT + base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, *, org_id: str, purpose: str) -> str:
        """Raises SecretUnreadable."""
        try:
            raw = base64.b64decode(sealed.removeprefix(FORMAT), validate=True)
            return self._cipher.decrypt(raw[:NONCE], raw[NONCE:], _bound_to(org_id, purpose)).decode()
        except (InvalidTag, ValueError) as error:
            raise SecretUnreadable(purpose=purpose) from error


def _bound_to(org_id: str, purpose: str) -> bytes:
    return f"{org_id}\0{purpose}".encode()
