"""What we build on: pinned, allowed, listed, and free of any registry's name."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tools.licences import THIRD_PARTY, Package, is_allowed, npm_packages, pins, python_packages

ROOT = Path(__file__).resolve().parents[2]
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
BUILD_LOCK = ROOT / "requirements-build.lock"
NPM_LOCK = ROOT / "clients" / "package-lock.json"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]+\])?==([^\s;]+)")


def asked_for(requirements: list[str]) -> dict[str, str]:
    matches = [REQUIREMENT.match(requirement) for requirement in requirements]
    assert None not in matches, f"pin exactly: {requirements}"
    return {match[1].lower().replace("_", "-"): match[2] for match in matches if match}


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        (RUN_LOCK, PROJECT["project"]["dependencies"]),
        (BUILD_LOCK, PROJECT["dependency-groups"]["build"]),
        (TEST_LOCK, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
    ids=["run", "build", "test"],
)
def test_the_lock_pins_what_the_project_asks_for(lock: Path, requirements: list[str]) -> None:
    pinned = pins(lock)

    assert {name: pinned.get(name) for name in asked_for(requirements)} == asked_for(requirements)


def test_nothing_is_pinned_twice_with_different_versions() -> None:
    some, all_of_them = [*pins(RUN_LOCK).items(), *pins(BUILD_LOCK).items()], pins(TEST_LOCK)

    assert [(name, version) for name, version in some if all_of_them.get(name) != version] == []


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK, BUILD_LOCK], ids=["run", "test", "build"])
def test_a_python_lock_names_no_registry(lock: Path) -> None:
    assert re.findall(r".*(?:https?://|file:).*", lock.read_text()) == []


def test_the_npm_lock_names_no_registry() -> None:
    packages = json.loads(NPM_LOCK.read_text())["packages"]

    # A workspace is resolved to its folder.
    assert [path for path, entry in packages.items() if "://" in entry.get("resolved", "")] == []
    assert len(packages) > 50


def test_every_python_package_may_be_used() -> None:
    assert [package for package in python_packages(TEST_LOCK) if not package.is_allowed] == []


def test_every_npm_package_may_be_used() -> None:
    assert [package for package in npm_packages(with_tools=True) if not package.is_allowed] == []


def test_what_is_passed_on_is_listed() -> None:
    page = THIRD_PARTY.read_text(encoding="utf-8")
    passed_on = [*npm_packages(with_tools=False), *python_packages(RUN_LOCK)]

    assert [package for package in passed_on if f"| {package.name} | {package.version} |" not in page] == []
    assert len(passed_on) > 30


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("(Apache-2.0 AND MIT)", True),
        ("GPL-2.0-only OR MIT AND LGPL-3.0-only", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_or_not(expression: str, expected: bool) -> None:
    assert is_allowed(expression) is expected
    assert Package("some", "1", expression).is_allowed is expected


def test_an_exception_is_for_one_package_only() -> None:
    assert Package("psycopg", "3", "LGPL-3.0-only").is_allowed
    assert not Package("other", "3", "LGPL-3.0-only").is_allowed


def test_an_inexact_requirement_is_refused() -> None:
    with pytest.raises(AssertionError, match="pin exactly"):
        asked_for(["msgspec>=0.22"])
