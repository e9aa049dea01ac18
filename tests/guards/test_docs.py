"""A command nobody can read about does not exist."""

from pathlib import Path

import pytest

from core.roles import MENUS, Role
from core.texts.help import COMMANDS, help_for
from core.vietnamese import fold
from tests.guards.reading import ROOT

IN_MENUS = sorted({command for menu in MENUS.values() for command in menu})
EXPLAINS_ITSELF = "trogiup"


MERGING = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_carries_the_marks_of_a_merge(page: Path) -> None:
    """Code that carries them does not run; a page says nothing."""
    assert [line for line in page.read_text().splitlines() if line.startswith(MERGING)] == []


@pytest.mark.parametrize("page", ["README.md", "docs/huong-dan.md"])
def test_every_command_is_in(page: str) -> None:
    text = (ROOT / page).read_text()
    assert [command for command in IN_MENUS if f"/{command}" not in text] == []


def test_every_command_says_in_a_menu_what_it_does() -> None:
    assert [command for command in IN_MENUS if not COMMANDS.get(command)] == []


@pytest.mark.parametrize("role", Role)
def test_help_names_the_words_of_its_own_menu(role: Role) -> None:
    said = fold(help_for(role)).replace(" ", "")
    assert [word for word in MENUS[role] if word not in said and word != EXPLAINS_ITSELF] == []


@pytest.mark.parametrize("role", Role)
def test_a_menu_has_at_most_seven_commands(role: Role) -> None:
    assert len(MENUS[role]) <= 7
