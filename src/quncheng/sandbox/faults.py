"""Bad luck on order: what the next frames or calls of a bot, app or robot will meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    ANSWER = "answer"
    """A command or call is not carried out but answered with ``errcode``."""
    LOSE = "lose"
    """A command is neither carried out nor answered."""
    SILENCE_ACKS = "silence_acks"
    """A command is carried out, its acknowledgement is lost."""
    SILENCE_PINGS = "silence_pings"
    """A ping gets no acknowledgement."""
    DELAY = "delay"
    """A frame or answer of the platform comes ``seconds`` later; others overtake it."""
    DUPLICATE = "duplicate"
    """A callback is sent twice."""
    REORDER = "reorder"
    """``count`` callbacks are held back, then sent last first."""
    REFUSE_CONNECTION = "refuse_connection"
    """A WebSocket handshake is refused."""


@dataclass(slots=True)
class Fault:
    """``count`` is how often it still happens; nothing means until it is cleared. ``command`` narrows it."""

    kind: FaultKind
    count: int | None = 1
    command: str | None = None
    errcode: int = -1
    errmsg: str = "system busy"
    seconds: float = 0.0


class Faults:
    """Faults by target: a bot's id, ``app:AGENTID`` or a robot's key."""

    def __init__(self) -> None:
        self._faults: dict[str, list[Fault]] = {}

    def add(self, target: str, fault: Fault) -> None:
        self._faults.setdefault(target, []).append(fault)

    def clear(self, target: str | None = None) -> None:
        if target is None:
            self._faults.clear()
        else:
            self._faults.pop(target, None)

    def listed(self, target: str) -> Iterable[Fault]:
        return tuple(self._faults.get(target, ()))

    def take(self, target: str, kind: FaultKind, *, command: str = "") -> Fault | None:
        """The first fault that applies, used up by one."""
        waiting = self._faults.get(target, [])
        for fault in waiting:
            if fault.kind is kind and fault.command in (None, command):
                if fault.count is not None:
                    fault.count -= 1
                    if fault.count <= 0:
                        waiting.remove(fault)
                return fault
        return None
