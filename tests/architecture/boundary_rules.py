"""House rules about who may do what: the clock, SQL, commits, other features, logs."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Rule, Source, dotted, functions, imported_modules, is_python

USE_CASES = {"service", "parts", "planning", "scheduling", "writing", "bulk", "queries", "restoring", "administering"}
DOORS = USE_CASES | {"policy", "rules", "types", "events", "errors"}
"""Use cases (one story a file) and what they speak of; rules are pure and may be asked by anybody above."""
PRESENTING = {
    *("schemas", "lines", "wording", "cards", "notices", "picture", "impacts", "jobs"),
    *("chat", "chat_changes", "chat_links", "chat_questions", "wishes"),
}
"""How a feature shows itself: for what shows something itself."""
SHOWING = {
    *("schemas.py", "http.py", "cards.py", "notices.py", "lines.py", "answers.py"),
    *("chat.py", "chat_changes.py", "chat_links.py", "chat_questions.py"),
}
COMPOSING = {"conversation", "screens"}
"""The two features that put all the others before people."""
SQL_FILES = {"store.py", "store_parts.py", "store_plan.py", "tables.py"}
UNSCOPED = {"select", "insert", "update", "delete", "text"}
CROSSING = {"list_organization_ids"}
"""The only questions that may cross organizations."""
SQL_TEXT = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.DOTALL
)
CHANCE_AND_TIME = {
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "date.today", "datetime.date.today",
    "time.time", "time.time_ns", "uuid4", "uuid.uuid4", "uuid1", "uuid.uuid1", "os.urandom",
    "random.random", "random.choice", "random.choices", "random.randint", "random.uniform", "random.shuffle",
    "secrets.token_hex", "secrets.token_urlsafe", "secrets.token_bytes", "secrets.choice", "secrets.randbelow",
}  # fmt: skip
MADE_HERE = {"kit", "entry", "runtime"}
PURE = {"engine", "language", "features"}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "failure", "critical"}
EVENT_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
UNSPEAKABLE = {"secret", "password", "token", "cookie", "authorization", "credential", "credentials", "text", "body"}
UNSPEAKABLE_NAMES = {
    "api_key", "aes_key", "robot_key", "webhook_key", "encoding_aes_key", "webhook_url", "response_url", "content",
    "display_name", "member_name", "title", "phrase",
}  # fmt: skip
GATES = re.compile(
    r"(licen[sc]e_?key|premium|paid_plan|(?<!\w)edition|enterprise_(only|feature)|seat_(limit|count)|pro_plan|trial_(end|expir)"
    r"|subscription_tier|upgrade_required|专业版|旗舰版|企业版|高级版|付费版|试用期|会员专享|升级到)",
    re.IGNORECASE,
)


def any_type(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node) in {"Any", "typing.Any"}:
            yield node.lineno, "uses Any"


def foreign_door(source: Source) -> Iterator[tuple[int, str]]:
    for line, module in imported_modules(source.tree):
        parts = module.split(".")
        if parts[:2] != ["quncheng", "features"] or len(parts) < 4 or parts[2] == source.feature:
            continue
        name = source.path.rsplit("/", 1)[-1]
        is_showing = source.feature in COMPOSING or name in SHOWING
        is_join = name == "store.py" and parts[3] == "tables"
        if parts[3] not in DOORS and not (is_showing and parts[3] in PRESENTING) and not is_join:
            yield line, f"enters {parts[2]} through {parts[3]}, which is its own affair (docs/adr/0003)"


def sql_elsewhere(source: Source) -> Iterator[tuple[int, str]]:
    for line, module in imported_modules(source.tree):
        if module.split(".")[0] in {"sqlalchemy", "sqlite3", "psycopg"}:
            yield line, f"imports {module}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_TEXT.search(node.value):
            yield node.lineno, "holds SQL"


def unscoped_query(source: Source) -> Iterator[tuple[int, str]]:
    free = {node for function in functions(source.tree) if function.name in CROSSING for node in ast.walk(function)}
    free |= {node for built in source.tree.body if _is_built_once(built) for node in ast.walk(built)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
            for alias in node.names:
                if alias.name in UNSCOPED and alias.asname is not None:
                    yield node.lineno, f"renames {alias.name}"
        elif isinstance(node, ast.Call) and dotted(node.func) in UNSCOPED and node not in free:
            yield node.lineno, f"calls {dotted(node.func)}; the session's is scoped to the organization"
        elif isinstance(node, ast.Attribute) and node.attr == "connection" and node not in free:
            yield node.lineno, "goes round the session"


def _is_built_once(node: ast.stmt) -> bool:
    """A statement of the module that compares with ``ORG``, which the session fills in when it runs the statement."""
    return isinstance(node, ast.Assign) and any(
        isinstance(part, ast.Compare) and any(dotted(side) == "ORG" for side in part.comparators)
        for part in ast.walk(node)
    )


def stray_commit(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in {"commit", "rollback"} and not node.args:
            yield node.lineno, f"calls {node.func.attr}; only runtime ends a transaction"


def _defaults(tree: ast.AST) -> set[ast.AST]:
    found: set[ast.AST] = set()
    for function in functions(tree):
        for default in (*function.args.defaults, *function.args.kw_defaults):
            if default is not None:
                found.update(ast.walk(default))
    return found


def made_time(source: Source) -> Iterator[tuple[int, str]]:
    # The default of an argument is a seam: whoever calls can give another clock.
    allowed: set[ast.AST] = set() if source.package in PURE else _defaults(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and node not in allowed and dotted(node) in CHANCE_AND_TIME:
            yield node.lineno, f"{dotted(node)}: time, ids and chance come in as arguments"


def sleeping_test(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) in {"time.sleep", "asyncio.sleep", "sleep"}:
            is_yield = bool(node.args) and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
            if not is_yield:
                yield node.lineno, "sleeps instead of waiting for what it expects"


def told_secret(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        receiver = dotted(node.func.value).rsplit(".", 1)[-1].lower()
        if node.func.attr not in LOG_METHODS or "log" not in receiver:
            continue
        if not (node.args and _is_event_name(node.args[0])):
            yield node.lineno, "logs prose; a log line is an event's name and its fields"
        for keyword in node.keywords:
            if keyword.arg is not None and _is_unspeakable(keyword.arg):
                yield node.lineno, f"logs {keyword.arg}"
        for part in (*node.args[1:], *(keyword.value for keyword in node.keywords)):
            yield from ((node.lineno, f"logs {name}") for name in _names(part) if _is_unspeakable(name))


def _is_event_name(node: ast.AST) -> bool:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return EVENT_NAME.fullmatch(node.value) is not None


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and dotted(node.func) in {"len", "bool", "type"}:
        return
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Attribute) and child is node.value):
            yield from _names(child)


def _is_unspeakable(name: str) -> bool:
    lowered = name.lower().strip("_")
    return lowered in UNSPEAKABLE_NAMES or bool(UNSPEAKABLE & set(lowered.split("_")))


def gate(source: Source) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(source.text.split("\n"), 1):
        match = GATES.search(text)
        if match:
            yield number, f"smells of an edition or licence gate: {match.group()}"


def _is_product(source: Source) -> bool:
    return source.is_product and is_python(source)


def _holds_sql(source: Source) -> bool:
    name = source.path.rsplit("/", 1)[-1]
    return source.package == "runtime" or (source.package == "features" and name in SQL_FILES)


BOUNDARY_RULES = {
    "any_type": Rule(
        "No Any outside providers and the database driver's edge",
        lambda s: _is_product(s) and s.package != "providers" and s.path != "src/quncheng/runtime/db.py",
        any_type,
    ),
    "foreign_door": Rule(
        "Features meet at their doors (docs/adr/0003)", lambda s: s.package == "features", foreign_door
    ),
    "sql_elsewhere": Rule(
        "SQL only in store.py and runtime", lambda s: _is_product(s) and not _holds_sql(s), sql_elsewhere
    ),
    "unscoped_query": Rule(
        "Every query is scoped by organization", lambda s: s.package == "features" and _holds_sql(s), unscoped_query
    ),
    "stray_commit": Rule("Only runtime commits", lambda s: _is_product(s) and s.package != "runtime", stray_commit),
    "made_time": Rule(
        "Time, ids and chance come in as arguments", lambda s: _is_product(s) and s.package not in MADE_HERE, made_time
    ),
    "sleeping_test": Rule(
        "Tests never sleep", lambda s: s.is_test and not s.path.startswith("tests/support/"), sleeping_test
    ),
    "told_secret": Rule(
        "Logs are events with fields, without secrets and personal text",
        lambda s: _is_product(s) and s.path != "src/quncheng/runtime/telemetry.py",
        told_secret,
    ),
    "gate": Rule(
        "Nothing is gated by edition, seat or licence", lambda s: s.path.startswith(("src/", "clients/")), gate
    ),
}
