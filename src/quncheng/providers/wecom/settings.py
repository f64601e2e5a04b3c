"""Where WeCom is, who the bot is, and how patient we are with both."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

OFFICIAL_WEBSOCKET_URL = "wss://openws.work.weixin.qq.com"
OFFICIAL_API_URL = "https://qyapi.weixin.qq.com"


class AddressError(ValueError):
    """An address of the platform that would send secrets in the clear, or is none at all."""


@dataclass(frozen=True, slots=True)
class BotCredentials:
    """BotID and the secret of the long connection; the secret shows in no repr."""

    bot_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BotSettings:
    """Addresses, times (seconds) and bounds of one bot's connection; the defaults are the platform's advice."""

    websocket_url: str = OFFICIAL_WEBSOCKET_URL
    connect_timeout: float = 10.0
    ack_timeout: float = 5.0
    late_ack_timeout: float = 10.0
    """How long after ``ack_timeout`` a request id stays taken, in case its ack is only slow."""
    resubscribe_timeout: float = 10.0
    heartbeat_interval: float = 30.0
    first_reconnect_delay: float = 1.0
    longest_reconnect_delay: float = 30.0
    refused_retry_delay: float | None = None
    """Try wrong credentials again after so long; ``None`` ends ``run`` instead."""
    waiting_frames_per_request: int = 500
    waiting_inbound: int = 5000
    drain_timeout: float = 5.0
    largest_frame: int = 4 * 1024 * 1024
    upload_timeout: float = 30.0
    upload_retry_delay: float = 0.5
    download_timeout: float = 60.0
    largest_download: int = 100 * 1024 * 1024
    trusted_media_hosts: frozenset[str] = frozenset()
    """Hosts of a private deployment whose files may be fetched although their addresses are private."""

    def __post_init__(self) -> None:
        check_address(self.websocket_url, secure="wss", plain="ws")

    @property
    def is_loopback(self) -> bool:
        return is_loopback_host(urlsplit(self.websocket_url).hostname or "")


def check_address(url: str, *, secure: str, plain: str) -> None:
    """Accepts ``secure`` anywhere and ``plain`` on this machine only. Raises AddressError."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise AddressError(f"地址不完整,应以 {secure}:// 开头")
    if parts.scheme == secure or (parts.scheme == plain and is_loopback_host(parts.hostname)):
        return
    raise AddressError(f"为了密钥安全,只接受 {secure}:// 地址;{plain}:// 仅限本机(127.0.0.1 或 localhost)使用")


def is_loopback_host(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
