"""Webhook addresses of group robots: checked against this installation's platform, sealed, opened for sending."""

from urllib.parse import urlsplit

from quncheng.features.bindings.errors import RobotAddressInvalid
from quncheng.features.bindings.types import Bot
from quncheng.providers.wecom.group_robot import to_robot_address
from quncheng.providers.wecom.robot_provider import RobotProvider
from quncheng.providers.wecom.settings import AddressError
from quncheng.runtime.secrets import SecretBox

PURPOSE = "wecom.robot_address"


class SealedRobots:
    """Implements ``features.bindings.types.RobotVault``."""

    def __init__(self, secrets: SecretBox, *, api_url: str) -> None:
        self._secrets = secrets
        self._platform = urlsplit(api_url).netloc

    def seal(self, address: str, *, org_id: str) -> str:
        """Only this installation's platform is ever posted to, whatever is entered. Raises RobotAddressInvalid."""
        try:
            to_robot_address(address)
        except AddressError as error:
            raise RobotAddressInvalid(platform=self._platform) from error
        if urlsplit(address.strip()).netloc != self._platform:
            raise RobotAddressInvalid(platform=self._platform)
        return self._secrets.seal(address.strip(), org_id=org_id, purpose=PURPOSE)

    def open(self, robot: Bot, *, org_id: str) -> RobotProvider:
        """The robot, ready to send. Raises SecretUnreadable."""
        return RobotProvider(to_robot_address(self._secrets.open(robot.sealed_secret, org_id=org_id, purpose=PURPOSE)))
