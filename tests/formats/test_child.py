"""A file is read in a process of its own: whatever it does there, one sentence can be said about it here."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.plans.lines import Line, Place
from data.formats import child
from data.formats.gate import Refused, Why
from tests.formats import hostile
from tests.formats.papers import listed, paragraph, row, run, table, word
from tests.formats.pdfs import pdf, written

Keep = Callable[[bytes], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    return place


async def why(path: Path, folder: Path, name: str = "ke-hoach.docx") -> Why:
    with pytest.raises(Refused) as refused:
        await child.read(path, name, folder)
    return refused.value.why


async def test_lines_come_back_as_they_were_read(kept: Keep, folder: Path) -> None:
    body = paragraph(run("KẾ HOẠCH", "<w:b/>")) + table(row("Việc", "Hạn")) + paragraph(run("20/6", "<w:vanish/>"))
    assert await child.read(kept(word(body)), "ke-hoach.docx", folder) == [
        Line("KẾ HOẠCH", bold=True),
        Line("Việc | Hạn", Place.TABLE, ("Việc", "Hạn"), 1),
        Line("20/6", Place.HIDDEN),
    ]


async def test_a_pdf_too(kept: Keep, folder: Path) -> None:
    assert await child.read(kept(pdf(written("KẾ HOẠCH"))), "a.pdf", folder) == [Line("KẾ HOẠCH", page=1)]


async def test_a_small_text_needs_no_child(kept: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_PROGRAM", "raise SystemExit(1)")
    assert await child.read(kept("KẾ HOẠCH".encode()), "a.txt", folder) == [Line("KẾ HOẠCH")]


async def test_a_large_text_has_one(kept: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SMALL_TEXT", 8)
    assert await child.read(kept("KẾ HOẠCH".encode()), "a.txt", folder) == [Line("KẾ HOẠCH")]
    monkeypatch.setattr(child, "_PROGRAM", "raise SystemExit(1)")
    assert await why(kept("KẾ HOẠCH".encode()), folder, "a.txt") is Why.BROKEN


async def test_a_path_is_found_from_where_the_bot_runs(
    kept: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(word(paragraph("KẾ HOẠCH")))
    monkeypatch.chdir(path.parent)
    assert await child.read(Path(path.name), "ke-hoach.docx", folder) == [Line("KẾ HOẠCH")]


async def test_a_refusal_in_the_child_is_heard_outside(kept: Keep, folder: Path) -> None:
    assert await why(kept(hostile.crowded(2001)), folder) is Why.BOMB


async def test_a_document_without_a_word_is_empty(kept: Keep, folder: Path) -> None:
    assert await why(kept(word(paragraph(""))), folder) is Why.EMPTY


async def test_a_drawing_that_fills_the_memory_is_refused(kept: Keep, folder: Path) -> None:
    assert await why(kept(hostile.pdf_bomb(600)), folder, "a.pdf") in (Why.BOMB, Why.BROKEN)


async def test_a_list_nested_in_itself_ends(kept: Keep, folder: Path) -> None:
    circle = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    raw = word(paragraph("x", properties='<w:pStyle w:val="A"/>') + listed("y"), styles=circle, numbering="")
    assert len(await child.read(kept(raw), "a.docx", folder)) == 2


EVIL = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from core.plans.lines import Line
from data.formats import child_main

def evil(path):
    {deed}
    return [Line("done")]

child_main._reader = lambda kind: evil
child_main.main(Path(sys.argv[2]), sys.argv[3])
"""


@pytest.fixture
def evil(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A parser that was talked into something."""
    return lambda deed: monkeypatch.setattr(child, "_PROGRAM", EVIL.format(deed=deed))


async def test_a_parser_that_does_nothing_bad_is_let_do_it(
    kept: Keep, folder: Path, evil: Callable[[str], None]
) -> None:
    evil("Path(path).read_bytes()")
    assert await child.read(kept(word("")), "a.docx", folder) == [Line("done")]


@pytest.mark.parametrize(
    ("label", "deed"),
    [
        ("reads the settings", "open(sys.argv[1] + '/.env.example').read()"),
        ("reads another's file", "(path.parent / 'work' / 'other').read_text()"),
        ("reads who lives here", "open('/etc/passwd').read()"),
        ("reads its parent's environment", "open('/proc/%d/environ' % __import__('os').getppid()).read()"),
        ("calls somebody", "__import__('socket').create_connection(('127.0.0.1', 9))"),
        ("calls quietly", "__import__('socket').socket()"),
        ("starts a program", "__import__('subprocess').run(['true'])"),
        ("starts one by the shell", "__import__('os').system('true')"),
        ("becomes two", "__import__('os').fork()"),
        ("writes beside the file", "open(path.parent / 'mine', 'w')"),
        ("takes the file away", "path.unlink()"),
        ("dies", "__import__('os')._exit(7)"),
        ("kills itself", "__import__('resource').setrlimit(0, (0, 0)) or [x for x in iter(int, 1)]"),
        ("says what it likes", "print('{{}}')"),
        ("says what has no end", "print('[' * 200_000) or sys.stdout.flush() or __import__('os')._exit(0)"),
        ("promises more than it says", "print('x') or sys.stdout.flush() or __import__('os')._exit(0)"),
    ],
)
async def test_a_parser_talked_into_something_gets_nowhere(
    kept: Keep, folder: Path, evil: Callable[[str], None], label: str, deed: str
) -> None:
    path = kept(word(""))
    (folder / "other").write_text("another's")
    evil(deed)
    assert await why(path, folder) in (Why.BROKEN, Why.TOO_SLOW), label
    assert path.exists()
    assert [one.name for one in path.parent.iterdir() if one.name not in ("sent", "work")] == []


async def test_the_child_knows_no_secret(
    kept: Keep, folder: Path, evil: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "secret")
    evil("import os; return [Line(' '.join(sorted(os.environ)))]")
    assert [line.text for line in await child.read(kept(word("")), "a.docx", folder)] in (["LANG"], ["LANG LC_CTYPE"])


async def test_one_that_takes_too_long_is_ended(
    kept: Keep, folder: Path, evil: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "WALL_SECONDS", 0.5)
    evil("open(0).read() or __import__('threading').Event().wait()")
    assert await why(kept(word("")), folder) is Why.TOO_SLOW


async def test_one_that_says_too_much_is_ended(
    kept: Keep, folder: Path, evil: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "MOST_OUTPUT", 100_000)
    evil("return [Line('a' * 200_000)]")
    assert await why(kept(word("")), folder) is Why.TOO_BIG


HOLDS_A_PIPE = """
    held = open(path.parent / 'pipe', 'w')
    held.write('x')
    held.flush()
    __import__('threading').Event().wait()
"""


async def test_who_gives_up_waiting_leaves_no_child_behind(
    kept: Keep, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe ends when, and only when, its writer is gone."""
    os.mkfifo(tmp_path / "pipe")
    unfenced = "from data.formats import fence\nfence.close = lambda path: None\n"
    evil = EVIL.format(deed=HOLDS_A_PIPE.strip())
    monkeypatch.setattr(child, "_PROGRAM", evil.replace("child_main._reader", f"{unfenced}child_main._reader"))
    async with asyncio.TaskGroup() as both:
        reading = both.create_task(child.read(kept(word("")), "a.docx", folder))
        pipe = await asyncio.to_thread((tmp_path / "pipe").open)
        assert await asyncio.to_thread(pipe.read, 1) == "x"
        reading.cancel()
        assert await asyncio.to_thread(pipe.read) == ""
    pipe.close()
