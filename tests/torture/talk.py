"""Any conversation: a unit and an officer say whatever comes next, in any order, and after each step the books are
compared: nobody met silence, nothing given was lost, and the numbers add up. At the end the report can still be handed
in.

`python -m tests.torture.talk --conversations N` holds N of them; each line names its seed, and `--seed` repeats it.
"""

import argparse
import asyncio
import hashlib
import random
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core.delivery import CHANNELS, Kind
from core.filesorts import Sort
from core.forms import Check, Field, FieldKind, Form
from core.say import Choice
from core.vietnamese import fold
from data.outbox import choices_of
from handlers import web
from tests.cast import FIRST, LAST, Actor, World
from tests.torture.books import Books, Counted, Heard, books, faults, files_by_hash, heard_after, lost, other_units
from tests.torture.books import slips as slips_of
from tests.torture.glance import Glance
from tests.torture.phrases import (
    ANSWERS,
    ANYBODY,
    FILES,
    FITTING,
    MEETINGS,
    OPENERS,
    ORDERS,
    ORDERS_OF_ALL,
    PLANS,
    WAITED_FOR,
    WISHES,
)
from tests.torture.power import RAM
from tests.torture.quick import quick, settled, there

STEPS = 30
MOST_TO_HAND_IN = 40  # turns
SHARE = 100  # after so many it is told how many were held
FIELDS = (
    Field("tep", "Báo cáo", FieldKind.FILES),
    Field("luot", "Số lượt tham gia", FieldKind.NUMBER, unit="lượt", minimum=0),
    Field("nguoi", "Số người tham gia", FieldKind.NUMBER, unit="người", required=False),
    Field("tien", "Kinh phí", FieldKind.NUMBER, unit="đồng", required=False),
    Field("noi", "Địa điểm", FieldKind.TEXT),
    Field("ket", "Kết quả", FieldKind.LONG_TEXT, required=False),
    Field("loai", "Hình thức", FieldKind.CHOICE, options=("Hội thi", "Tọa đàm")),
    Field("ngay", "Ngày tổ chức", FieldKind.DATE, required=False),
    Field("duyet", "Cấp ủy đã duyệt", FieldKind.YES_NO),
    Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=1, maximum=4, required=False),
    Field("tin", "Tin bài", FieldKind.LINK, required=False),
    Field("ky", "Bản có chữ ký", FieldKind.FILES, sorts=(Sort.PDF,), required=False),
)
WANTS_FILES = re.compile(r"[Xx]in gửi (?:ít nhất \d+ |\d+(?:–\d+)? )?(?:tệp|ảnh)(?! cho)")
ENDS_IT = frozenset(  # hardly ever
    {"changing.withdrawn", "changing.dropped", "extending.spared"}
    | {"closing.closed", "handover.done", "restricting.marked"}
)
NEVER = frozenset({"start.not_me"})  # whoever says so is somebody else from then on
# How much is said by the secretary, the officer, the deputy and the leader, in turn.
PARTS = ((60, 24, 10, 6), (30, 56, 8, 6), (44, 30, 8, 18))
# What leads from a plan that was read to one that runs.
ONWARD = frozenset({"planning.start", "planning.judge", "planning.owe", "planning.contact", "planning.onward"})
TO_UNIT = ("demo:secretary", "demo:deputy")

Deed = tuple[set[str], Actor | None, int]
"""Who spoke, and who has to hear how many answers."""


@dataclass
class Talk:
    """One conversation. `said`: what was done and answered, a line each; `wrong`: each broken promise."""

    seed: int
    world: World
    glance: Glance
    chance: random.Random
    channel: str = "web"
    speaker: str = "mai"
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)  # a file's hash, and its name
    others: Sequence[str] = ()
    persons: dict[str, int] = field(default_factory=dict)
    books: Books = field(default_factory=Books)
    counted: Counted = field(default_factory=Counted)
    upto: int = 0  # the last letter heard
    made: set[str] = field(default_factory=set)  # the actions of choices that were pressed
    heard: dict[tuple[str, str], list[Heard]] = field(default_factory=dict)

    async def step(self) -> None:
        deeds = [(self._speech, 22), (self._answer, 18), (self._fits, 24), (self._press, 34), (self._file, 9)]
        more = [
            (self._album, 3),
            (self._twice, 4),
            (self._both, 4),
            (self._time, 6),
            (self._leads, 120),
            (self._plan, 2),
            (self._told, 4),
        ]
        act = self.chance.choices([one for one, _ in deeds + more], [often for _, often in deeds + more])[0]
        await self._done(act)
        if self.wrong or self.chance.random() < 0.2:
            await self.counts()

    async def _done(self, act: Callable[[], Awaitable[Deed]]) -> list[Heard]:
        known = dict(self.sent)
        speakers, who, waits = await act()
        await settled(self.world)
        return self._look(known, speakers, who, waits)

    @property
    def mai(self) -> Actor:
        return self.world.actor(self.channel, "demo:secretary")

    def _who(self) -> Actor:
        """Whoever spoke goes on more often than not: what one leads to is reached by the same person only."""
        if self.chance.random() < 0.35:
            people = ("mai", "khoa", "tu", "hanh")
            self.speaker = self.chance.choices(people, PARTS[self.seed % len(PARTS)])[0]
        who: Actor = getattr(self, self.speaker) if self.speaker == "mai" else getattr(self.world, self.speaker)
        return who

    # -- what may come next ----------------------------------------------------------------------------------------

    async def _speech(self) -> Deed:
        who = self._who()
        pools = (WISHES, ANSWERS)
        if who in (self.world.khoa, self.world.hanh):
            pools = (MEETINGS if who is self.world.hanh else self.chance.choice((ORDERS, ORDERS_OF_ALL)), WISHES)
        return await self._says(who, self.chance.choice(pools[self.chance.random() < 0.3]))

    async def _answer(self) -> Deed:
        """Something that may fit what was asked last: a value, or a choice in words or by its number."""
        who = self._who()
        offered = self._offered(who)
        if offered and self.chance.random() < 0.6:
            at = self.chance.randrange(len(offered))
            words = [offered[at].label, fold(offered[at].label), str(at + 1)]
            return await self._says(who, self.chance.choice(words) if self._allowed(offered[at]) else "viec")
        return await self._says(who, self.chance.choice(ORDERS if who is self.world.khoa else ANSWERS))

    def _offered(self, who: Actor) -> tuple[Choice, ...]:
        return next((one.choices for one in reversed(self._letters(who)[-3:]) if one.choices), ())

    def _allowed(self, choice: Choice) -> bool:
        return choice.action not in NEVER and (choice.action not in ENDS_IT or self.chance.random() < 0.1)

    async def _fits(self) -> Deed:
        """Just what is asked for."""
        last = next((one.text for one in reversed(self._letters(self.mai))), "")
        if WANTS_FILES.search(last):
            return await self._sends(self.mai, [f"{len(self.said)}.jpg", f"{len(self.said)}.pdf"], str(len(self.said)))
        return await self._says(self.mai, next((answer for asked, answer in FITTING if asked in last), "nộp"))

    async def _leads(self) -> Deed:
        """Somebody goes on with what was last said to them: the words it waits for, or a choice not yet made."""
        who = self._who()
        letter = next(reversed(self._letters(who)), None)
        if letter and letter.awaits in WAITED_FOR and self.chance.random() < 0.7:
            if letter.awaits.startswith("announce.w") and self.chance.random() < 0.1:
                return await self._sends(who, [f"{len(self.said)}.jpg"], "")
            return await self._says(who, self.chance.choice(WAITED_FOR[letter.awaits]))
        onward = next((at for at, one in enumerate(letter.choices) if one.action in ONWARD), None) if letter else None
        if letter and onward is not None and self.chance.random() < 0.6:
            return await self._taps(who, letter, onward)
        new = [at for at, one in enumerate(letter.choices) if one.action not in self.made] if letter else []
        if letter and new and CHANNELS[who.channel].buttons and self.chance.random() < 0.8:
            at = new[0] if self.chance.random() < 0.35 else self.chance.choice(new)
            if self._allowed(letter.choices[at]):
                return await self._taps(who, letter, at)
        return await self._says(who, self.chance.choice(OPENERS.get(self._part(who), OPENERS["unit"])))

    def _part(self, who: Actor) -> str:
        return {self.world.khoa.address: "officer", self.world.hanh.address: "leader"}.get(who.address, "unit")

    async def _told(self) -> Deed:
        """Whoever was told something says so, or what was asked."""
        who = self.chance.choice((self.mai, self.world.tu, self.world.hanh))
        asked = [one for one in self._letters(who) if any(it.action == "announce.answer" for it in one.choices)]
        if not asked or self.chance.random() < 0.4 or not CHANNELS[who.channel].buttons:
            return await self._says(who, self.chance.choice(("đã nhận", "co a", "không", "1", "2", "chiều")))
        return await self._taps(who, asked[-1], self.chance.randrange(len(asked[-1].choices)))

    async def _says(self, who: Actor, text: str) -> Deed:
        self._note(who, text)
        await who.keeps(web.typed(text))
        return {who.address}, who, 1

    async def _press(self) -> Deed:
        """Mostly under the last letter, now and then under an old one, now and then twice."""
        who = self._who()
        letters = [one for one in self._letters(who)[-40:] if one.choices]
        if not letters or not CHANNELS[who.channel].buttons:
            return await self._answer()
        letter = letters[-1] if self.chance.random() < 0.75 else self.chance.choice(letters)
        at = self.chance.randrange(len(letter.choices))
        if not self._allowed(letter.choices[at]):
            return await self._says(who, "để sau")
        return await self._taps(who, letter, at)

    async def _taps(self, who: Actor, letter: Heard, at: int) -> Deed:
        self.made.add(letter.choices[at].action)
        choice, times = letter.choices[at], self.chance.choice((1, 1, 1, 1, 1, 1, 2))
        self._note(who, f"[{choice.label}] {choice.action} of {letter.id}, {times} times")
        for _ in range(times):
            await who.keeps(web.tapped(letter.id, at + 1, choice.label))
        return {who.address}, who, times

    async def _file(self) -> Deed:
        who = self.world.tu if self.chance.random() < 0.15 else self.mai
        return await self._sends(who, [self.chance.choice(FILES)], "")

    async def _plan(self) -> Deed:
        """A plan, in a file or pasted; or something that is none."""
        text = self.chance.choice(PLANS)
        if self.chance.random() < 0.5:
            return await self._says(self.world.khoa, text)
        name, content = self.chance.choice(("ke-hoach.txt", "kế hoạch 40.docx", "KH.pdf")), text.encode()
        digest = hashlib.sha256(content).hexdigest()
        there(self.world, digest, content)
        await self.world.khoa.keeps(web.uploaded(name, len(content), digest, "", ""))
        self._note(self.world.khoa, f"a plan: {name}")
        return {self.world.khoa.address}, self.world.khoa, 1

    async def _album(self) -> Deed:
        names = [f"{n}.jpg" for n in range(self.chance.randrange(2, 5))]
        return await self._sends(self.mai, names, f"album {len(self.said)}")

    async def _sends(self, who: Actor, names: Sequence[str], album: str) -> Deed:
        for name in names:
            content = f"{self.seed} {len(self.said)} {name}".encode()
            digest = hashlib.sha256(content).hexdigest()
            self.sent[digest] = name
            there(self.world, digest, content)
            await who.keeps(web.uploaded(name, len(content), digest, "", album))
        self._note(who, f"files: {', '.join(names)}")
        return {who.address}, who, 1

    async def _twice(self) -> Deed:
        """An impatient thumb."""
        who, text = self._who(), self.chance.choice((*ANSWERS, *WISHES))
        await self._says(who, text)
        speakers, _, _ = await self._says(who, text)
        return speakers, who, 2

    async def _both(self) -> Deed:
        """Two people before either is answered."""
        words = ("nộp", "1", "viec", "để sau", "150")
        await self._says(self.world.tu, self.chance.choice(words))
        await self._says(self.mai, self.chance.choice(words))
        return set(TO_UNIT), self.mai, 1

    async def _time(self) -> Deed:
        hours = self.chance.choice((0.1, 1, 3, 13, 24, 72))
        self.said.append(f"-- {hours} hours pass")
        await self.world.passes(hours=hours)
        return set(), None, 0

    def _note(self, who: Actor, what: str) -> None:
        self.said.append(f"{who.channel} {who.address.partition(':')[2]}: {what}")

    # -- and what must hold then -----------------------------------------------------------------------------------

    def _letters(self, who: Actor) -> list[Heard]:
        """What was said anew; a board that is redrawn is where it was."""
        return self.heard.get((who.channel, who.address), [])

    def _look(self, known: Iterable[str], speakers: set[str], who: Actor | None, waits: int) -> list[Heard]:
        new, after = heard_after(self.glance, self.upto), books(self.glance)
        self.upto = max((one.id for one in new), default=self.upto)
        self.said += [f"    -> {one}"[:900] for one in new]
        answers = [one for one in new if who is not None and (one.channel, one.address) == (who.channel, who.address)]
        if len(answers) < waits:
            self.wrong.append(f"{who and who.address} met silence")
        for one in new:
            self.hears(one)
            self.wrong += slips_of(one, one.address in TO_UNIT, self.others)
        self.wrong += lost(self.books, after, {self.persons[address] for address in speakers})
        self.books = after
        self._placed(set(self.sent) - set(known), after, answers)
        return answers

    def hears(self, letter: Heard) -> None:
        if letter.kind == Kind.SAY:
            self.heard.setdefault((letter.channel, letter.address), []).append(letter)

    async def counts(self) -> None:
        """What takes longer to compare, now and then."""
        self.wrong += await self.world.database.read(partial(faults, glance=self.glance, counted=self.counted))

    def _placed(self, sent: set[str], after: Books, answers: Sequence[Heard]) -> None:
        """Each file is in a report, or it was asked for which, or it was said that and why it is not taken."""
        ids = files_by_hash(self.glance) if sent else {}
        asked = {choice.args.get("file") for one in answers for choice in one.choices}
        for digest in sent:
            told = any(word in one.text for one in answers for word in NOT_TAKEN)
            if ids.get(digest) not in after.held and not asked - {None} and not told:
                self.wrong.append(f"{self.sent[digest]} is nowhere, and nobody was told")

    # -- the way out -----------------------------------------------------------------------------------------------

    async def hands_in(self) -> None:
        """From wherever one is, whoever answers what is asked gets a receipt, or hears that all is in."""
        await self._done(lambda: self._says(self.mai, "huỷ"))
        answers = await self._done(lambda: self._says(self.mai, "nộp"))
        for _ in range(MOST_TO_HAND_IN):
            if self.wrong or any(sign in one.text for one in answers for sign in ALL_IN):
                return
            answers = await self._done(self._fits)
        self.wrong.append("no report could be handed in any more")


NOT_TAKEN = ("nhiều nhất 20 tệp", "trang riêng", "Chưa nhận", "Xin gửi mã")
ALL_IN = ("Mã nhận:", "đã được nhận", "không còn", "Chưa có", "đã nộp", "riêng", "Xin gửi mã")


async def conversation(folder: Path, seed: int, steps: int = STEPS) -> Talk:
    """In one to three sittings: between them the bot is stopped and started again."""
    chance = random.Random(seed)
    folder.mkdir(exist_ok=True)
    sittings = chance.choice((1, 1, 2, 3))
    talk: Talk | None = None
    for sitting in range(sittings):
        async with quick(folder) as (world, glance):
            talk = talk or await _begun(world, glance, seed, chance)
            talk.world, talk.glance = world, glance
            if sitting == 0 and chance.random() < 0.35:  # then there is something to review, withdraw and replace
                await talk.hands_in()
            for _ in range(steps // sittings):
                await talk.step()
                if talk.wrong:
                    return talk
            if sitting + 1 == sittings:
                await talk.hands_in()
            await talk.counts()
        talk.said.append("-- the bot is started again")
    assert talk is not None
    return talk


async def _begun(world: World, glance: Glance, seed: int, chance: random.Random) -> Talk:
    await world.only("AH", "AB")
    for report in (FIRST, LAST):
        await world.asks(_form(chance), report)
    talk = Talk(seed, world, glance, chance, others=other_units(glance))
    for one in (world.mai, world.tu, world.khoa, world.hanh):
        talk.persons[one.address] = (await world.person(one)).id or 0
    if chance.random() < 0.4:
        talk.channel = (await world.moves_to_plain(world.mai)).channel
    if chance.random() < 0.5:
        await _say_all(world.khoa, "điểm thi đua", "Bật chấm điểm")
    if chance.random() < 0.5:
        await _announced(world.khoa, chance)
    if chance.random() < 0.2:
        await world.khoa.says(chance.choice(PLANS[:2]))
        await settled(world)
    talk.books = books(glance)
    for letter in heard_after(glance, 0):
        talk.hears(letter)
        talk.upto = letter.id
    return talk


async def _announced(khoa: Actor, chance: random.Random) -> None:
    """Then there is something to answer, correct and take back."""
    await _say_all(khoa, "thông báo", "Mời các đồng chí dự giao ban lúc 8 giờ thứ Hai.", chance.choice(ANYBODY))
    if chance.random() < 0.5:
        await _say_all(khoa, "Đổi cách trả lời", chance.choice(("Sáng / Chiều / Không dự", "Có hoặc Không", "Đã nhận")))
    shown = (await khoa.letters())[-1]
    await khoa.presses(next(one.label for one in choices_of(shown) if one.action == "announce.send"), shown)


async def _say_all(who: Actor, *words: str) -> None:
    for one in words:
        await who.says(one)


def _form(chance: random.Random) -> Form:
    asked = chance.sample(FIELDS, chance.randrange(1, 6))
    if chance.random() < 0.7 and FIELDS[0] not in asked:
        asked.insert(0, FIELDS[0])
    checks = (Check("nguoi", "luot"),) if {"nguoi", "luot"} <= {one.key for one in asked} else ()
    return Form(tuple(asked), nil=chance.random() < 0.5, checks=checks)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture.talk")
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    wrong = 0
    for held, seed in enumerate(range(given.seed, given.seed + given.conversations), start=1):
        with tempfile.TemporaryDirectory(dir=RAM) as folder:
            talk = asyncio.run(conversation(Path(folder) / "var", seed, given.steps))
        if talk.wrong:
            wrong += 1
            _say("\n".join([*talk.said[-24:], f"seed {seed}: {talk.wrong}", ""]))
        if held % SHARE == 0 or held == given.conversations:
            _say(f"{held} conversations from seed {given.seed}, {wrong} broke a promise")
    return 1 if wrong else 0


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
