"""The same photo for two units or for two periods: found when a report is handed in, and told to its reviewer alone.

Each photo leaves its number under what it looks like, so that those like it are found by a few keys. It blocks nothing,
and of what only named people may read nothing is compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.likeness import alike, keys
from data import errands, files, marks
from data.dialects import one_at_a_time
from data.models import Campaign, Deliverable, File, Obligation, Submission, Unit
from data.obligations import Owed
from data.records import fetch, select_all

MOST = 60  # photos remembered under one key
MOST_SHOWN = 3  # of one report
AT_ONCE = 50  # reports whose photos are forgotten
FORGOTTEN = "photos forgotten"  # of reports up to this one

_WHOLE = (Submission, Obligation, Deliverable, Campaign, Unit)


@dataclass(frozen=True)
class Handed:
    """One version of a report, with what it belongs to."""

    submission: Submission
    owed: Owed

    def is_other(self, than: "Handed") -> bool:
        """Of another unit, or of another period: a photo may show in two reports of one unit about the same days."""
        mine, theirs = self.owed.obligation, than.owed.obligation
        if mine.unit_id != theirs.unit_id:
            return True
        return mine.deliverable_id == theirs.deliverable_id and mine.period != theirs.period


@dataclass(frozen=True)
class Alike:
    """A photo of this report that another one holds too. `same`: to the last byte."""

    name: str
    other: Handed
    same: bool


async def ask(
    session: AsyncSession, submission: Submission, sent: Sequence[File], now: datetime, machine: datetime
) -> None:
    """After the turn, and of photos alone; one that is still being looked into is compared when that is done."""
    if any(map(files.is_picture, sent)):
        await errands.ask(session, errands.COMPARE, {"submission": submission.id}, now, machine)


async def compare(session: AsyncSession, submission_id: int) -> None:
    """Both reports say so afterwards. Done again it comes to the same."""
    mine = (await _handed(session, [submission_id])).get(submission_id)
    photos = await _photos(session, mine) if mine is not None else []
    if mine is None or not photos:
        return
    await one_at_a_time(session, "likeness")
    kept = await marks.of(session, {key for photo in photos for key in _keys(photo)})
    near = sorted({pair for value in kept.values() for pair in _pairs(value)})
    others = await _handed(session, {handed for handed, _ in near if handed != submission_id})
    those = {file.id: file for file in await files.by_ids(session, sorted({file for _, file in near}))}
    pairs = [
        (photo, others[handed], those[file]) for handed, file in near for photo in photos
        if handed in others and file in those and others[handed].is_other(mine) and _same_or_near(photo, those[file])
    ]  # fmt: skip
    await _note(session, mine, [(photo, other, photo.sha256 == theirs.sha256) for photo, other, theirs in pairs])
    for one in {other.submission.id: other for _, other, _ in pairs}.values():
        back = [(theirs, mine, photo.sha256 == theirs.sha256) for photo, other, theirs in pairs if other is one]
        await _note(session, one, back)
    await _remember(session, mine, photos, kept)


def _same_or_near(one: File, other: File) -> bool:
    return one.sha256 == other.sha256 or alike(files.look_of(one), files.look_of(other))


async def _note(session: AsyncSession, on: Handed, alike: Sequence[tuple[File, Handed, bool]]) -> None:
    """With the report's own files, beside their numbers, as they are now: one may have been added meanwhile."""
    pairs = [[file.id, other.submission.id, int(same)] for file, other, same in alike]
    if not pairs:
        return
    this = col(Submission.id) == on.submission.id
    kept = (await session.exec(select(Submission.files).where(this).with_for_update(key_share=True))).one()
    had = kept.get("alike", [])
    if new := [pair for pair in pairs if pair not in had]:
        noted = update(Submission).where(this).values(files={**kept, "alike": [*had, *new]})
        await session.exec(noted.execution_options(synchronize_session=False))


async def of(session: AsyncSession, submission: Submission, sent: Sequence[File]) -> list[Alike]:
    """What is to be shown with it; a report that was withdrawn since says nothing."""
    noted = submission.files.get("alike", ())
    names = {file.id: file.name for file in sent}
    others = await _handed(session, {handed for _, handed, _ in noted})
    shown = [
        Alike(names[file], others[handed], bool(same)) for file, handed, same in noted
        if handed in others and file in names
    ]  # fmt: skip
    return sorted(shown, key=lambda one: not one.same)[:MOST_SHOWN]


async def _handed(session: AsyncSession, ids: Iterable[int]) -> dict[int, Handed]:
    """Versions that stand, but for what only named people may read."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = (
        select_all(*_WHOLE)
        .join(Obligation, col(Obligation.id) == Submission.obligation_id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
        .join(Unit, col(Unit.id) == Submission.unit_id)
        .where(
            col(Submission.id).in_(wanted),
            col(Submission.withdrawn_at).is_(None),
            col(Deliverable.restricted).is_(False),
        )
    )
    return {row[0].id: Handed(row[0], Owed(*row[1:])) for row in await fetch(session, rows, _WHOLE, {})}


async def _photos(session: AsyncSession, mine: Handed) -> list[File]:
    sent = await files.by_ids(session, mine.submission.files.get("ids", ()))
    return [file for file in sent if files.is_picture(file)]


def _keys(photo: File) -> list[str]:
    return [f"photo {photo.sha256}", *(f"photo {key}" for key in keys(files.look_of(photo)))]


def _pairs(value: str) -> list[tuple[int, int]]:
    """Report and photo."""
    return [(int(handed), int(file)) for handed, _, file in (pair.partition(".") for pair in value.split())]


async def _remember(session: AsyncSession, mine: Handed, photos: Sequence[File], kept: Mapping[str, str]) -> None:
    added: dict[str, list[str]] = {}
    for photo in photos:
        for key in _keys(photo):
            had = added.get(key) or kept.get(key, "").split()
            pair = f"{mine.submission.id}.{photo.id}"
            added[key] = had if pair in had else [*had, pair][-MOST:]
    for key, pairs in added.items():
        await marks.put(session, key, " ".join(pairs))


async def forget(session: AsyncSession, before: datetime) -> int:
    """The photos of reports that came before are found no more; reports go in the order in which they were written.
    How many did: 0 where the next one is not old enough."""
    upto = int(await marks.get(session, FORGOTTEN) or 0)
    rows = select(Submission).where(col(Submission.id) > upto).order_by(col(Submission.id)).limit(AT_ONCE)
    old = list(takewhile(lambda one: one.handed_at < before, (await session.exec(rows)).all()))
    if not old:
        return 0
    await one_at_a_time(session, "likeness")
    sent = await files.by_ids(session, [file for one in old for file in one.files.get("ids", ())])
    kept = await marks.of(session, {key for photo in sent if files.is_picture(photo) for key in _keys(photo)})
    gone = {str(one.id) for one in old}
    left = {key: [pair for pair in value.split() if pair.partition(".")[0] not in gone] for key, value in kept.items()}
    await marks.drop(session, [key for key, pairs in left.items() if not pairs])
    for key, pairs in left.items():
        if pairs and len(pairs) < len(kept[key].split()):
            await marks.put(session, key, " ".join(pairs))
    await marks.put(session, FORGOTTEN, str(old[-1].id))
    return len(old)
