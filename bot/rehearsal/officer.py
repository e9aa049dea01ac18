"""The invented organiser: sends the plan, takes the first choice of each question, and starts the campaign."""

from collections.abc import AsyncIterator
from pathlib import Path

from bot.rehearsal import names
from bot.rehearsal.world import OFFICER, Stage
from core.say import Choice
from core.texts import labels
from core.texts.planning import everybody
from data.inbox import Arrival
from data.models import Letter
from data.outbox import awaits_of, choices_of
from handlers import web

MOST_ANSWERS = 300
CHUNK = 256 * 1024
LIMIT = 20_000_000


class Stuck(Exception):
    """The plan cannot be started; `why` is what the organiser last read."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Officer:
    def __init__(self, stage: Stage, units: int, rostered: bool) -> None:
        """`rostered`: the units are the plan's own, so those that a report names are asked and not everybody."""
        self._stage = stage
        self._everybody = everybody(units)
        self._rostered = rostered
        self._said = 0

    async def starts(self, plan: Path) -> None:
        """Raises `Stuck`."""
        stored = await self._stage.house.shelf.store(_chunks(plan), LIMIT)
        await self._says(web.uploaded(plan.name, stored.size, stored.sha256, ""))
        for _ in range(MOST_ANSWERS):
            letter = self._stage.post.last[OFFICER]
            choice = self._chosen(letter)
            if choice is None:
                await self._types(letter)
                continue
            number = choices_of(letter).index(choice) + 1
            await self._says(web.tapped(letter.id or 0, number, choice.label))
            if choice.label == labels.START_WITH_LETTERS:
                return
        raise Stuck(self._stage.post.last[OFFICER].text)

    def _chosen(self, letter: Letter) -> Choice | None:
        """None where words are wanted. What only adds to the plan, shows it or drops it is no answer."""
        offered = choices_of(letter)
        by_label = {choice.label: choice for choice in offered}
        wanted = [labels.START_WITH_LETTERS, labels.FILE_ONLY]
        wanted += [] if self._rostered else [self._everybody]
        for label in wanted:
            if label in by_label:
                return by_label[label]
        answering = [choice for choice in offered if choice.action in _ANSWERS]
        return answering[0] if answering else None

    async def _types(self, letter: Letter) -> None:
        """Whom units call, where the plan names nobody; nothing else is ever made up."""
        awaits = awaits_of(letter)
        if awaits is None or awaits.action != "planning.contact_typed":
            raise Stuck(letter.text)
        name, phone, _ = names.ORGANISER
        await self._says(web.typed(f"{name}, {phone}"))

    async def _says(self, raw: dict[str, object]) -> None:
        self._said += 1
        await self._stage.house.intake.keep("web", [Arrival(f"{OFFICER}:{self._said}", OFFICER, raw)])
        await self._stage.settled()


_ANSWERS = frozenset(
    (
        "planning.onward",
        "planning.settle",
        "planning.judge",
        "planning.owe",
        "planning.clusters",
        "planning.open",
        "planning.numbers",
        "planning.contact",
    )
)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
