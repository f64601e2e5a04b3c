"""One sentence per rule about calendars."""

from quncheng.features.calendars.errors import OnlyForOwner
from quncheng.features.people.policy import is_administrator
from quncheng.features.people.types import Member


def check_may_change_own(caller: Member, *, member_id: str) -> None:
    """A person's calendar is changed by that person or by an administrator. Raises OnlyForOwner."""
    if caller.id != member_id and not is_administrator(caller):
        raise OnlyForOwner
