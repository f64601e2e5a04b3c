"""What one person does at the app, each operation many times over one connection; the product's CPU time for one."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from bench import words
from bench.desk import API, Bar, Card, Desk, Named, PlanSeen, Sync
from bench.exchange_plan import make_file, make_network_file
from bench.http_client import Answer, UnexpectedAnswer, expect
from bench.scheduling import make_plan

SEED = 7
SETTLE_SECONDS = 0.3
WARM_UP = 10
SMALL_COLUMN = 20
CHANGES_MISSED = 10
DRAGGED_TASKS, DRAGGED_LINKS = 10_000, 17_000

Numbers = dict[str, float]
Step = Callable[[int], Answer]
"""Does the operation once, for the so-manieth time."""


@dataclass(frozen=True, slots=True)
class Operation:
    """``prepare`` is not counted."""

    name: str
    count: int
    prepare: Callable[[Desk], Step]


def measure(operation: Operation, desk: Desk, *, is_quick: bool) -> Numbers:
    """CPU time of one, what it takes on the clock, and how large the answer is."""
    count = max(10, operation.count // 5) if is_quick else operation.count
    step = operation.prepare(desk)
    for index in range(WARM_UP):
        step(index)
    time.sleep(SETTLE_SECONDS)
    before, started, size = desk.server.cpu_ms(), time.perf_counter(), 0
    for index in range(WARM_UP, WARM_UP + count):
        size = step(index).size
    elapsed = time.perf_counter() - started
    time.sleep(SETTLE_SECONDS)
    numbers = {"cpu_ms": (desk.server.cpu_ms() - before) / count, "wall_ms": elapsed * 1000 / count}
    return numbers | ({"gzip_bytes": size} if operation.name == "board_first_screen" else {})


# Reading ------------------------------------------------------------------------------------------------------------


def _board(desk: Desk) -> Step:
    counts = [part.total for part in desk.read_board().columns]
    if len(counts) != 5 or min(counts) < 30:
        raise UnexpectedAnswer(f"a board of {counts} cards")
    return lambda _: desk.get(f"/projects/{desk.project_id}/board?limit=30")


def _all_tasks(desk: Desk) -> Step:
    return lambda _: desk.get(f"/projects/{desk.project_id}/tasks?limit=10000")


def _first_tasks(desk: Desk) -> Step:
    orders = ("number", "due_date", "priority", "updated_at")
    return lambda index: desk.get(f"/projects/{desk.project_id}/tasks?limit=100&sort={orders[index % len(orders)]}")


def _task(desk: Desk) -> Step:
    chosen = random.Random(SEED).choices([card for column in desk.cards for card in column], k=5_000)
    return lambda index: desk.get(f"/tasks/{chosen[index].id}")


def _sync(desk: Desk) -> Step:
    """Ten cards have been moved by somebody else since the page was last in step."""
    seq = desk.read_board().seq
    for card in random.Random(SEED).sample(desk.read_column(desk.columns[0]), CHANGES_MISSED):
        desk.post(f"/tasks/{card.id}/move", {"column_id": desk.columns[1], "version": card.version})

    def step(_: int) -> Answer:
        return desk.get(f"/sync?since={seq}&project_id={desk.project_id}")

    missed = msgspec.json.decode(step(0).body, type=Sync)
    if missed.reset or len(missed.changes) < CHANGES_MISSED:
        raise UnexpectedAnswer(f"{len(missed.changes)} changes")
    return step


# Writing ------------------------------------------------------------------------------------------------------------


def _create(desk: Desk) -> Step:
    chance = random.Random(SEED)
    titles = words.titles(5_000, chance=chance)
    return lambda index: desk.post(
        f"/projects/{desk.project_id}/tasks",
        {
            "title": titles[index],
            "column_id": desk.columns[0],
            "assignee_id": desk.member_id,
            "priority": "high",
            "duration_days": 3,
            "due_date": f"2027-03-{chance.randint(1, 28):02}",
        },
        status=201,
    )


def _move_large(desk: Desk) -> Step:
    return _mover(desk, random.Random(SEED), desk.columns[0], desk.columns[1])


def _move_small(desk: Desk) -> Step:
    """The same in a further column of the same project that holds twenty cards."""
    made = desk.post(
        f"/projects/{desk.project_id}/columns",
        {"name": "本周", "status": "open", "wip_limit": None, "after_id": None},
        status=201,
    )
    column_id = msgspec.json.decode(made.body, type=Named).id
    for card in desk.read_column(desk.columns[0])[:SMALL_COLUMN]:
        desk.post(f"/tasks/{card.id}/move", {"column_id": column_id, "version": card.version})
    return _mover(desk, random.Random(SEED), column_id, desk.columns[1])


def _mover(desk: Desk, chance: random.Random, home: str, other: str) -> Step:
    """Three times a random card goes to a random place: inside its column, into another one, and back home."""
    cards = {home: list(desk.read_column(home)), other: list(desk.read_column(other))}

    def step(index: int) -> Answer:
        origin = other if index % 3 == 2 else home
        target = other if index % 3 == 1 else home
        # What goes home is what has just left it, so that the columns keep their sizes.
        card = cards[origin].pop() if index % 3 == 2 else cards[origin].pop(chance.randrange(len(cards[origin])))
        behind = chance.choice(cards[target])
        answer = desk.post(
            f"/tasks/{card.id}/move", {"column_id": target, "after_id": behind.id, "version": card.version}
        )
        cards[target].append(msgspec.json.decode(answer.body, type=Card))
        return answer

    return step


def _import(desk: Desk) -> Step:
    """The dry run of a file: read, placed, compared; the bytes are kept, the plan stays as it is."""
    made = msgspec.json.decode(desk.post("/projects", {"name": "导入"}, status=201).body, type=Named)
    path, data = f"{API}/projects/{made.id}/plan/import?name=plan.xml", make_file()
    return lambda _: expect(desk.connection.request("POST", path, data), 201)


def _drag(desk: Desk) -> Step:
    """What a bar put elsewhere would move, in a plan of 10,000 tasks and 17,000 links."""
    made = msgspec.json.decode(desk.post("/projects", {"name": "一万项任务"}, status=201).body, type=Named)
    path = f"{API}/projects/{made.id}/plan/import?name=plan.xml"
    data = make_network_file(make_plan(DRAGGED_TASKS, DRAGGED_LINKS))
    kept = msgspec.json.decode(expect(desk.connection.request("POST", path, data), 201).body, type=Bar)
    desk.post(f"/plan-imports/{kept.id}/apply", {})
    planned = msgspec.json.decode(desk.get(f"/projects/{made.id}/plan").body, type=PlanSeen)
    starts = [(task.id, task.planned_start) for task in planned.tasks if task.planned_start is not None]
    bars = random.Random(SEED).choices(starts, k=5_000)

    def step(index: int) -> Answer:
        task_id, start = bars[index]
        edit = {"task_id": task_id, "start": (start + timedelta(days=1 + index % 9)).isoformat()}
        return desk.post(f"/projects/{made.id}/plan/dry-run", {"changes": [edit]})

    return step


OPERATIONS = (
    Operation("board_first_screen", 200, _board),
    Operation("tasks_all", 30, _all_tasks),
    Operation("tasks_first_100", 300, _first_tasks),
    Operation("task_read", 600, _task),
    Operation("task_create", 300, _create),
    Operation("card_move_2000", 300, _move_large),
    Operation("card_move_20", 300, _move_small),
    Operation("sync_after_10", 500, _sync),
    Operation("mspdi_import_5000", 20, _import),
    Operation("plan_drag_10000", 200, _drag),
)
