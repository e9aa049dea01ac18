"""What people type is never part of a statement: it is bound to it."""

import ast
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pytest

from data import people
from data.models import Person
from tests.data.books import Books
from tests.guards.reading import ROOT, modules, plant

TAKES_SQL = ("text", "exec_driver_sql", "execute", "executemany", "executescript", "literal_column", "DDL")


def spliced(root: Path) -> list[str]:
    """Statements put together out of strings; a PRAGMA, which takes no bound values, may be made of constants."""
    return [
        f"{module.path}:{call.lineno} {ast.unparse(call)}"
        for module in modules(root, ("data",))
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _name(call) in TAKES_SQL and any(_is_spliced(arg) for arg in call.args[:1])
    ]


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _is_spliced(argument: ast.expr) -> bool:
    match argument:
        case ast.JoinedStr(values=[ast.Constant(value=str(words)), *_]) if words.startswith("PRAGMA "):
            return False
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Mod() | ast.Add()):
            return any(isinstance(part, ast.Constant | ast.JoinedStr) for part in ast.walk(argument))
        case ast.Call(func=ast.Attribute(attr="format" | "join" | "replace" | "format_map")):
            return True
    return False


def test_no_statement_is_put_together_out_of_strings() -> None:
    assert spliced(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "text(f'SELECT * FROM person WHERE name = {name}')",
        "sqlalchemy.text('SELECT * FROM person ORDER BY %s' % column)",
        "connection.exec_driver_sql('DELETE FROM ' + table)",
        "cursor.execute('SELECT {}'.format(column))",
        "connection.exec_driver_sql(' AND '.join(conditions))",
        "literal_column(f'{table}.id')",
    ],
)
def test_one_that_is_would_be_seen(tmp_path: Path, source: str) -> None:
    plant(tmp_path, "data/search.py", source)
    assert len(spliced(tmp_path)) == 1


@pytest.mark.parametrize(
    "source", ["text('until IS NULL')", "session.execute(select(Person))", "cursor.execute(f'PRAGMA {pragma}')"]
)
def test_what_is_harmless_is_allowed(tmp_path: Path, source: str) -> None:
    plant(tmp_path, "data/search.py", source)
    assert spliced(tmp_path) == []


OPENINGS = ("", "'", '"', "')", "1", "%", "\\", "mai' ", "Đặng’ ", "$1", ":name", "?", "{0}", "%(name)s")
MIDDLES = ("", " OR 1=1", " UNION SELECT phone FROM person", "; DROP TABLE person", " AND sleep(9)", "||(SELECT 1)")
ENDINGS = ("", "--", " #", "/*", ";", "\n")


def hostile(number: int) -> Iterator[str]:
    return islice(("".join(parts) for parts in product(OPENINGS, MIDDLES, ENDINGS)), number)


async def test_hostile_text_comes_back_as_it_was_typed(books: Books) -> None:
    typed = list(hostile(500))
    await books.add_many(Person, [{"name": text, "phone": text} for text in typed])
    assert [(person.name, person.phone) for person in await books.all(Person)] == [(text, text) for text in typed]


async def test_hostile_text_finds_nothing_but_itself(books: Books) -> None:
    for text in list(hostile(500))[::25]:
        assert await books.read(people.speaker, text, text) is None
        met = await books(people.meet, "web", text, False)
        found = await books.read(people.speaker, "web", text)
        assert found is not None
        assert found.chat.id == met.chat.id
