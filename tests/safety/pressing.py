"""A choice pressed by whoever, in a letter that is theirs or not: what they would see of An Hòa's things and what they
would change. Every turn is taken back, so that no case knows of another."""

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import col, insert, select

from bot.clock import machine_now
from bot.house import House
from core import sharing
from core.activities import Event, deadline_of
from core.errors import Refused
from core.forms import Form
from core.plans.charges import Body
from core.plans.checking import keep
from core.plans.reader import read
from core.points import usual
from core.roles import Role
from core.say import Choice
from core.texts.values import Matter
from data import (
    activities,
    broadcasts,
    claims,
    files,
    people,
    points,
    readings,
    requests,
    roster,
    targets,
    units,
    viewings,
)
from data.database import Session, run
from data.inbox import Kept
from data.models import (
    Broadcast,
    Campaign,
    Chat,
    Claim,
    Deliverable,
    Draft,
    File,
    GroupUnit,
    Letter,
    Obligation,
    Reading,
    Recipient,
    Remark,
    Request,
    RosterImport,
    Submission,
    Target,
    Unit,
)
from data.outbox import Indiscreet, choices_json
from data.points import Standing
from handlers import forming, words
from handlers.acts import ACTIONS
from handlers.awaiting import AWAITED
from handlers.turn import opened
from tests.cast import START, World, campaign, moment
from tests.core.plans import pages

SECRET_WORDS = "CHIM-YEN-NOIDUNG"  # in An Hòa's reports; no sentence of ours has it
SECRET_FILE = "chim-yen.docx"
MAI_PHONE = "0914.000.301"
GROUP = "-1001"

# How each speaks: channel and address of the chat, and in a group the person's own address.
WHO = {
    "secretary": ("web", "demo:secretary", ""),
    "deputy": ("web", "demo:deputy", ""),
    "other unit": ("web", "demo:unit-AB", ""),
    "cluster head": ("web", "demo:head", ""),
    "other cluster": ("web", "demo:other-head", ""),
    "organiser": ("web", "demo:organiser", ""),
    "leader": ("web", "demo:leader", ""),
    "stranger": ("web", "demo:stranger", ""),
    "claimant": ("web", "demo:claimant", ""),
    "secretary in a group": ("telegram", GROUP, "501"),
    "organiser in a group": ("telegram", GROUP, "502"),
    "anonymous in a group": ("telegram", GROUP, ""),
}
LETTERS = ("own", "foreign", "old")
A_PLAN = f"{pages.HEAD}- Gửi báo cáo kết quả trước ngày 01/4/2025.{pages.TAIL}"
# What goes with some actions: other arguments than the facts, or words typed where a letter waits for them.
SAID: dict[str, dict[str, Any]] = {
    "activities.day": {"typed": "26/10"},
    "aims.way": {"how": "each"},
    "points.because": {"typed": "Sáng kiến được chọn"},
    "points.typed": {"typed": "đúng hạn 2"},
    "activities.day_set": {"typed": "26/10"},
    "planning.assign": {"typed": "1: An Hòa"},
    "reconciling.heard": {"typed": "An Hòa 7g sáng nay"},
    "firststeps.named": {"typed": "Huyện Đoàn Vân Sơn"},
    "behalf.heard": {"typed": "An Hòa qua mail 7g sáng nay"},
    "planning.opened": {"words": "Giới thiệu sáng kiến"},
    "revising.opened": {"words": "Giới thiệu sáng kiến"},
    "revising.added": {"words": "báo cáo nhanh, chậm nhất 25/10"},
    "changing.redated": {"words": "chậm nhất 25/10"},
    "extending.extended": {"words": "chậm nhất 25/10"},
    "mailbox.typed": {"typed": "baocao@example.vn"},
    "mailbox.code": {"typed": "ABC-DEF-GHJ"},
    "planning.owe": {"words": "tất cả"},
    "private.typed": {"typed": "có ba trường hợp"},
    "restricting.named": {"typed": "Khoa"},
    "schedule.changed": {"words": "T-7, last-morning"},
    "dating.about": {"words": "sang 29/10"},
    "dating.day": {"typed": "29/10"},
    "internal.about": {"words": "hạn nội bộ 20/10 17g"},
    "internal.set": {"words": "chậm nhất 17 giờ 00 ngày 5/10"},
    "internal.take": {"words": "chậm nhất 17 giờ 00 ngày 5/10"},
    "internal.typed": {"typed": "5/10 17g"},
    "planning.sooner": {"words": "28/3/2025 17g"},
    "planning.sooner_of": {"words": "hạn nội bộ 28/3/2025 17g"},
    "planning.sooner_typed": {"typed": "28/3/2025 17g"},
    "announce.at": {"typed": "8g sáng mai"},
    "announce.correction": {"typed": "Xin dự họp lúc 9 giờ 00."},
    "announce.options": {"typed": "Sáng / Chiều"},
    "announce.said": {"typed": "cụm 1"},
    "announce.to": {"words": "tất cả đơn vị"},
    "announce.whom": {"typed": "tất cả đơn vị"},
    "announce.words": {"typed": "Mời dự giao ban sáng thứ Hai."},
    "beginnings.copied_to": {"typed": "30/9/2022"},
    "beginnings.drafted": {"typed": A_PLAN},
    "beginnings.revised": {"typed": A_PLAN},
    "aims.shared": {"typed": "An Hòa 200"},
    "aims.typed": {"typed": "500 suất quà"},
    "beginnings.title": {"typed": "Hội thi tay nghề trẻ"},
    "changing.date": {"typed": "chậm nhất 25/10"},
    "calls.promised": {"typed": "chiều mai"},
    "extending.extend": {"typed": "An Hòa đến hết ngày 25/10"},
    "extending.units": {"typed": "An Hòa"},
    "revising.line": {"typed": "báo cáo nhanh, chậm nhất 25/10"},
    "planning.answer": {"typed": "chậm nhất 25/10"},
    "planning.contact_typed": {"typed": "Lê Thị Lan, 0915 000 222"},
    "planning.correct": {"typed": "1"},
    "planning.date": {"typed": "chậm nhất 25/10"},
    "planning.handed_typed": {"typed": "An Hòa"},
    "planning.label": {"typed": "Báo cáo cuối đợt"},
    "planning.line": {"typed": "báo cáo nhanh, chậm nhất 25/10"},
    "planning.name": {"typed": "Hội thi"},
    "planning.owe_typed": {"typed": "cụm 1"},
    "schedule.typed": {"typed": "5 ngày, sáng ngày cuối"},
    "settling.came_at": {"typed": "15 giờ 20 ngày 8/10"},
    "requests.carry": {"typed": "Tính cả đoàn viên mới."},
    "pausing.paused": {"typed": "25/10"},
    "requests.until": {"typed": "25/10"},
    "units.invite_as": {"typed": "dùng 5 lần trong 14 ngày"},
    "mine.hour_typed": {"typed": "9 giờ 30"},
    "claims.question": {"typed": "Đồng chí thay ai?"},
    "forming.done": {"words": "2 bắt buộc"},
    "forming.wish": {"words": "2 bắt buộc"},
    "forming.typed": {"typed": "thêm: số lượt (lượt)"},
    "handover.named": {"typed": "Đỗ Minh Quân 0916 000 555"},
    "handover.unit": {"typed": "An Hòa"},
    "incharge.who": {"typed": "Điện lực"},
    "importing.typed": {"typed": "Vân Sơn – Phan Thị Sen – 0916 000 401\nVân Hà – Lò Văn Bình – 0916 000 402"},
    "mending.said": {"typed": "Chưa rõ cần bổ sung gì"},
    "mending.words": {"typed": "Chưa rõ cần bổ sung gì"},
    "returning.because": {"typed": "số chưa khớp tệp"},
    "returning.named": {"typed": "số lượt ghi sai"},
    "returning.said": {"typed": "trả lại vì số lượt ghi sai"},
    "returning.replied": {"typed": "xin ghi rõ hơn"},
    "returning.until": {"typed": "25/10"},
    "ruling.at": {"typed": "15 giờ 20 ngày 8/10"},
    "ruling.because": {"typed": "mất mạng"},
    "replies.carry": {"typed": "xin phép cho em hỏi thêm"},
    "adding.option": {"field": "luot", "words": "150"},
    "adding.number": {"field": "luot", "typed": "150"},
    "adding.words": {"field": "ket_qua", "typed": "Một ngày hội lớn"},
    "report.nil_because": {"typed": "mưa lũ kéo dài"},
}
DECIDED = {
    "grace": 0,
    "owners": {"": {"v": 1, "everybody": True}},
    "contact": {"name": "Trần Đăng Khoa", "phone": "0912.000.118"},
}


@dataclass(frozen=True)
class Outcome:
    sees: bool
    changes: bool
    said: str = ""


_POSTED = insert(Letter)
_BLANK: dict[str, Any] = {"channel": "", "chat_id": 0, "text": "…", "seq": 9999}


@cache
def _parameters(way: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(way).parameters.values())


class Undone(Exception):
    """Ends a turn so that nothing of it stays."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


@dataclass
class Stage:
    """The world with An Hòa's report handed in, a second one complete but not confirmed, and everybody's chat."""

    house: House
    facts: dict[str, Any]
    chats: dict[tuple[str, str], int] = field(default_factory=dict)
    before: list[Any] = field(default_factory=list)  # An Hòa's things, which no turn that is taken back changes
    blank: dict[str, Any] = field(default_factory=lambda: Letter(**_BLANK).model_dump(exclude={"id"}))

    async def look(self, session: Session) -> None:
        """What every case finds as it is now."""
        self.before = await self.things(session)
        self.chats = {(one.channel, one.address): one.id or 0 for one in (await session.exec(select(Chat))).all()}

    async def press(self, action: str, who: str, letter: str) -> Outcome:
        """In a letter that went to who presses, to somebody else, or to who presses three months ago."""

        async def turn(session: Session) -> None:
            letter_id = await self._letter(session, action, who, letter)
            try:
                said = await self._said(session, action, who, letter_id)
            except (Refused, Indiscreet):  # the turn is taken back, and nothing is posted
                raise Undone(Outcome(False, False)) from None
            raise Undone(self._outcome(said, self.before != await self.things(session)))

        try:
            await self.house.database.write(turn, brief=True)
        except Undone as undone:
            return undone.outcome
        raise AssertionError("the turn was kept")

    async def _letter(self, session: Session, action: str, who: str, letter: str) -> int:
        channel, address, _ = WHO["leader" if letter == "foreign" and who != "leader" else who]
        if letter == "foreign" and who == "leader":
            channel, address, _ = WHO["organiser"]
        machine = machine_now()
        row = self.blank | {
            "channel": channel, "chat_id": self.chats[channel, address], "made_at": machine, "not_before": machine,
            "free_at": machine, "choices": self._offered(action),
            "closed_at": machine - timedelta(days=91 if letter == "old" else 0),
        }  # fmt: skip
        number: int = (await run(session, _POSTED, row)).inserted_primary_key[0]
        return number

    def _offered(self, action: str) -> dict[str, Any]:
        """A choice to press, or what the letter waits for."""
        if action in AWAITED:
            names = [one.name for one in _parameters(AWAITED[action][0])[2:]]
            return choices_json([], Choice("", action, {name: self._fact(action, name) for name in names}))
        taken = _parameters(ACTIONS[action])[1:]
        args = {one.name: self._fact(action, one.name) for one in taken if one.kind is not one.KEYWORD_ONLY}
        return choices_json([Choice("…", action, args)])

    def _fact(self, action: str, name: str) -> Any:
        own = self.facts.get(f"{action.partition('.')[0]}.{name}")  # of a turn that needs another thing of An Hòa's
        return SAID.get(action, {}).get(name, own or self.facts[name])

    async def _said(self, session: Session, action: str, who: str, letter_id: int) -> str:
        """Everything that would reach the chat of who presses, files by the mark of their id."""
        channel, address, via = WHO[who]
        now, machine = self.house.clock.now(), machine_now()
        row = Kept(0, channel, "", address, {}, now)
        group = address == GROUP
        turn = await opened(session, row, now, machine, self.house.setting, group=group, via=via if group else None)
        typed = SAID.get(action, {}).get("typed")
        turn.say(await (words.hear(turn, typed) if typed else words.press(turn, letter_id, 1)))
        mine = [one for one in turn.said if one["chat_id"] == turn.chat_id]
        files = [f"file:{file_id}" for one in mine for file_id in one["files"].get("ids", ())]
        return "\n".join([*(one["text"] for one in mine), *files])

    def _outcome(self, said: str, changes: bool) -> Outcome:
        secrets = (
            SECRET_WORDS,
            SECRET_FILE,
            MAI_PHONE,
            "/vao/",
            f"file:{self.facts['file']}",
            f"file:{self.facts['sent']}",
        )
        return Outcome(any(secret in said for secret in secrets), changes, said)

    async def things(self, session: Session) -> list[Any]:
        """Everything of An Hòa that a choice could touch."""
        unit = self.facts["unit"]
        owed = f"SELECT id FROM obligation WHERE unit_id = {unit}"
        seats = f"SELECT id FROM seat WHERE unit_id = {unit}"
        queries = (
            f"SELECT * FROM obligation WHERE unit_id = {unit} ORDER BY id",
            f"SELECT * FROM submission WHERE unit_id = {unit} ORDER BY id",
            f"SELECT * FROM draft WHERE obligation_id IN ({owed}) ORDER BY id",
            f"SELECT remark.* FROM remark JOIN submission ON submission.id = submission_id WHERE unit_id = {unit}",
            f"SELECT * FROM promise WHERE obligation_id IN ({owed}) ORDER BY id",
            f"SELECT * FROM holding WHERE seat_id IN ({seats}) ORDER BY id",
            f"SELECT * FROM invitation WHERE seat_id IN ({seats}) OR kind = 'join' ORDER BY id",
            f"SELECT * FROM target_share WHERE unit_id = {unit}",
            f"SELECT * FROM point WHERE unit_id = {unit} ORDER BY id",
            f"SELECT * FROM recipient WHERE unit_id = {unit} ORDER BY person_id",
            f"SELECT * FROM relay WHERE unit_id = {unit} ORDER BY id",
            f"SELECT * FROM claim WHERE unit_id = {unit} ORDER BY id",
            "SELECT * FROM roster_import ORDER BY id",
            f"SELECT * FROM viewing WHERE person_id = {self.facts['person']} ORDER BY id",
            "SELECT id, person_id FROM chat WHERE address IN ('demo:secretary', 'demo:deputy') ORDER BY id",
            "SELECT * FROM file ORDER BY id",
        )
        raw: Any = await (await session.connection()).get_raw_connection()
        return [raw.driver_connection._conn.execute(query).fetchall() for query in queries]


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    async with campaign(folder) as world:
        await _hand_in(world)
        await world.app.house.database.write(_seat_everybody)
        ready = Stage(world.app.house, await world.app.house.database.read(_facts))
        await world.app.house.database.write(ready.look)
        yield ready


async def _hand_in(world: World) -> None:
    """The later report in; the next one read back and waiting for its yes."""
    mai = world.mai
    for line in ("nop", "2", "150", SECRET_WORDS):
        await mai.says(line)
    await mai.sends_file(SECRET_FILE)
    await mai.presses("Nộp báo cáo")
    for line in ("nop", SECRET_WORDS):
        await mai.says(line)
    await mai.sends_file(SECRET_FILE, b"another")


async def _seat_everybody(session: Session) -> None:
    """Two heads of clusters, who hold a seat in a unit as well, a stranger, and a group with people in it."""
    now = machine_now()
    for address, mark, cluster in (("demo:head", "PH", "Cụm 1%"), ("demo:other-head", "TN", "Cụm 2%")):
        person = await people.add_person(session, "Lò Văn Cụm", "0915.000.999")
        unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
        group = (
            await (await session.connection()).execute(text(f"SELECT id FROM unit_group WHERE name LIKE '{cluster}'"))
        ).scalar_one()
        seat = await units.add_seat(session, unit.id or 0, Role.CLUSTER_HEAD, "Cụm trưởng")
        seat.group_id = group
        session.add(seat)
        await people.seat_person(session, seat.id or 0, person.id or 0, now)
        session.add(Chat(channel="web", address=address, person_id=person.id))
    for of, address in (("demo:secretary", "501"), ("demo:organiser", "502")):
        speaker = await people.speaker(session, "web", of)
        assert speaker is not None
        session.add(Chat(channel="telegram", address=address, person_id=speaker.chat.person_id))
    session.add(Chat(channel="web", address="demo:stranger"))
    await _a_plan_is_checked(session, now)
    await _an_hoa_was_told(session, now)
    await _somebody_waits(session, now)
    await _a_list_is_shown(session, now)
    await _an_hoa_asks(session, now)
    await _an_hoa_leads(session, now)
    await _a_part_is_wanted(session, now)
    await _a_board_is_open(session, now)
    await _a_share_is_read(session)
    await _points_are_on(session)
    session.add(Chat(channel="telegram", address=GROUP, group=True))


async def _a_plan_is_checked(session: Session, now: datetime) -> None:
    """The organiser's own, with one report and nothing left to decide."""
    officer = await people.speaker(session, "web", "demo:organiser")
    assert officer is not None
    plan = await files.add(session, now, name="ke-hoach.docx", size=1, person_id=officer.chat.person_id)
    reading = await readings.add(session, plan.id or 0, officer.chat.id or 0, officer.chat.person_id or 0, now, {})
    kept = keep(read(pages.plan("- Gửi báo cáo kết quả trước ngày 01/4/2025."), date(2025, 2, 13)))
    await readings.change(
        session, reading, state="open", kept=kept | {"findings": []}, answers=DECIDED, short="Tháng Thanh niên"
    )


async def _a_board_is_open(session: Session, now: datetime) -> None:
    """Mai's, and a link that she has not opened."""
    mai = await people.speaker(session, "web", "demo:secretary")
    assert mai is not None
    for link in ("opened", "unopened"):
        await viewings.offer(session, mai.chat.person_id or 0, link, now)
        if link == "opened":
            await viewings.enter(session, link, "cookie", now)


async def _an_hoa_was_told(session: Session, now: datetime) -> None:
    """An announcement of the organiser's, which waits for an answer; and another that is being composed."""
    officer = await people.speaker(session, "web", "demo:organiser")
    assert officer is not None
    of = {"person_id": officer.chat.person_id, "chat_id": officer.chat.id, "made_at": now, "touched_at": now}
    told = await broadcasts.begin(session, **of, state="sent", words="Mời dự giao ban.", sent_at=now)
    await broadcasts.begin(session, **of, words="Mời dự hội nghị.", whom={"v": 1, "said": "tất cả"})
    for address in ("demo:secretary", "demo:deputy"):
        mine = await people.speaker(session, "web", address)
        assert mine is not None
        session.add(
            Recipient(broadcast_id=told.id or 0, person_id=mine.chat.person_id or 0, unit_id=mine.unit_ids[0],
                      chat_id=mine.chat.id)
        )  # fmt: skip
    await session.flush()


async def _a_part_is_wanted(session: Session, now: datetime) -> None:
    """Of another report An Hòa handed in and the organiser looked at."""
    mine = (await session.exec(select(Submission))).one()
    owed = (await session.exec(select(Obligation).where(Obligation.id == mine.obligation_id))).one()
    first = (await session.exec(select(Deliverable).order_by(col(Deliverable.position)))).first()
    assert first is not None
    asked = Deliverable(**first.model_dump(exclude={"id"}) | {"position": 9, "name": "Báo cáo nhanh"})
    session.add(asked)
    await session.flush()
    again = {"deliverable_id": asked.id, "workflow": "returned", "timeliness": "on_time", "again_by": now}
    row = Obligation(**owed.model_dump(exclude={"id"}) | again)
    session.add(row)
    await session.flush()
    returned = {"obligation_id": row.id, "number": 9, "verdict": "returned", "answers": {"v": 1, "fields": {
        "noi_dung": SECRET_WORDS}}}  # fmt: skip
    handed = Submission(**mine.model_dump(exclude={"id"}) | returned)
    session.add(handed)
    await session.flush()
    session.add(
        Remark(submission_id=handed.id or 0, person_id=mine.person_id, field="noi_dung", asks=True, words="rõ hơn",
               made_at=now)
    )  # fmt: skip
    await session.flush()


async def _a_share_is_read(session: Session) -> None:
    """What An Hòa would be given of the target; the organiser has not agreed yet."""
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    target = (await session.exec(select(Target))).one()
    await targets.change(session, target, offered={"v": 1, "shares": [[unit.id, "200"]]})


async def _points_are_on(session: Session) -> None:
    campaign = (await session.exec(select(Campaign))).one()
    await points.keep(session, campaign.id or 0, Standing(usual(takes_entries=False), on=True))


async def _an_hoa_asks(session: Session, now: datetime) -> None:
    """For longer; it waits with the organiser."""
    mai = await people.speaker(session, "web", "demo:secretary")
    assert mai is not None
    owed = (await session.exec(select(Obligation).where(Obligation.unit_id == mai.unit_ids[0]))).all()
    row = min(owed, key=lambda one: one.strict)
    request = Request(
        campaign_id=row.campaign_id, obligation_id=row.id, unit_id=row.unit_id, person_id=mai.chat.person_id or 0,
        matter=str(Matter.EXTENSION), words="xin gia hạn", wanted=row.strict + timedelta(days=5), made_at=now,
    )  # fmt: skip
    await requests.add(session, request)


async def _an_hoa_leads(session: Session, now: datetime) -> None:
    """An activity in three weeks."""
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    plan = (await session.exec(select(Campaign))).one()
    event = Event(moment(START).date() + timedelta(days=21))
    due = deadline_of(event, "thứ Năm 21/10/2021")
    asked = Deliverable(
        campaign_id=plan.id or 0, position=9, kind="activity", name="Ngày hội việc làm", wording=due.wording,
        strict=due.strict, lenient=due.lenient, event=event.to_json(), owners={"v": 1, "everybody": False},
    )  # fmt: skip
    session.add(asked)
    await session.flush()
    await activities.open_together(session, plan, [(asked, [Body(unit.id or 0)])], now)


async def _somebody_waits(session: Session, now: datetime) -> None:
    """To be confirmed as An Hòa's, with a telephone that nobody but the organiser may see."""
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    chat = Chat(channel="web", address="demo:claimant")
    session.add(chat)
    await session.flush()
    claim = await claims.begin(session, chat.id or 0, None, now)
    await claims.change(session, claim, unit_id=unit.id, name="Lò Văn Lạ", phone=MAI_PHONE)


async def _a_list_is_shown(session: Session, now: datetime) -> None:
    officer = await people.speaker(session, "web", "demo:organiser")
    assert officer is not None
    shown = await roster.add(session, None, officer.chat.id or 0, officer.chat.person_id or 0, now)
    kept = {"v": 1, "rows": [], "columns": "", "points": [MAI_PHONE]}
    await roster.moves(session, shown.id or 0, "reading", "open", kept=kept)


async def _cluster(session: Session, unit: int) -> int:
    found = await session.exec(select(GroupUnit.group_id).where(col(GroupUnit.unit_id) == unit))
    return found.one()


async def _facts(session: Session) -> dict[str, Any]:
    """What a choice's arguments may name: always An Hòa's."""
    mai = await people.speaker(session, "web", "demo:secretary")
    assert mai is not None
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    draft = (await session.exec(select(Draft).where(Draft.state == "open"))).one()
    submission, returned = (await session.exec(select(Submission).order_by(col(Submission.id)))).all()
    owed = (await session.exec(select(Obligation).where(Obligation.id == draft.obligation_id))).one()
    sent = (await session.exec(select(File).where(File.name == SECRET_FILE).order_by(col(File.id)))).all()
    reading = (await session.exec(select(Reading))).one()
    claim = (await session.exec(select(Claim))).one()
    told = (await session.exec(select(Broadcast).where(Broadcast.state == "sent"))).one()
    shown = (await session.exec(select(RosterImport))).one()
    seat = (
        await (await session.connection()).execute(
            text(f"SELECT id FROM seat WHERE unit_id = {unit.id} AND role = 'secretary'")
        )
    ).scalar_one()
    leads = (
        await session.exec(
            select(Obligation)
            .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
            .where(Deliverable.kind == "activity")
        )
    ).one()
    asked = await session.get(Deliverable, owed.deliverable_id)
    assert asked is not None
    now = moment(START)
    return {
        "of": forming.mark(Form.from_json(asked.form)),
        "person": mai.chat.person_id,
        "unit": unit.id, "draft": draft.id, "submission": submission.id, "obligation": owed.id, "file": sent[-1].id,
        "sent": sent[0].id, "also": str(sent[0].id),
        "seat": seat, "field": "noi_dung", "words": "chiều nay", "matter": str(Matter.QUESTION),
        "reading": reading.id, "finding": 0, "choice": 0, "letters": 0, "at": 0, "who": str(unit.id),
        "target": 1, "on": 1, "aims.of": sharing.mark({"shares": [[unit.id, "200"]]}),
        "amount": "1", "whose": "An Hòa",
        "request": 1, "step": "plan", "campaign": owed.campaign_id, "deliverable": owed.deliverable_id,
        "how": "needless", "address": "baocao@example.vn",
        "uses": 5, "chat": mai.chat.id, "channel": "telegram",
        "period": "", "passed": "", "began": now.isoformat(), "shown_at": now.isoformat(),
        "units": str(unit.id), "outcome": "heard",
        "slot": (now + timedelta(hours=1)).isoformat(), "campaigns": str(owed.campaign_id),
        "name": "Đỗ Minh Quân", "phone": "0916.000.555", "claim": claim.id, "upto": claim.id, "imported": shown.id,
        "submissions": str(submission.id), "obligations": str(leads.id), "entries": str(owed.id),
        "dating.deliverable": leads.deliverable_id, "after": 0, "day": "2021-10-29", "hour": "",
        "ruling.obligations": str(owed.id), "mending.submission": returned.id, "reason": "mất mạng", "came": "",
        "cast": told.id, "shown": 1, "sure": 1, "answer": 0, "again": 0, "urgent": 1, "announce.asks": "yes_no",
        "asks": f'[["noi_dung", "{SECRET_WORDS[:4]}"]]', "by": (now + timedelta(days=1)).isoformat(),
        "matched": f"{owed.id}={now.isoformat()}", "requests": "1",
        "source": "mail", "collected": "", "moment": now.isoformat(), "readers": "1", "days": 30,
        "group": await _cluster(session, unit.id or 0), "missing": 1, "bound": 0,
        "row": 1, "letter": 1,
        "asked": 1, "anyway": 1, "replace": 1, "before": 0, "skipped": "", "values": "{}", "unsure": "",
        "until": (owed.strict - timedelta(days=1)).isoformat(),
    }  # fmt: skip
