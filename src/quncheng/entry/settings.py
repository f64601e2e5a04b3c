"""Settings, read from the environment; each says what it is for."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import msgspec

KEY_FILE = "secret.key"


class SettingInvalid(Exception):
    """A variable of the environment cannot be used; the message names it and says what it should be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations. The names are those of the environment variables."""

    quncheng_data: str = "data"
    """Folder for the SQLite database, the secret key and files."""
    database_url: str = ""
    """Where the data are: `postgresql://…`, or empty for SQLite in the data folder."""
    quncheng_host: str = "127.0.0.1"
    """Address to listen on; `0.0.0.0` for all interfaces."""
    quncheng_port: int = 8700
    """Port to listen on."""
    quncheng_base_url: str = ""
    """How people reach the app, such as `https://pm.example.com`; with https cookies are sent encrypted only."""
    quncheng_secret_key: str = ""
    """Key for the secrets kept in the database (64 hexadecimal digits); without it a file in the data folder."""
    quncheng_organization: str = "我的团队"
    """Name of the organization that is made on the first start."""
    quncheng_timezone: str = "Asia/Shanghai"
    """Time zone of the organization that is made on the first start."""
    quncheng_proxies: str = "127.0.0.1"
    """Addresses of reverse proxies whose `X-Forwarded-For` is believed, separated by commas."""
    quncheng_log_level: str = "INFO"
    """How much is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`."""
    wecom_bot_id: str = ""
    """BotID of the intelligent bot in WeCom."""
    wecom_bot_secret: str = ""
    """Secret of the intelligent bot's long connection."""
    wecom_bot_name: str = "群程"
    """What the bot is called in the chat; shown on the sign-in page."""
    wecom_ws_url: str = "wss://openws.work.weixin.qq.com"
    """The platform's WebSocket address; a private deployment has its own."""
    wecom_api_url: str = "https://qyapi.weixin.qq.com"
    """The platform's HTTPS address; a private deployment has its own."""
    quncheng_sandbox_url: str = ""
    """Address of a sandbox that is running already; without it the demonstration starts its own."""
    quncheng_is_demo: bool = False
    """Whether this is the demonstration, where everybody may sign in as any member."""

    @property
    def data_folder(self) -> Path:
        return Path(self.quncheng_data)

    @property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_folder / 'quncheng.db'}"

    @property
    def base_url(self) -> str:
        return self.quncheng_base_url.rstrip("/") or f"http://{self.quncheng_host}:{self.quncheng_port}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises SettingInvalid."""
    given = os.environ if environment is None else environment
    names = {setting.name: setting.name.upper() for setting in fields(Settings)}
    values = {name: given[variable].strip() for name, variable in names.items() if variable in given}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingInvalid(f"环境变量不对:{error}".replace("$.", "").upper()) from error


def read_secret_key(settings: Settings) -> bytes:
    """The 32 bytes that protect stored secrets; made on the first start, readable by the owner alone.

    Raises SettingInvalid.
    """
    text = settings.quncheng_secret_key
    if not text:
        file = settings.data_folder / KEY_FILE
        if not file.exists():
            settings.data_folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
                opened.write(secrets.token_hex(32))
        text = file.read_text().strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise SettingInvalid("QUNCHENG_SECRET_KEY: 64 hexadecimal digits are needed")
    return key
