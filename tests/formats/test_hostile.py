"""Some 360 documents made to do harm: each is read, or refused by one name, and nothing else happens.

Here those that take no time, opened in this process; `make documents` gives all of them, and mutants, to children.
"""

from pathlib import Path

import pytest

from core.plans.lines import Line
from core.texts.plans import WHY
from data.formats import child
from data.formats.refusal import Refused
from tests.formats.bad import LINES, Answer, Bad, faults, told
from tests.formats.corpus import CORPUS, resident

AT_ONCE = [bad for bad in CORPUS if not bad.heavy]
MOST_GROWTH = 20 * 1024 * 1024


def test_there_are_many_and_no_two_alike() -> None:
    assert len({bad.label for bad in CORPUS}) == len(CORPUS) > 350


def test_there_is_a_sentence_for_each_answer() -> None:
    assert {str(answer) for bad in CORPUS for answer in bad.answers} - {LINES} <= set(WHY)


@pytest.mark.parametrize("bad", AT_ONCE, ids=lambda bad: bad.label)
def test_it_is_read_or_refused_by_one_name(tmp_path: Path, bad: Bad) -> None:
    path = tmp_path / "sent"
    path.write_bytes(bad.make())
    answer, lines = told(path, bad.name)
    assert answer in bad.answers
    assert faults(lines) == []


@pytest.mark.parametrize("label", ["5,000 tables in one another", "pages in a circle", "31,000 lines"])
async def test_the_parent_is_unharmed(tmp_path: Path, label: str) -> None:
    (bad,) = (bad for bad in CORPUS if bad.label == label)
    (tmp_path / "sent").write_bytes(bad.make())
    before = resident()
    assert await answered(tmp_path, bad.name) in bad.answers
    assert resident() - before <= MOST_GROWTH


async def answered(folder: Path, name: str) -> Answer:
    (folder / "work").mkdir()
    try:
        lines = await child.read(folder / "sent", name, folder / "work")
    except Refused as refused:
        return refused.why
    return LINES if not faults(lines) else "faulty lines"


@pytest.mark.parametrize(
    "line", [Line("20\u202e/5"), Line("a" * 10_001), Line("a\x07"), Line("a\ud800"), Line("", cells=("",) * 101)]
)
def test_the_judge_knows_a_fault(line: Line) -> None:
    """The sabotage twin: lines that nobody should meet."""
    assert faults([line])
    assert faults([Line("Kế hoạch | 20/5", cells=("Kế hoạch", "20/5"), table=1)] * 2) == []
