"""The licences of everything we build on: which are allowed, and THIRD_PARTY.md with those of what we pass on."""

import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = ROOT / "clients"
THIRD_PARTY = ROOT / "THIRD_PARTY.md"
ALLOWED = {
    "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "MPL-2.0", "OFL-1.1", "PSF-2.0",
    "Python-2.0", "Unlicense", "CC0-1.0", "CC-BY-4.0", "BlueOak-1.0.0", "Zlib",
}  # fmt: skip
EXCEPTIONS = {
    "psycopg": "LGPL-3.0-only: used as a separate, replaceable library and passed on unchanged",
    "psycopg-binary": "LGPL-3.0-only: used as a separate, replaceable library and passed on unchanged",
}
STATED_ELSEWHERE = {"resvg-py": "MIT"}
"""What the package's own licence file says where its metadata say nothing."""
SPELLINGS = (
    (r"mit( license)?|the mit license.*", "MIT"),
    (r"apache([ -]software)?[ -]?(license)?[ -]?(version )?(2\.0)?", "Apache-2.0"),
    (r"bsd 2-clause.*", "BSD-2-Clause"),
    (r"(new |modified |3-clause )?bsd( 3-clause)?( license)?", "BSD-3-Clause"),
    (r"mozilla public license 2\.0.*|mpl[ -]2\.0.*", "MPL-2.0"),
    (r"isc( license.*)?", "ISC"),
    (r"python software foundation license", "PSF-2.0"),
)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)(?:\s*;\s*(\S.*?))?\s*\\?$")
TEXT_NAMES = re.compile(r"(licen[sc]e|copying|notice)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Package:
    name: str
    version: str
    licence: str

    @property
    def is_allowed(self) -> bool:
        return self.name in EXCEPTIONS or is_allowed(self.licence)


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression leaves us a permitted choice; AND binds closer than OR."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return any(all(part.strip() in ALLOWED for part in re.split(r"\s+AND\s+", choice)) for choice in choices)


def python_packages(lock: Path) -> list[Package]:
    """Every package that the lock pins and this system installs."""
    found: list[Package] = []
    for name, version in pins(lock).items():
        installed = _find_distribution(name)
        if installed is not None:
            found.append(Package(name, version, _licence_of(installed)))
    return found


def pins(lock: Path) -> dict[str, str]:
    """Name → version of a lock file's lines."""
    matches = (PIN.match(line) for line in lock.read_text().splitlines())
    return {match[1]: match[2] for match in matches if match}


def npm_packages(*, with_tools: bool) -> list[Package]:
    """The packages of the clients; without the tools only those that end up in what we pass on."""
    lock = json.loads((CLIENTS / "package-lock.json").read_text())
    found: set[Package] = set()
    for path, entry in lock["packages"].items():
        is_ours = not path.startswith("node_modules/") or entry.get("link", False) or "@quncheng/" in path
        is_tool = any(entry.get(flag, False) for flag in ("dev", "devOptional", "peer"))
        if not is_ours and (with_tools or not is_tool):
            name = path.rsplit("node_modules/", 1)[-1]
            found.add(Package(name, entry["version"], entry.get("license", "unknown")))
    return sorted(found)


def third_party_page() -> str:
    """THIRD_PARTY.md: the tables, and the texts that the licences ask us to pass on."""
    bundled = npm_packages(with_tools=False)
    installed = python_packages(ROOT / "requirements.lock")
    lines = [
        "# Third-party licences",
        "",
        "Written by `python3 dev.py licences`. 群程 itself is under the Apache License 2.0 (see LICENSE).",
        "",
        "## In the web client",
        "",
        *_table(bundled),
        "",
        "## Python packages that it runs on",
        "",
        *_table(installed),
        *(f"\n{name}: {reason}." for name, reason in EXCEPTIONS.items()),
        "",
        "## Fonts and data",
        "",
        *(f"- `{path.relative_to(ROOT).as_posix()}`" for path in sorted((ROOT / "src").rglob("OFL*"))),
        "",
        "## Texts",
        "",
    ]
    texts: dict[str, list[str]] = {}
    for package in bundled:
        texts.setdefault(_npm_text(package.name), []).append(package.name)
    for text, names in texts.items():
        lines += [f"### {', '.join(names)}", "", "```", text or "(no text in the package)", "```", ""]
    return "\n".join(lines)


def _table(packages: list[Package]) -> list[str]:
    rows = [f"| {package.name} | {package.version} | {package.licence} |" for package in packages]
    return ["| package | version | licence |", "|---|---|---|", *rows]


def _npm_text(name: str) -> str:
    folder = CLIENTS / "node_modules" / name
    files = [path for path in sorted(folder.glob("*")) if path.is_file() and TEXT_NAMES.match(path.name)]
    return "\n\n".join(path.read_text(encoding="utf-8").strip().replace("```", "'''") for path in files)


def _find_distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except ModuleNotFoundError:  # pinned for another system
        return None


def _licence_of(package: Distribution) -> str:
    def said(field: str) -> list[str]:
        return [str(text) for text in package.metadata.get_all(field) or []]

    classifiers = [text.rsplit(" :: ", 1)[-1] for text in said("Classifier") if text.startswith("License ::")]
    by_hand = STATED_ELSEWHERE.get(package.name.lower().replace("_", "-"), "")
    licence_texts = [text.strip().split("\n")[0] for text in said("License")]
    stated = [*said("License-Expression"), by_hand, *licence_texts, *classifiers]
    return next((_normal(text) for text in stated if text), "unknown")


def _normal(text: str) -> str:
    for pattern, spdx in SPELLINGS:
        if re.fullmatch(pattern, text.strip(), re.IGNORECASE):
            return spdx
    return text.strip()


if __name__ == "__main__":
    page = third_party_page()
    THIRD_PARTY.write_text(page, encoding="utf-8")
    print(f"{THIRD_PARTY.relative_to(ROOT)} ({page.count(chr(10))} lines)", file=sys.stderr)
