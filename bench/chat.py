"""The chat under load: fifty groups, thirty messages a minute in each, through the real protocol.

The platform is the sandbox in a process of its own. A message's time runs from the frame that brings it to the bot to
the frame that brings the answer, both as the platform's end of the connection saw them.
"""

import random
import threading
import time
from dataclasses import dataclass
from itertools import cycle

import msgspec

from bench import dataset, words
from bench.installation import BOT_ID, BOT_NAME, BOT_SECRET, Installation, serving, tell
from quncheng.entry.wiring import assemble, installation_of
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import queries
from quncheng.features.tasks.types import TaskFilter, TaskSort
from quncheng.runtime.db import Session
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.control_types import FrameView

PER_MINUTE = 30
SECONDS, QUICK_SECONDS = 60.0, 15.0
POLL_SECONDS = 4.0
POLL_FRAMES = 1000
LAST_ANSWERS_SECONDS = 5.0
WARM_UP = 40
OPEN_STATUSES = (TaskStatus.OPEN, TaskStatus.IN_PROGRESS)
SENTENCES = (
    "#{number} 做到{percent}%了",
    "#{number} 完成{percent}%,预计下周三完成",
    "我的任务",
    "#{number} 进度{percent}%,细节还在调整",
    "#{number} 卡住了,等供应商报价",
    "项目进度",
    "#{number} 可以继续了,{percent}%",
    "今天有哪些逾期任务",
    "#{number} 做完了",
)
PLANNING = "新增任务 补充{area}{work},负责人{name},下周五前"
PLAN_EVERY = 10


class _Headers(msgspec.Struct):
    req_id: str = ""


class _Frame(msgspec.Struct):
    cmd: str = ""
    headers: _Headers = msgspec.field(default_factory=_Headers)


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody will say in a group."""

    account: str
    chat_id: str
    text: str


def plant(url: str) -> ControlClient:
    """The organization of the data set in an empty sandbox; everybody has spoken to the bot before."""
    control = ControlClient(url)
    control.create_organization("晨光零售")
    for index, name in enumerate(words.names(dataset.MEMBERS)):
        control.create_member(dataset.account_of(index), name)
    control.create_bot(BOT_NAME, bot_id=BOT_ID, secret=BOT_SECRET)
    for index in range(dataset.GROUPS):
        accounts = [dataset.account_of(member) for member in dataset.group_members(index)]
        control.create_group(dataset.project_name(index), accounts, chat_id=dataset.group_of(index))
        control.add_bot(dataset.group_of(index), BOT_ID)
    for index in range(dataset.MEMBERS):
        control.say(dataset.account_of(index), BOT_ID, text="你好")
    return control


def measure_chat(
    installation: Installation, control: ControlClient, *, sandbox_url: str, is_quick: bool
) -> dict[str, float]:
    """CPU time of the product for a message, and how long people wait."""
    seconds = QUICK_SECONDS if is_quick else SECONDS
    lines = _write_lines(installation, count=int(seconds * dataset.GROUPS * PER_MINUTE / 60))
    with serving(installation, sandbox_url=sandbox_url) as server:
        _wait_for_bot(control)
        _warm_up(control)
        watch = _FrameWatch(sandbox_url)
        watch.start()
        before = server.cpu_ms()
        late = _speak(control, lines)
        time.sleep(LAST_ANSWERS_SECONDS)
        spent = server.cpu_ms() - before
        waits = watch.finish()
        memory = server.pss_mb()
    unanswered = len(lines) - len(waits)
    numbers = {
        "cpu_ms": spent / len(lines),
        "p50_ms": _share(waits, 0.5),
        "p95_ms": _share(waits + [LAST_ANSWERS_SECONDS * 1000] * unanswered, 0.95),
        "messages": len(lines),
        "unanswered": unanswered,
        "loaded_mb": memory,
    }
    tell(f"chat_roundtrip {numbers}; said up to {late * 1000:.0f} ms late")
    return numbers


def _speak(control: ControlClient, lines: list[Line]) -> float:
    """Everybody in turn at an even pace; how late the latest was."""
    started, late = time.monotonic(), 0.0
    for index, line in enumerate(lines):
        planned = started + index * 60 / (dataset.GROUPS * PER_MINUTE)
        pause = planned - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        late = max(late, -pause)
        control.say(line.account, line.chat_id, text=f"@{BOT_NAME} {line.text}")
    return late


def _write_lines(installation: Installation, *, count: int) -> list[Line]:
    """Reports about own tasks, questions, and now and then a new task of the manager; group by group in turn."""
    product = assemble(installation.settings())
    org_id = installation_of(product).org_id
    groups = range(dataset.GROUPS)
    own = product.database.read(org_id, lambda session: [_list_own(session, index) for index in groups])
    product.close()
    chance = random.Random(dataset.SEED)
    turns = [cycle(chance.sample(tasks, len(tasks))) for tasks in own]
    lines: list[Line] = []
    for index in range(count):
        group, turn = index % dataset.GROUPS, index // dataset.GROUPS
        account, number = next(turns[group])
        if turn % PLAN_EVERY == PLAN_EVERY - 1:
            account, sentence = dataset.account_of(0), PLANNING
        else:
            sentence = SENTENCES[(turn + group) % len(SENTENCES)]
        said = sentence.format(
            number=number,
            percent=chance.randrange(10, 95, 5),
            area=chance.choice(words.AREAS),
            work=chance.choice(words.WORKS),
            name=words.names(dataset.MEMBERS)[dataset.group_members(group)[1]],
        )
        lines.append(Line(account, dataset.group_of(group), said))
    return lines


def _list_own(session: Session, group: int) -> list[tuple[str, int]]:
    """Open tasks of a group's project, each with the account of who does it."""
    names = words.names(dataset.MEMBERS)
    ids = {member.name: member.id for member in people.list_members(session)}
    accounts = {ids[names[index]]: dataset.account_of(index) for index in dataset.group_members(group)}
    manager = people.get_member(session, ids[dataset.MANAGER])
    visible = projects.list_visible(session, manager)
    project_id = next(project.id for project, _ in visible if project.name == dataset.project_name(group))
    narrowed = TaskFilter(statuses=OPEN_STATUSES, assignee_ids=tuple(accounts))
    page = queries.list_tasks(
        session, project_id, narrowed, sort=TaskSort.NUMBER, is_descending=False, cursor=None, limit=100
    )
    return [(accounts[str(task.assignee_id)], task.number) for task in page.items]


def _wait_for_bot(control: ControlClient) -> None:
    """Raises TimeoutError when the bot does not connect."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if any(bot.is_connected for bot in control.get_organization().bots):
            return
        time.sleep(0.1)
    raise TimeoutError("the bot has not connected")


def _warm_up(control: ControlClient) -> None:
    """Each kind of sentence in private, where it does not use up a group's allowance."""
    for index in range(WARM_UP):
        text = SENTENCES[index % len(SENTENCES)].format(number=index + 1, percent=50)
        control.say(dataset.account_of(index), BOT_ID, text=text)
        time.sleep(0.05)
    time.sleep(1.0)


def _share(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


class _FrameWatch(threading.Thread):
    """Reads the platform's log of frames before it forgets them, and pairs messages with answers."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._control = ControlClient(url)
        self._is_over = threading.Event()
        self._asked: dict[str, float] = {}
        self._answered: dict[str, float] = {}
        self._begins_at = self._control.now()

    def run(self) -> None:
        while not self._is_over.wait(POLL_SECONDS):
            self._look()

    def finish(self) -> list[float]:
        """Milliseconds from each message to its first answer."""
        self._is_over.set()
        self.join()
        self._look()
        self._control.close()
        return [(self._answered[one] - at) * 1000 for one, at in self._asked.items() if one in self._answered]

    def _look(self) -> None:
        for seen in self._control.frames(BOT_ID, limit=POLL_FRAMES):
            if seen.at >= self._begins_at:
                self._note(seen)

    def _note(self, seen: FrameView) -> None:
        frame = msgspec.json.decode(seen.text, type=_Frame)
        if frame.cmd == "aibot_msg_callback":
            self._asked.setdefault(frame.headers.req_id, seen.at)
        elif frame.cmd == "aibot_respond_msg":
            self._answered.setdefault(frame.headers.req_id, seen.at)
