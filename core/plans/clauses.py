"""A line's dates, each with the words that are its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.plans.dates import Found, dates_in
from core.plans.proposal import Evidence
from core.plans.structure import Passage


@dataclass(frozen=True)
class Clause:
    """A date and the words it has to itself: from the end of the date before it, to the next one."""

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


def clauses(passage: Passage, year: int | None, anchor: date | None) -> Iterator[Clause]:
    spans = list(passage.sentences())
    found = dates_in(passage.text, year, anchor)
    for at, one in enumerate(found):
        start, end = next((span for span in spans if span[0] <= one.start < span[1]), (0, len(passage.text)))
        if passage.cells:
            start = passage.text.rfind(" | ", 0, one.start) + 1 or start
        left = max([start, *(other.end for other in found[:at] if other.end <= one.start)])
        right = min([end, *(other.start for other in found[at + 1 :])])
        yield Clause(passage, one, passage.plain[left : one.start], passage.plain[one.end : right], left, (start, end))
