"""Sixteen people at once for a while: eight reads for two writes, each waiting for the answer before the next."""

import random
import threading
import time
from dataclasses import dataclass, field

import msgspec

from bench.desk import Card, Desk, sit_down
from bench.http_client import Answer, UnexpectedAnswer
from bench.installation import Server

CONNECTIONS = 16
SECONDS, QUICK_SECONDS = 20.0, 5.0
DECK = ("task",) * 8 + ("sync",) * 4 + ("list",) * 2 + ("board",) * 2 + ("move",) * 2 + ("create", "comment")
"""One round of twenty requests; every person plays it in an order of their own."""


@dataclass(slots=True)
class Person:
    """Works on cards that nobody else touches, as people mostly do."""

    desk: Desk
    cards: list[Card]
    chance: random.Random
    seq: int
    done: int = field(default=0, init=False)
    failed: int = field(default=0, init=False)
    waits_ms: list[float] = field(default_factory=list[float], init=False)

    def work(self, until: float) -> None:
        deck = list(DECK)
        while True:
            self.chance.shuffle(deck)
            for name in deck:
                started = time.perf_counter()
                if started >= until:
                    return
                try:
                    self._do(name)
                except (UnexpectedAnswer, OSError):
                    self.failed += 1
                self.done += 1
                self.waits_ms.append((time.perf_counter() - started) * 1000)

    def _do(self, name: str) -> None:
        project = f"/projects/{self.desk.project_id}"
        place = self.chance.randrange(len(self.cards))
        card = self.cards[place]
        match name:
            case "task":
                self.desk.get(f"/tasks/{card.id}")
            case "sync":
                # The stream tells a page that something is new; it asks for that and no more.
                answer = self.desk.get(f"/sync?since={self.seq}&project_id={self.desk.project_id}")
                self.seq = msgspec.json.decode(answer.body, type=_Seen).seq
            case "list":
                self.desk.get(f"{project}/tasks?limit=100&sort=due_date")
            case "board":
                self.seq = self.desk.read_board().seq
            case "move":
                column_id = self.chance.choice(self.desk.columns)
                self._keep(place, self._post(f"/tasks/{card.id}/move", column_id=column_id, version=card.version))
            case "create":
                created = self._post(
                    f"{project}/tasks",
                    201,
                    title="补充一项检查",
                    assignee_id=self.desk.member_id,
                    due_date="2027-03-12",
                )
                self.cards.append(msgspec.json.decode(created.body, type=Card))
            case _:
                self._post(f"/tasks/{card.id}/comments", 201, text="已确认,明天给结果。")

    def _post(self, path: str, status: int = 200, **body: object) -> Answer:
        return self.desk.post(path, body, status=status)

    def _keep(self, place: int, answer: Answer) -> None:
        self.cards[place] = msgspec.json.decode(answer.body, type=Card)


class _Seen(msgspec.Struct):
    seq: int


def measure_mixed(server: Server, sessions: tuple[tuple[str, str], ...], *, is_quick: bool) -> dict[str, float]:
    """CPU time for a request, how many failed, how many a second."""
    people = _gather(server, sessions)
    seconds = QUICK_SECONDS if is_quick else SECONDS
    before, started = server.cpu_ms(), time.perf_counter()
    threads = [threading.Thread(target=person.work, args=(started + seconds,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed, spent = time.perf_counter() - started, server.cpu_ms() - before
    for person in people:
        person.desk.connection.close()
    done = sum(person.done for person in people)
    waits = sorted(wait for person in people for wait in person.waits_ms)
    return {
        "cpu_ms": spent / done,
        "failed": sum(person.failed for person in people),
        "rps": done / elapsed,
        "p95_ms": waits[int(len(waits) * 0.95)],
    }


def _gather(server: Server, sessions: tuple[tuple[str, str], ...]) -> list[Person]:
    first = sit_down(server, member_id=sessions[0][0], token=sessions[0][1])
    cards = [card for column in first.cards for card in column]
    random.Random(CONNECTIONS).shuffle(cards)
    people: list[Person] = []
    for number, (member_id, token) in enumerate(sessions[:CONNECTIONS]):
        desk = sit_down(server, member_id=member_id, token=token, with_cards=False)
        people.append(Person(desk, cards[number::CONNECTIONS], random.Random(number), desk.read_board().seq))
    return people
