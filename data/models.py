"""Every table, in the words of the glossary. No rule lives here: rules are core's, queries are their modules'."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from data.types import Amount, BigId, Document, UtcDateTime

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = dict[str, Any]


class Row(SQLModel):
    """Ids are 64-bit, never used again, and never shown as a right to anything."""

    __table_args__: Any = {"sqlite_autoincrement": True}


def _id() -> Any:
    return Field(default=None, primary_key=True, sa_type=BigId)


def _ref(target: str, **more: Any) -> Any:
    return Field(foreign_key=target, sa_type=BigId, **more)


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


def _document() -> Any:
    return Field(default_factory=dict, sa_type=Document)


class Unit(Row, table=True):
    """Who owes reports: a node of the tree. `mark` opens its receipt codes; `paused_until`: no reminder before."""

    id: int | None = _id()
    name: str
    mark: str
    type: str = ""
    parent_id: int | None = _ref("unit.id", default=None, index=True)
    paused_until: datetime | None = _moment(default=None)


class Group(Row, table=True):
    """Units taken together beside the tree: cụm, khối."""

    __tablename__ = "unit_group"
    id: int | None = _id()
    name: str


class GroupUnit(Row, table=True):
    __tablename__ = "unit_group_unit"
    __table_args__ = ()
    group_id: int = _ref("unit_group.id", primary_key=True)
    unit_id: int = _ref("unit.id", primary_key=True, index=True)


class Person(Row, table=True):
    """`hour`: minutes after midnight at which reminders suit them best; None is the usual slot. `prefers`: the channel
    to write to first; "" is the one they came in by last. `digest`: a leader who wants the numbers each morning."""

    id: int | None = _id()
    name: str
    phone: str = ""
    email: str = ""
    hour: int | None = None
    prefers: str = ""
    digest: bool = False


class Seat(Row, table=True):
    """A role in a unit. People come and go; the seat and its history stay."""

    id: int | None = _id()
    unit_id: int = _ref("unit.id", index=True)
    group_id: int | None = _ref("unit_group.id", default=None)
    role: str
    title: str


class Holding(Row, table=True):
    """Who sits in a seat, from when to when."""

    __table_args__ = (
        Index("ix_holding_current", "person_id", "seat_id", unique=True, sqlite_where=text("until IS NULL"),
              postgresql_where=text("until IS NULL")),
        Index("ix_holding_seat", "seat_id", "until", "person_id"),  # who holds a seat is read from the index alone
        {"sqlite_autoincrement": True},
    )  # fmt: skip
    id: int | None = _id()
    seat_id: int = _ref("seat.id")
    person_id: int = _ref("person.id")
    since: datetime = _moment()
    until: datetime | None = _moment(default=None)


class Chat(Row, table=True):
    """A person's address on one channel, or a group's."""

    __table_args__ = (
        UniqueConstraint("channel", "address"),
        Index("ix_chat_person", "person_id", "gone_at"),  # whether somebody can be written to, without the row
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    channel: str
    address: str
    person_id: int | None = _ref("person.id", default=None)
    group: bool = False
    gone_at: datetime | None = _moment(default=None)


class Campaign(Row, table=True):
    """One plan: who asks, what it is called in letters, whom to call.

    `mailbox` is where its reports go by e-mail, once somebody answered from it; `forwards`: "handed_in" or "accepted".
    `by_mail_too`: the organiser ruled that units send the e-mail themselves (True) or need not (False).
    """

    id: int | None = _id()
    name: str
    short: str
    number: str = ""
    issuer: str
    speaker: str
    issued_on: date | None = None
    starts_on: date
    ends_on: date
    contact_name: str
    contact_phone: str
    opened_at: datetime | None = _moment(default=None)
    closed_at: datetime | None = _moment(default=None)
    notice_at: datetime | None = _moment(default=None)
    noticed_until: datetime | None = _moment(default=None)
    rungs: Json = _document()
    paused_until: datetime | None = _moment(default=None)
    mailbox: str = ""
    mailbox_verified_at: datetime | None = _moment(default=None)
    forwards: str = ""
    by_mail_too: bool | None = None


class Deliverable(Row, table=True):
    """What a campaign asks for, and of whom (`owners`: a rule of core.audience; `papers`: templates to fill in).

    The wording of its deadline is kept verbatim. A recurring one has a `rhythm` of core.periods; `period` is the one
    asked for now, and `opens_at` is when the next is to be opened. `kind`: a report; an activity (`event`: its days,
    hour, place, as core.activities keeps them); or open, which takes any number of entries and is never missing.
    `above`: the deadline of the level above, when units are asked earlier. A `restricted` one is seen by the people in
    `readers` alone, and what came is erased `erase_days` after its campaign ended.
    """

    id: int | None = _id()
    campaign_id: int = _ref("campaign.id", index=True)
    position: int
    kind: str = "report"
    name: str
    wording: str
    strict: datetime = _moment()
    lenient: datetime = _moment()
    hourly: bool = False
    form: Json = _document()
    owners: Json = _document()
    papers: Json = _document()
    rhythm: Json = _document()
    event: Json = _document()
    above: Json = _document()
    restricted: bool = False
    readers: Json = _document()
    erase_days: int | None = None
    period: str = ""
    opens_at: datetime | None = _moment(default=None, index=True)
    dropped_at: datetime | None = _moment(default=None)


_DUE = text("next_nudge_at IS NOT NULL")


class Obligation(Row, table=True):
    """Unit x deliverable x period: what is owed, written down in advance. The central row.

    `fixed_by` says who set its moments by hand (an extension); then `wording` and `hourly` are its own as well. Of a
    recurring report each period has its own wording. `opened_at`: since when its unit knows this date. `held_until`: a
    question about it waits with the organiser.

    Of an activity: `part` is "with" where another unit leads, `group_id` the cluster the unit answers for,
    `confirmed_at` when its owner said that it goes as planned, `put_off_at` when it was put off without a new day.
    `again_by`: until when a returned report is wanted back.
    """

    __table_args__ = (
        UniqueConstraint("unit_id", "deliverable_id", "period"),
        Index("ix_obligation_due", "next_nudge_at", sqlite_where=_DUE, postgresql_where=_DUE),
        Index(
            "ix_obligation_status", "deliverable_id", "period", "workflow", "timeliness", "promised_until", "unit_id"
        ),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    campaign_id: int = _ref("campaign.id", index=True)
    unit_id: int = _ref("unit.id")
    deliverable_id: int = _ref("deliverable.id")
    period: str = ""
    strict: datetime = _moment()
    lenient: datetime = _moment()
    workflow: str = "owed"
    timeliness: str = "none"
    version: int = 0
    opened_at: datetime = _moment()
    next_nudge_at: datetime | None = _moment(default=None)
    nudged_at: datetime | None = _moment(default=None)
    promised_until: datetime | None = _moment(default=None)
    held_until: datetime | None = _moment(default=None)
    fixed_by: str = ""
    wording: str = ""
    hourly: bool | None = None
    part: str = ""
    group_id: int | None = _ref("unit_group.id", default=None)
    confirmed_at: datetime | None = _moment(default=None)
    put_off_at: datetime | None = _moment(default=None)
    again_by: datetime | None = _moment(default=None)


_UNREVIEWED = text("verdict = '' AND withdrawn_at IS NULL")
_DECIDED = text("decided_by IS NOT NULL")
_NIL, _NIL_ON_SQLITE = text("nil AND withdrawn_at IS NULL"), text("nil = 1 AND withdrawn_at IS NULL")


class Submission(Row, table=True):
    """One version of what was handed in. `number` is what people say: AH-27.

    `source`: how it came when somebody else entered it (mail, phone, paper), `entered_by` who that was. `verdict`:
    accepted or returned, else not looked at; `viewing_until`: a reviewer has it in hand, in machine time. `ruling`: why
    the verdict of its timeliness was corrected. `nil`: it says that there was nothing to report.
    """

    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        UniqueConstraint("obligation_id", "version"),
        Index("ix_submission_decided", "decided_by", "decided_at", sqlite_where=_DECIDED, postgresql_where=_DECIDED),
        Index("ix_submission_nil", "campaign_id", "obligation_id", "version", sqlite_where=_NIL_ON_SQLITE,
              postgresql_where=_NIL),
        Index("ix_submission_unreviewed", "campaign_id", "id", sqlite_where=_UNREVIEWED,
              postgresql_where=_UNREVIEWED),
        {"sqlite_autoincrement": True},
    )  # fmt: skip
    id: int | None = _id()
    obligation_id: int = _ref("obligation.id")
    campaign_id: int = _ref("campaign.id")
    unit_id: int = _ref("unit.id")
    number: int
    version: int
    person_id: int = _ref("person.id")
    channel: str
    handed_at: datetime = _moment(index=True)
    late: bool = False
    answers: Json = _document()
    files: Json = _document()
    source: str = ""
    entered_by: int | None = _ref("person.id", default=None)
    verdict: str = ""
    decided_at: datetime | None = _moment(default=None)
    decided_by: int | None = _ref("person.id", default=None)
    viewing_by: int | None = _ref("person.id", default=None)
    viewing_until: datetime | None = _moment(default=None)
    withdrawn_at: datetime | None = _moment(default=None)
    ruling: str = ""
    nil: bool = False


_UNSETTLED = text("settled_at IS NULL")


class Remark(Row, table=True):
    """What is said about a submission, both ways. One with a `field` asks the unit for that part again ("" is the
    whole report), and is settled by a new version or by the reviewer."""

    __table_args__ = (
        Index("ix_remark_open", "submission_id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    submission_id: int = _ref("submission.id", index=True)
    person_id: int = _ref("person.id")
    field: str = ""
    asks: bool = False
    words: str
    made_at: datetime = _moment()
    settled_at: datetime | None = _moment(default=None)


_OPEN_DRAFT = text("state = 'open'")
_BEGUN = text("state != 'done'")


class Draft(Row, table=True):
    """The unfinished report. At most one open each; put aside, it waits until taken up again. `asked_at`: whether to
    send it was asked when it was complete and its deadline near."""

    __table_args__ = (
        Index("ix_draft_open", "person_id", unique=True, sqlite_where=_OPEN_DRAFT, postgresql_where=_OPEN_DRAFT),
        Index("ix_draft_begun", "obligation_id", sqlite_where=_BEGUN, postgresql_where=_BEGUN),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    person_id: int = _ref("person.id", index=True)
    obligation_id: int = _ref("obligation.id")
    from_version: int
    state: str = "open"
    answers: Json = _document()
    files: Json = _document()
    skipped: Json = _document()
    made_at: datetime = _moment()
    touched_at: datetime = _moment()
    complete_at: datetime | None = _moment(default=None)
    asked_at: datetime | None = _moment(default=None)


class File(Row, table=True):
    """Something sent: `known` (only its name), `here` (on disk under its hash), `lost`."""

    id: int | None = _id()
    name: str
    kind: str = ""
    size: int = 0
    sha256: str | None = Field(default=None, index=True)
    source: Json = _document()
    state: str = "known"
    person_id: int | None = _ref("person.id", default=None)
    made_at: datetime = _moment()


class Reading(Row, table=True):
    """A plan document on its way to a campaign: what was read from it, and what has been decided since.

    `state`: reading, then open or refused; at last started or dropped. `lines`: the text as it was read.
    """

    id: int | None = _id()
    file_id: int | None = _ref("file.id", default=None, index=True)
    chat_id: int = _ref("chat.id")
    person_id: int = _ref("person.id", index=True)
    state: str = "reading"
    kept: Json = _document()
    lines: Json = _document()
    answers: Json = _document()
    short: str = ""
    made_at: datetime = _moment()
    campaign_id: int | None = _ref("campaign.id", default=None, index=True)


class RosterImport(Row, table=True):
    """A list of units that was sent in: what was read from it. Nothing of it is written before somebody says so.

    `state`: reading, then open or refused; at last writing, written or dropped.
    """

    __tablename__ = "roster_import"
    id: int | None = _id()
    file_id: int | None = _ref("file.id", default=None, index=True)
    chat_id: int = _ref("chat.id")
    person_id: int = _ref("person.id", index=True)
    state: str = "reading"
    kept: Json = _document()
    made_at: datetime = _moment()


_OPEN_INCOMING = text("handled_at IS NULL")


class Incoming(Row, table=True):
    """The inbox: every update, kept before its channel is told that it arrived, handled exactly once."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "update_id"),
        Index("ix_inbox_open", "id", sqlite_where=_OPEN_INCOMING, postgresql_where=_OPEN_INCOMING),
        Index("ix_inbox_chat", "channel", "address", "id"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    channel: str
    update_id: str
    address: str = ""
    raw: Json = _document()
    received_at: datetime = _moment()
    kept_at: datetime = _moment()
    tries: int = 0
    handled_at: datetime | None = _moment(default=None)
    code: str = ""


_WAITING = text("closed_at IS NULL")
_SAID = text("seq IS NOT NULL")
_ANNOUNCES = text("broadcast_id IS NOT NULL")


class Letter(Row, table=True):
    """The outbox: one page to one chat. `not_before` is office time, `free_at` machine time. `broadcast_id`: of which
    announcement it is a page; what corrects one is none."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "channel", "lane", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_outbox_order", "chat_id", "lane", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_outbox_not_before", "not_before", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_outbox_seq", "chat_id", "seq", unique=True, sqlite_where=_SAID, postgresql_where=_SAID),
        Index("ix_outbox_once", "once", unique=True),
        Index("ix_outbox_broadcast", "broadcast_id", "person_id", sqlite_where=_ANNOUNCES, postgresql_where=_ANNOUNCES),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    channel: str
    chat_id: int = _ref("chat.id")
    person_id: int | None = _ref("person.id", default=None)
    broadcast_id: int | None = Field(default=None, sa_type=BigId)  # no reference back: each points at the other
    lane: int = 0
    kind: str = "say"
    text: str
    choices: Json = _document()
    files: Json = _document()
    replaces: int | None = _ref("outbox.id", default=None)
    once: str | None = None
    page: int = 1
    still: str = ""
    made_at: datetime = _moment()
    not_before: datetime = _moment()
    free_at: datetime = _moment()
    attempts: int = 0
    failures: int = 0
    sending: bool = False
    uncertain: bool = False
    closed_at: datetime | None = _moment(default=None)
    result: str = ""
    why: str = ""
    receipt_id: str = ""
    seq: int | None = None


class Errand(Row, table=True):
    """Slow work asked for in a turn, done afterwards outside any transaction."""

    __table_args__ = (
        Index("ix_errand_waiting", "free_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    kind: str
    args: Json = _document()
    chat_id: int | None = _ref("chat.id", default=None)
    made_at: datetime = _moment()
    free_at: datetime = _moment()
    attempts: int = 0
    closed_at: datetime | None = _moment(default=None)
    result: str = ""


CORRECTED = text("what = 'figure corrected'")


class Entry(Row, table=True):
    """The journal: who did what, when. Only ever added to."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_campaign", "campaign_id", "id"),
        Index("ix_journal_corrected", "campaign_id", "id", sqlite_where=CORRECTED, postgresql_where=CORRECTED),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    at: datetime = _moment()
    what: str
    person_id: int | None = _ref("person.id", default=None)
    campaign_id: int | None = _ref("campaign.id", default=None)
    obligation_id: int | None = _ref("obligation.id", default=None)
    detail: Json = _document()


class Promise(Row, table=True):
    id: int | None = _id()
    obligation_id: int = _ref("obligation.id", index=True)
    person_id: int = _ref("person.id")
    until: datetime = _moment()
    made_at: datetime = _moment()


class Target(Row, table=True):
    """A number that a plan wants reached. `unit`: as written; only numbers of the same measure count towards it.

    `way`: how it is reckoned (core.targets.Way). `stock`: a level that is held, of which each unit's latest figure
    counts; else all of its figures add up. `offered`: shares of units that were read and that nobody has agreed to yet.
    """

    id: int | None = _id()
    campaign_id: int = _ref("campaign.id", index=True)
    position: int
    what: str
    unit: str
    value: Decimal = Field(sa_type=Amount)
    way: str = "sum"
    stock: bool = False
    offered: Json = _document()
    dropped_at: datetime | None = _moment(default=None)


class TargetNumber(Row, table=True):
    """Which number of which report counts towards a target; no `field`: that the report came at all. `whole`: it tells
    everything since the beginning, so that a later one takes the place of all that was told before."""

    __tablename__ = "target_number"
    __table_args__ = (UniqueConstraint("target_id", "deliverable_id", "field"), {"sqlite_autoincrement": True})
    id: int | None = _id()
    target_id: int = _ref("target.id")
    deliverable_id: int = _ref("deliverable.id", index=True)
    field: str = ""
    whole: bool = False


class TargetShare(Row, table=True):
    """How much of a target a unit was given."""

    __tablename__ = "target_share"
    __table_args__ = ()
    target_id: int = _ref("target.id", primary_key=True)
    unit_id: int = _ref("unit.id", primary_key=True, index=True)
    value: Decimal = Field(sa_type=Amount)


_STALE = text("due_at IS NOT NULL")
_COMPOSED = text("state = 'draft'")


class Broadcast(Row, table=True):
    """An announcement: first the draft of it, at most one open each, then what has become of it.

    `state`: draft, waiting for its moment, sending, sent; or dropped. `whom`: a rule of core.whom; `asks`: what may be
    answered; `speaker`: in whose name it speaks; `wished_at`: when it is to go; `urgent`: in quiet hours too. `again`:
    who has not answered is asked once more by itself, at `again_at`; `reminded_at` is when somebody last was.
    `version` counts corrections, and in a draft every change.

    Letters are written a thousand people at a time: the cursors say how far, None that nothing is left to write.
    `cursor`: people, the first time; `mend_cursor`: letters, after a stop, a correction or a withdrawal;
    `again_cursor`: people, once more. `due_at`: look at it then. `began_at` is machine time.
    """

    __table_args__ = (
        Index("ix_broadcast_draft", "person_id", unique=True, sqlite_where=_COMPOSED, postgresql_where=_COMPOSED),
        Index("ix_broadcast_due", "due_at", sqlite_where=_STALE, postgresql_where=_STALE),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    person_id: int = _ref("person.id")
    chat_id: int = _ref("chat.id")
    state: str = "draft"
    words: str = ""
    files: Json = _document()
    whom: Json = _document()
    asks: Json = _document()
    speaker: Json = _document()
    urgent: bool = False
    again: bool = True
    version: int = 0
    made_at: datetime = _moment()
    touched_at: datetime = _moment()
    wished_at: datetime | None = _moment(default=None)
    due_at: datetime | None = _moment(default=None)
    sent_at: datetime | None = _moment(default=None)
    began_at: datetime | None = _moment(default=None)
    again_at: datetime | None = _moment(default=None)
    reminded_at: datetime | None = _moment(default=None)
    stopped_at: datetime | None = _moment(default=None)
    corrected_at: datetime | None = _moment(default=None)
    withdrawn_at: datetime | None = _moment(default=None)
    cursor: int | None = Field(default=None, sa_type=BigId)
    mend_cursor: int | None = Field(default=None, sa_type=BigId)
    again_cursor: int | None = Field(default=None, sa_type=BigId)
    letter_id: int | None = _ref("outbox.id", default=None)


class Recipient(Row, table=True):
    """Somebody an announcement is for, once however many seats they hold: by what chat they were written to, None
    where there was none, and what they answered: the place of it among the choices, from 0."""

    __table_args__ = ()
    broadcast_id: int = _ref("broadcast.id", primary_key=True)
    person_id: int = _ref("person.id", primary_key=True)
    unit_id: int = _ref("unit.id")
    chat_id: int | None = _ref("chat.id", default=None)
    answer: int | None = None
    answered_at: datetime | None = _moment(default=None)


class Board(Row, table=True):
    """The one message in an organiser's chat that is edited in place. `due_at`: redraw it then."""

    __table_args__ = (
        UniqueConstraint("campaign_id", "chat_id"),
        Index("ix_board_due", "due_at", sqlite_where=_STALE, postgresql_where=_STALE),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    campaign_id: int = _ref("campaign.id")
    chat_id: int = _ref("chat.id")
    letter_id: int | None = _ref("outbox.id", default=None)
    due_at: datetime | None = _moment(default=None)


class BoundGroup(Row, table=True):
    """A group of people on a channel that hears of one campaign (`campaign_id`) or of the units of one cluster
    (`group_id`), in counts only. `letter_id`: its one pinned message; `due_at`: redraw it then. `title`: what its
    members call it."""

    __tablename__ = "bound_group"
    __table_args__ = (
        Index("ix_bound_group_due", "due_at", sqlite_where=_STALE, postgresql_where=_STALE),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    chat_id: int = _ref("chat.id", unique=True)
    campaign_id: int | None = _ref("campaign.id", default=None)
    group_id: int | None = _ref("unit_group.id", default=None)
    title: str = ""
    bound_by: int = _ref("person.id")
    bound_at: datetime = _moment()
    letter_id: int | None = _ref("outbox.id", default=None)
    due_at: datetime | None = _moment(default=None)


class Invitation(Row, table=True):
    """A way in: a link and a code people can type, both kept only as keyed hashes. All its times are machine time.

    `kind`: chief, seat, or join, the one link of a campaign for everybody; or group, by which a group is bound to a
    campaign or to the cluster in `group_id`. `uses_left` below zero means any number.
    """

    id: int | None = _id()
    kind: str
    campaign_id: int | None = _ref("campaign.id", default=None)
    group_id: int | None = _ref("unit_group.id", default=None)
    seat_id: int | None = _ref("seat.id", default=None, index=True)
    person_id: int | None = _ref("person.id", default=None)
    code_hash: str = Field(unique=True)
    link_hash: str = Field(unique=True)
    uses_left: int = 1
    made_at: datetime = _moment()
    expires_at: datetime = _moment()


_UNDECIDED = text("decided_at IS NULL")


class Claim(Row, table=True):
    """Somebody who came by the link for everybody and says which unit they speak for. Until it is decided they see
    nothing of any unit; what they send meanwhile is held with its true time."""

    __table_args__ = (
        Index("ix_claim_open", "chat_id", unique=True, sqlite_where=_UNDECIDED, postgresql_where=_UNDECIDED),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    chat_id: int = _ref("chat.id")
    campaign_id: int | None = _ref("campaign.id", default=None)
    unit_id: int | None = _ref("unit.id", default=None, index=True)
    name: str = ""
    phone: str = ""
    matches: bool = False
    files: Json = _document()
    handed_at: datetime | None = _moment(default=None)
    made_at: datetime = _moment()
    decided_at: datetime | None = _moment(default=None)
    decided_by: int | None = _ref("person.id", default=None)
    accepted: bool = False


_UNANSWERED = text("answered_at IS NULL")


class Request(Row, table=True):
    """Something a unit asks of the organiser: an extension, a question. It pauses the ladder a working day at most."""

    __table_args__ = (
        Index("ix_request_open", "campaign_id", sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _id()
    campaign_id: int = _ref("campaign.id")
    obligation_id: int | None = _ref("obligation.id", default=None, index=True)
    unit_id: int = _ref("unit.id")
    person_id: int = _ref("person.id")
    matter: str
    words: str
    wanted: datetime | None = _moment(default=None)
    made_at: datetime = _moment()
    answered_at: datetime | None = _moment(default=None)
    answered_by: int | None = _ref("person.id", default=None)
    answer: str = ""


class Call(Row, table=True):
    """An organiser rang a unit, and what came of it."""

    __table_args__ = (Index("ix_call_unit", "unit_id", "at"), {"sqlite_autoincrement": True})
    id: int | None = _id()
    unit_id: int = _ref("unit.id")
    campaign_id: int = _ref("campaign.id")
    person_id: int = _ref("person.id")
    outcome: str
    at: datetime = _moment()


_NOT_PASSED_ON = text("done_at IS NULL")


class Relay(Row, table=True):
    """A letter no channel can carry: a line of the paste list, for an organiser or the cluster head to pass on by hand.

    At most one waits for each unit of a campaign; what it says is written when it is looked at, so it is never stale.
    """

    __table_args__ = (
        Index("ix_relay_waiting", "campaign_id", "unit_id", unique=True, sqlite_where=_NOT_PASSED_ON,
              postgresql_where=_NOT_PASSED_ON),
        {"sqlite_autoincrement": True},
    )  # fmt: skip
    id: int | None = _id()
    campaign_id: int = _ref("campaign.id")
    unit_id: int = _ref("unit.id", index=True)
    made_at: datetime = _moment()
    done_at: datetime | None = _moment(default=None)
    done_by: int | None = _ref("person.id", default=None)


class PointRules(Row, table=True):
    """What is worth how many points in a campaign, as core.points keeps it. `settled_at`: since then the points stand
    as they were written down."""

    __tablename__ = "point_rules"
    __table_args__ = ()
    campaign_id: int = _ref("campaign.id", primary_key=True)
    rules: Json = _document()
    on: bool = False
    settled_at: datetime | None = _moment(default=None)


class PointRow(Row, table=True):
    """A point as it is written down: given by hand, or what a fact had earned when the points were settled."""

    __tablename__ = "point"
    __table_args__ = (Index("ix_point_campaign", "campaign_id", "unit_id"), {"sqlite_autoincrement": True})
    id: int | None = _id()
    campaign_id: int = _ref("campaign.id")
    unit_id: int = _ref("unit.id")
    reason: str
    what: str
    times: int = 1
    hundredths: int
    person_id: int = _ref("person.id")
    made_at: datetime = _moment()


class Attempt(Row, table=True):
    """A wrong code, counted per person and in all. Machine time."""

    __table_args__ = (Index("ix_attempt_at", "at"), {"sqlite_autoincrement": True})
    id: int | None = _id()
    at: datetime = _moment()
    who: str


class Session(Row, table=True):
    """A browser that signed in. Only the hash of its cookie is kept. Machine time."""

    __tablename__ = "web_session"
    id: int | None = _id()
    token_hash: str = Field(unique=True)
    made_at: datetime = _moment()
    seen_at: datetime = _moment()
    ends_at: datetime = _moment()


class SessionChat(Row, table=True):
    __tablename__ = "web_session_chat"
    __table_args__ = ()
    session_id: int = _ref("web_session.id", primary_key=True)
    chat_id: int = _ref("chat.id", primary_key=True)


class Viewing(Row, table=True):
    """The board on the web for one person: a link that opens once, then the one browser that opened it. Machine time.

    What they may see is asked each time. `ends_at`: until when the link opens; once opened, until when the page does.
    """

    id: int | None = _id()
    person_id: int = _ref("person.id", index=True)
    link_hash: str = Field(unique=True)
    cookie_hash: str | None = Field(default=None, unique=True)
    made_at: datetime = _moment()
    opened_at: datetime | None = _moment(default=None)
    ends_at: datetime = _moment(index=True)


class RehearsalRow(Row, table=True):
    """Where the rehearsal clock stands; one row, or none when office time is real."""

    __tablename__ = "rehearsal"
    __table_args__ = ()
    id: int = Field(default=1, primary_key=True)
    machine: datetime = _moment()
    office: datetime = _moment()
    speed: float = 1.0


class Mark(Row, table=True):
    """A small fact that stands alone, such as how far Telegram's updates have been taken."""

    __table_args__ = ()
    name: str = Field(primary_key=True)
    value: str
