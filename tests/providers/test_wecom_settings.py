"""How long the bot waits, and which addresses it trusts with its secret."""

import pytest

from quncheng.providers.wecom.bot_client import reconnect_delay
from quncheng.providers.wecom.settings import AddressError, BotSettings


@pytest.mark.parametrize(
    ("failures", "chance", "expected"),
    [(0, 1.0, 1.0), (1, 1.0, 2.0), (2, 1.0, 4.0), (4, 1.0, 16.0), (5, 1.0, 30.0), (500, 1.0, 30.0), (2, 0.0, 3.0)],
)
def test_waits_longer_after_each_failure_up_to_a_cap(failures: int, chance: float, expected: float) -> None:
    assert reconnect_delay(failures, BotSettings(), chance=chance) == expected


@pytest.mark.parametrize(
    "url", ["ws://openws.work.weixin.qq.com", "http://127.0.0.1", "ws://10.0.0.4:8080", "", "wss://"]
)
def test_an_address_that_would_send_the_secret_in_the_clear_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        BotSettings(url)


@pytest.mark.parametrize(
    "url", ["wss://ws.example.com", "ws://127.0.0.1:8701", "ws://localhost:8701/bot", "ws://[::1]:9"]
)
def test_addresses_of_a_private_deployment_and_of_this_machine_are_taken(url: str) -> None:
    assert BotSettings(url).websocket_url == url
