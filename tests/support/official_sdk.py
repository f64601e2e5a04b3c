"""The platform's official Python SDK, and a certificate for the address it insists on reaching over TLS."""

import datetime
import importlib
import ipaddress
import ssl
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    AIBOT = importlib.import_module("aibot")

HOME = "127.0.0.1"
Frame = dict[str, object]


class SdkClient(Protocol):
    """What the tests use of the SDK's client; the SDK itself brings no types."""

    def on(self, event: str, f: Callable[..., None]) -> object: ...

    async def connect(self) -> object: ...

    def disconnect(self) -> None: ...

    async def reply(self, frame: Frame, body: Frame, cmd: str) -> Frame: ...

    async def reply_stream(self, frame: Frame, stream_id: str, content: str, finish: bool) -> Frame: ...

    async def reply_welcome(self, frame: Frame, body: Frame) -> Frame: ...

    async def reply_template_card(self, frame: Frame, template_card: Frame, feedback: Frame) -> Frame: ...

    async def update_template_card(self, frame: Frame, template_card: Frame) -> Frame: ...

    async def send_message(self, chatid: str, body: Frame) -> Frame: ...

    async def download_file(self, url: str, aes_key: str) -> tuple[bytes, str]: ...


class Quiet:
    """The SDK's logger; what it says is of no interest."""

    def debug(self, message: str, *_: object) -> None: ...

    def info(self, message: str, *_: object) -> None: ...

    def warn(self, message: str, *_: object) -> None: ...

    def error(self, message: str, *_: object) -> None: ...


def sdk_client(bot_id: str, secret: str, *, url: str) -> SdkClient:
    options = AIBOT.WSClientOptions(bot_id=bot_id, secret=secret, ws_url=url, logger=Quiet(), max_reconnect_attempts=0)
    return cast("SdkClient", AIBOT.WSClient(options))


@dataclass(frozen=True, slots=True)
class Certificate:
    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Trusts this certificate and no other."""
        return ssl.create_default_context(cafile=self.certificate)


def make_certificate(folder: Path) -> Certificate:
    """For this machine alone, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sandbox")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOME))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Certificate(folder / "sandbox.pem", folder / "sandbox.key")
    made.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made
