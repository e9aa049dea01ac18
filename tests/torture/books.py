"""What must hold after every step of a conversation, whoever said what: read from the database alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, func, select

from core.delivery import CHANNELS
from core.say import Choice, undrawn, units16
from core.texts.clauses import LIMIT
from data import obligations, standings
from data.database import Session
from data.models import Campaign, Obligation, Submission
from tests.torture.glance import Glance, document

BLAMES = re.compile("vi phạm|từ chối|trả lại|bạn |phê bình|trừ điểm", re.IGNORECASE)
_OFFICERS_OWN = "Thông báo của"  # words of whatever length
SLIP = re.compile(r"None|\(\)|“”|\{|\}|  |\bnull\b")


@dataclass(frozen=True)
class Part:
    """A draft, or a version that was handed in, as far as nothing of it may be lost."""

    id: int
    person_id: int
    state: str
    fields: dict[str, Any]
    files: tuple[int, ...]
    asks_again: bool = False


@dataclass
class Books:
    """What is in hand of everybody."""

    drafts: dict[int, Part] = field(default_factory=dict)
    submissions: dict[int, Part] = field(default_factory=dict)
    answered: set[tuple[int, int]] = field(default_factory=set)  # an announcement, and who said that it was read
    composed: dict[int, str] = field(default_factory=dict)
    posted: set[int] = field(default_factory=set)

    @property
    def held(self) -> set[int]:
        """Every file that is in some report or announcement."""
        parts = [*self.drafts.values(), *self.submissions.values()]
        return self.posted | {one for part in parts for one in part.files}


@dataclass(frozen=True)
class Heard:
    id: int
    channel: str
    address: str
    kind: str
    text: str
    choices: tuple[Choice, ...]
    awaits: str  # what words said after it are for

    def __str__(self) -> str:
        return f"{self.channel} {self.address.partition(':')[2]}: {self.text!r}"


_DRAFTS = "SELECT id, person_id, state, answers, files, skipped FROM draft"
_SUBMISSIONS = "SELECT id, person_id, '', answers, files, '{}' FROM submission"
_ANSWERED = "SELECT broadcast_id, person_id FROM recipient WHERE answered_at IS NOT NULL"
_COMPOSED = "SELECT id, words FROM broadcast WHERE state <> 'dropped'"
_POSTED = "SELECT files FROM broadcast"
_LETTERS = """
SELECT outbox.id, chat.channel, chat.address, outbox.kind, text, choices
FROM outbox JOIN chat ON chat.id = outbox.chat_id WHERE outbox.id > ? ORDER BY outbox.id
"""


def books(glance: Glance) -> Books:
    answered, composed = {*glance.rows(_ANSWERED)}, dict(glance.rows(_COMPOSED))
    posted = {one for (files,) in glance.rows(_POSTED) for one in document(files).get("ids", ())}
    return Books(_parts(glance, _DRAFTS), _parts(glance, _SUBMISSIONS), answered, composed, posted)


def _parts(glance: Glance, statement: str) -> dict[int, Part]:
    return {row[0]: _part(*row) for row in glance.rows(statement)}


def _part(id: int, person: int, state: str, answers: str, files: str, skipped: str) -> Part:
    fields, ids = document(answers).get("fields", {}), document(files).get("ids", ())
    return Part(id, person, state, fields, tuple(ids), bool(document(skipped).get("ask")))


def heard_after(glance: Glance, letter: int) -> list[Heard]:
    return [_heard(*row) for row in glance.rows(_LETTERS, letter)]


def _heard(id: int, channel: str, address: str, kind: str, text: str, choices: str) -> Heard:
    awaits = (document(choices).get("awaits") or {}).get("action", "")
    return Heard(id, channel, address, kind, text, offered(choices), awaits)


def offered(choices: str) -> tuple[Choice, ...]:
    return tuple(Choice(one["label"], one["action"], one["args"]) for one in document(choices).get("items", ()))


def other_units(glance: Glance) -> list[str]:
    """Names that nobody in An Hòa is to hear; its superior's is none of them."""
    theirs = "SELECT name FROM unit WHERE mark <> 'AH' AND id NOT IN (SELECT parent_id FROM unit WHERE parent_id > 0)"
    return [name for (name,) in glance.rows(theirs)]


def files_by_hash(glance: Glance) -> dict[str, int]:
    return dict(glance.rows("SELECT sha256, id FROM file WHERE sha256 <> ''"))


# -- what was said -------------------------------------------------------------------------------------------------


def slips(heard: Heard, of_unit: bool, others: Sequence[str]) -> Iterator[str]:
    """`of_unit`: to somebody who hands in for An Hòa."""
    text = heard.text
    if SLIP.search(text):
        yield f"a slip: {text!r}"
    if not of_unit:
        return
    said = undrawn(text, heard.choices, CHANNELS[heard.channel])
    if units16(said) > LIMIT and not text.startswith(_OFFICERS_OWN):
        yield f"{units16(said)} units: {text!r}"
    if BLAMES.search(text):
        yield f"blames: {text!r}"
    if any(name in text for name in others):
        yield f"of another unit: {text!r}"


# -- what was given ------------------------------------------------------------------------------------------------


def lost(before: Books, after: Books, speakers: set[int]) -> Iterator[str]:
    """Nothing accepted is gone: what stood in a draft stands there, or in the report that came of it. A draft changes
    by the words of its own person only."""
    for number, was in before.drafts.items():
        now = after.drafts.get(number)
        if now is None:
            yield f"draft {number} is gone"
        elif was.state != "done":
            yield from _of_draft(was, now, before, after, speakers)
    for number, had in before.submissions.items():
        if gone := had.fields.keys() - after.submissions[number].fields.keys():
            yield f"submission {number} lost {gone}"
    if unsaid := before.answered - after.answered:
        yield f"announcements have lost the answers {unsaid}"
    if emptied := [
        number for number, words in before.composed.items() if words and not after.composed.get(number, "-")
    ]:
        yield f"announcements {emptied} have lost their words"
    asked_again = {one for draft in before.drafts.values() if draft.asks_again for one in draft.files}
    if gone_files := before.held - after.held - asked_again:
        yield f"files {gone_files} are in no report any more"


def _of_draft(was: Part, now: Part, before: Books, after: Books, speakers: set[int]) -> Iterator[str]:
    if gone := {key for key in was.fields if key not in now.fields and not key.startswith("_")}:
        yield f"draft {was.id} lost {gone}"
    if was.person_id not in speakers and (was.fields, was.files) != (now.fields, now.files):
        yield f"draft {was.id} changed while its person said nothing"
    if now.state == "done" and not any(_has(one, was) for one in _new(before, after)):
        yield f"draft {was.id} was done with, and is whole in no report"


def _new(before: Books, after: Books) -> list[Part]:
    return [one for number, one in after.submissions.items() if number not in before.submissions]


def _has(version: Part, draft: Part) -> bool:
    """Of "nothing happened" no number counts."""
    wanted = {} if "_nil" in version.fields else draft.fields
    whole = all(version.fields.get(key) == value for key, value in wanted.items() if not key.startswith("_"))
    return version.person_id == draft.person_id and whole and set(draft.files) <= set(version.files)


# -- what is never so ----------------------------------------------------------------------------------------------


@dataclass
class Counted:
    """What was compared last: it is compared again only where anything of it has changed."""

    units: dict[int, list[Any]] = field(default_factory=dict)
    asked: list[Any] = field(default_factory=list)


_RAISED = "SELECT id, raw, handled_at, code FROM inbox WHERE handled_at IS NULL OR code <> ''"
_TWICE = "SELECT unit_id, number FROM submission GROUP BY unit_id, number HAVING COUNT(*) > 1"
_OWED = "SELECT unit_id, * FROM obligation ORDER BY id"
_VERSIONS = "SELECT unit_id, * FROM submission ORDER BY id"
_ASKED = ("SELECT * FROM deliverable ORDER BY id", "SELECT * FROM campaign ORDER BY id")


async def faults(session: Session, glance: Glance, counted: Counted) -> list[str]:
    raised = [f"inbox {id} ({raw}): handled {at}, code {code!r}" for id, raw, at, code in glance.rows(_RAISED)]
    twice = [f"two receipts have the code {code}" for code in glance.rows(_TWICE)]
    now = _standing(glance)
    changed = [unit for unit, rows in now.units.items() if now.asked != counted.asked or counted.units[unit] != rows]
    counted.units, counted.asked = now.units, now.asked
    return [*raised, *twice, *(await _reports(session, changed)), *(await _numbers(session) if changed else ())]


def _standing(glance: Glance) -> Counted:
    units: dict[int, list[Any]] = {}
    for statement in (_OWED, _VERSIONS):
        for unit, *row in glance.rows(statement):
            units.setdefault(unit, []).append(row)
    return Counted(units, [glance.rows(statement) for statement in _ASKED])


async def _reports(session: Session, units: Sequence[int]) -> list[str]:
    rows = select(Submission).where(col(Submission.unit_id).in_(units)).order_by(col(Submission.id))
    submissions = (await session.exec(rows)).all() if units else ()
    found = []
    for owed in await obligations.of_units(session, units):
        versions = [one for one in submissions if one.obligation_id == owed.id]
        numbers, stored = [one.version for one in versions], owed.obligation
        if numbers != list(range(1, stored.version + 1)):
            found.append(f"obligation {owed.id} has versions {numbers} and counts {stored.version}")
        state = obligations.state(owed, versions)
        if (str(state.workflow), str(state.timeliness)) != (stored.workflow, stored.timeliness):
            found.append(f"obligation {owed.id} is {stored.workflow}, {stored.timeliness}, and should be {state}")
    return found


async def _numbers(session: Session) -> list[str]:
    """On time, late, returned, missing and exempt share out what is expected."""
    found = []
    for one in (await session.exec(select(Campaign).where(col(Campaign.opened_at).is_not(None)))).all():
        assert one.opened_at is not None
        for standing in await standings.standing(session, one.id or 0, one.opened_at):
            owed = select(func.count(col(Obligation.id))).where(Obligation.deliverable_id == standing.deliverable.id)
            expected = (await session.exec(owed)).one()
            if not standing.tally.adds_up or standing.tally.expected != expected:
                found.append(f"{standing.deliverable.name}: {standing.tally} of {expected}")
    return found
