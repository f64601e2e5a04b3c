"""The OpenAPI document holds what the server does, and nothing it allows makes the server stumble."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from tests.http.stories import Project, read, start_project
from tests.support.served import Served

EXAMPLES = 5
LEFT_OUT = ("stream", "sign_out", "end_session", "revoke_token")
"""What never ends, and what would sign the tester out."""


class Operation(msgspec.Struct, rename="camel"):
    operation_id: str
    responses: dict[str, object]


class Document(msgspec.Struct):
    openapi: str
    paths: dict[str, dict[str, Operation]]


def test_operations_have_stable_names_and_answer_problems(served: Served) -> None:
    document = msgspec.json.decode(served.stranger().get("/openapi.json").content, type=Document)
    operations = [one for methods in document.paths.values() for one in methods.values()]

    assert document.openapi == "3.1.0"
    assert [name for name, count in Counter(one.operation_id for one in operations).items() if count > 1] == []
    assert {"list_tasks", "create_task", "move_task", "sync", "read_board"} <= {one.operation_id for one in operations}
    assert [one.operation_id for one in operations if "default" not in one.responses] == []


def real_identifiers(served: Served, project: Project) -> dict[str, str]:
    """So that the generated requests get past the first lookup."""
    made = project.add("登录页", assignee_id=served.members["李雷"], duration_days=3)
    second = project.add("联调", duration_days=2)
    link: dict[str, object] = {"predecessor_id": made.id, "successor_id": second.id}
    asked: dict[str, object] = {"changes": {"duration_days": 5}, "reason": "x"}
    posts: dict[str, tuple[str, dict[str, object]]] = {
        "comment_id": (f"/tasks/{made.id}/comments", {"text": "x"}),
        "item_id": (f"/tasks/{made.id}/checklist", {"text": "x"}),
        "dependency_id": (f"/projects/{project.id}/dependencies", link),
        "report_id": (f"/projects/{project.id}/reports", {}),
        "request_id": (f"/tasks/{made.id}/change-requests", asked),
    }
    found = {name: str(read(project.manager.post(path, json=body))["id"]) for name, (path, body) in posts.items()}
    return found | {
        "task_id": made.id,
        "project_id": project.id,
        "member_id": served.members["李雷"],
        "column_id": project.columns["受阻"],
    }


@pytest.mark.slow
def test_nothing_the_document_allows_makes_the_server_stumble(served: Served, tmp_path: Path) -> None:
    known = real_identifiers(served, start_project(served))
    parameters = "\n".join(f'"path.{name}" = "{value}"' for name, value in known.items())
    (tmp_path / "schemathesis.toml").write_text(f"[parameters]\n{parameters}\n")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(tmp_path / "schemathesis.toml"), "run"),
        *(f"{served.base_url}/api/v1/openapi.json", "--url", served.base_url, "--checks", "not_a_server_error"),
        *("--phases", "fuzzing", "--max-examples", str(EXAMPLES), "--seed", "1"),
        *("--generation-database", "none", "--no-color", "--max-failures", "5"),
        *("--header", f"Authorization: Bearer {served.token_of('林珊')}"),
        *(part for name in LEFT_OUT for part in ("--exclude-operation-id", name)),
    ]

    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)

    assert ran.returncode == 0, ran.stdout[-6_000:] + ran.stderr[-2_000:]
    assert re.search(r"\b\d{3} passed", ran.stdout) is not None
