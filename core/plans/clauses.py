"""A line's dates, each with the words that are its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.plans.dates import Found, dates_in
from core.plans.proposal import Evidence
from core.plans.structure import Passage

_NAME = re.compile(r"[“\"][^“”\"\d]{3,80}[”\"]")  # 'Gửi người lính' is what a contest is called


_CUE = re.compile(r"\b(?:truoc|nhat|han|het|chot|den|trong|tu|cu|gui|nop)\b|^\(\s*(?:ng[au][yv]\s*)?$")


@dataclass(frozen=True)
class Clause:
    """A date and the words it has to itself: from the end of the date before it, to the next one.

    A month alone parts nothing: 'Báo cáo tháng 6 - trước 28/6'.
    """

    passage: Passage
    found: Found
    before: str
    after: str
    start: int
    sentence: tuple[int, int]

    @property
    def said(self) -> str:
        """The words before it, as they are written."""
        return self.passage.text[self.start : self.found.start]

    @property
    def evidence(self) -> Evidence:
        start, end = self.sentence
        return Evidence(self.passage.line, self.passage.text[start:end].strip())


def _is_aside(seen: str, other: Found, one: Found) -> bool:
    """'(đã học ngày 16/01/2019)': a date in brackets that are closed before this one, and no deadline."""
    opened, closed = seen.rfind("(", 0, other.start), seen.find(")", other.end, one.start)
    if opened < 0 or closed < 0 or ")" in seen[opened : other.start]:
        return False
    return not _CUE.search(seen[opened : other.start])


def clauses(passage: Passage, year: int | None, anchor: date | None) -> Iterator[Clause]:
    spans = list(passage.sentences())
    found = dates_in(passage.text, year, anchor)
    seen = _NAME.sub(lambda name: "“" + "_" * (len(name[0]) - 2) + "”", passage.plain)
    for at, one in enumerate(found):
        start, end = next((span for span in spans if span[0] <= one.start < span[1]), (0, len(passage.text)))
        if passage.cells:
            start = passage.text.rfind(" | ", 0, one.start) + 1 or start
        walls = (other for other in found[:at] if other.end <= one.start and not other.month_only)
        left = max([start, *(other.end for other in walls if not _is_aside(passage.plain, other, one))])
        right = min([end, *(other.start for other in found[at + 1 :] if not other.month_only)])
        yield Clause(passage, one, seen[left : one.start], seen[one.end : right], left, (start, end))
