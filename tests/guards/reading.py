"""Reading the source for the guards. Each guard is a function over a folder, so that a test can plant a bad file."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("core", "data", "handlers", "scheduler", "bot")


@dataclass(frozen=True)
class Module:
    path: str  # as in handlers/report.py
    tree: ast.Module

    def at(self, path: tuple[str, ...]) -> bool:
        """Is this module one of these files, or in one of these folders (which end with a slash)?"""
        return any(self.path.startswith(home) if home.endswith("/") else self.path == home for home in path)


def modules(root: Path, folders: tuple[str, ...] = CODE) -> Iterator[Module]:
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            yield Module(file.relative_to(root).as_posix(), _parsed(file.read_text()))


@cache  # several guards read the same files
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every module imported, wherever that happens; names taken out of one are not looked at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def plant(root: Path, path: str, source: str) -> None:
    """A bad file, to see that the guard catches it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source)
