"""The official way: TLS on every line, with the certificate checked against the host's name."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from quncheng.providers.wecom.check import CredentialsVerdict, check_credentials
from quncheng.providers.wecom.downloads import MediaDownloader
from quncheng.providers.wecom.group_robot import GroupRobot, RobotAddress
from quncheng.providers.wecom.settings import BotSettings
from quncheng.runtime.ports import Attachment, MessageKind, SendError, SendFailure
from quncheng.sandbox.model import Kind
from quncheng.sandbox.seed import plant_demo
from quncheng.sandbox.server import SandboxServer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the name localhost alone, not for its address."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_path, key_path = folder / "certificate.pem", folder / "key.pem"
    certificate_path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate_path, key_path


@pytest.fixture
def server(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[SandboxServer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with SandboxServer(certificate=certificate[0], key=certificate[1]) as running:
        yield running


def test_subscribes_over_tls_and_not_to_a_host_of_another_name(server: SandboxServer) -> None:
    async def story() -> None:
        world = plant_demo(server.sandbox.platform)
        by_name = server.ws_url.replace("127.0.0.1", "localhost")
        check = await check_credentials(world.bot_id, world.secret, websocket_url=by_name)
        assert check.verdict is CredentialsVerdict.ACCEPTED
        check = await check_credentials(world.bot_id, world.secret, websocket_url=server.ws_url)
        assert (check.verdict, check.detail) == (CredentialsVerdict.UNREACHABLE, "SSLCertVerificationError")

    asyncio.run(story())


def test_fetches_a_file_from_the_checked_address_under_the_hosts_name(server: SandboxServer) -> None:
    async def story() -> None:
        platform = server.sandbox.platform
        world = plant_demo(platform)
        bot = platform.find_bot(world.bot_id)
        assert bot is not None
        link = server.sandbox.links.make(bot, platform.store_file(Kind.FILE, "周报.pdf", b"%PDF-1.7"))
        settings = replace(BotSettings(), trusted_media_hosts=frozenset({"localhost", "127.0.0.1"}))
        downloader = MediaDownloader(settings)
        by_name = link["url"].replace("127.0.0.1", "localhost")
        media = await downloader.download(Attachment(MessageKind.FILE, by_name, link["aeskey"]))
        assert (media.filename, media.data) == ("周报.pdf", b"%PDF-1.7")
        with pytest.raises(SendError) as refused:
            await downloader.download(Attachment(MessageKind.FILE, link["url"], link["aeskey"]))
        assert (refused.value.failure, refused.value.detail) == (SendFailure.RETRY, "download: ConnectError")
        await downloader.close()

    asyncio.run(story())


def test_a_robot_posts_to_no_host_of_another_name(server: SandboxServer) -> None:
    async def story() -> None:
        robot = GroupRobot(RobotAddress("some-key", server.url))
        with pytest.raises(SendError) as refused:
            await robot.send_text("x")
        assert (refused.value.failure, refused.value.detail) == (SendFailure.RETRY, "ConnectError")
        await robot.close()

    asyncio.run(story())
