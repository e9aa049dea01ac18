"""Every sentence said to people lives in core/texts, where a proof-reader finds it. Words that are read need not."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.reading import CODE, ROOT, modules, plant

SPEAK_OR_READ = (
    "core/texts/",
    "core/plans/",
    "core/behalf.py",
    "core/mailbox.py",
    "data/formats/",
    "core/describing.py",
    "core/freeline.py",
    "core/numbers.py",
    "core/spelling.py",
    "core/understanding.py",
    "core/vietnamese.py",
    "bot/demo_data.py",
    "bot/rehearsal/names.py",
)
PAGES = ("*.html", "*.js", "*.css", "*.svg")
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def vietnamese(text: str) -> bool:
    """Has a letter that English has not: đ, or one with an accent, composed or not."""
    return any(
        letter > "\x7f" and (unicodedata.combining(letter) or unicodedata.name(letter, "").startswith("LATIN"))
        for letter in text
    )


def spoken_elsewhere(root: Path) -> list[str]:
    return [
        f"{module.path}:{line} {string!r}"
        for module in modules(root)
        if not module.at(SPEAK_OR_READ)
        for line, string in _strings(module.tree)
        if vietnamese(string)
    ]


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """String constants, those in f-strings too. A string that stands alone is a docstring and may quote people."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def spoken_by_pages(root: Path) -> list[str]:
    """Pages take their sentences from core.texts.pages."""
    files = (file for folder in CODE for kind in PAGES for file in sorted((root / folder).rglob(kind)))
    return [
        f"{file.relative_to(root)} {line.strip()!r}"
        for file in files
        for line in COMMENT.sub("", file.read_text()).splitlines()
        if vietnamese(line)
    ]


def test_code_says_nothing_of_its_own() -> None:
    assert spoken_elsewhere(ROOT) == []


def test_pages_say_nothing_of_their_own() -> None:
    assert spoken_by_pages(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "turn.say(Say('Đã nhận'))",
        "text = f'{name} đã nộp'",
        "text = 'a' 'ă'",
        "LABEL = {'state': 'chờ'}",
        f"text = '{unicodedata.normalize('NFD', 'chờ')}'",
    ],
)
def test_a_sentence_in_code_is_caught(tmp_path: Path, source: str) -> None:
    plant(tmp_path, "handlers/report.py", source)
    assert len(spoken_elsewhere(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bot/web/templates/chat.html", "<button>Gửi</button>"),
        ("bot/web/static/chat.js", 'say("https://example.vn/", "Gửi")'),
    ],
)
def test_a_sentence_in_a_page_is_caught(tmp_path: Path, path: str, source: str) -> None:
    plant(tmp_path, path, source)
    assert len(spoken_by_pages(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("handlers/report.py", '"""Answers “nộp”."""\n# chiều nay\nsign = "• … ½"'),
        ("core/texts/work.py", "text = 'Đã nhận'"),
        ("core/plans/lines.py", "WORDS = ('chậm nhất',)"),
    ],
)
def test_quotes_in_docstrings_and_word_lists_are_not(tmp_path: Path, path: str, source: str) -> None:
    plant(tmp_path, path, source)
    assert spoken_elsewhere(tmp_path) == []
