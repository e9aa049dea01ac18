"""What is taken as often as it comes: the answer that there was nothing, and opening such a report."""

from datetime import date, datetime, timedelta

from core.audience import EVERYBODY, Owners
from core.clock import local
from core.deadlines import end_of
from core.entries import month_asked_about
from core.forms import Field, FieldKind, Form
from core.plans.checking import OWNERS
from core.plans.talk import View
from core.say import Choice, Say
from core.submissions import Asks
from core.texts import entries as texts
from core.texts import labels
from core.texts.values import Due
from data import obligations
from data.models import Campaign, Deliverable
from data.outbox import choices_of
from handlers.turn import Turn

POSITION = 800  # behind reports and activities
_AT_LEAST = timedelta(days=30)  # such a report stays open, where its campaign is nearly over
_FORM = Form((Field("tep", texts.entry_files(), FieldKind.FILES),))


def deliverable(name: str, campaign: Campaign, position: int, owners: Owners, now: datetime) -> Deliverable:
    due = due_of(name, campaign.ends_on, now)
    return Deliverable(
        campaign_id=campaign.id or 0,
        position=POSITION + position,
        kind=str(Asks.OPEN),
        name=name,
        wording=due.wording,
        strict=due.strict,
        lenient=due.lenient,
        form=_FORM.to_json(),
        owners=owners.to_json(),
    )


def due_of(name: str, ends_on: date, now: datetime) -> Due:
    """As the first entry has it."""
    last = max(ends_on, local(now).date() + _AT_LEAST)
    return Due(name, texts.wording(last), end_of(last), end_of(last), asks=str(Asks.OPEN), entry=1)


def rule(seen: View) -> Owners:
    """Whoever owes the reports that ask everybody."""
    owners = seen.answers.get(OWNERS, {}).get("")
    return Owners.from_json(owners) if owners else EVERYBODY


async def nothing_came(turn: Turn, entries: str) -> Say:
    """'Không phát sinh': the month is answered; next month it is asked again."""
    turn.only_for_known()
    wanted = [int(one) for one in entries.split(",") if one]
    found = [one for one in await obligations.of_units(turn.session, turn.units) if one.id in wanted]
    month = month_asked_about(turn.now)
    for one in found:
        await turn.note("nothing came", campaign_id=one.campaign.id, obligation_id=one.id, month=f"{month:%Y-%m}")
    return Say(texts.nothing_came(month), (Choice(labels.MY_WORK, "work.show"),))


async def in_words(turn: Turn) -> Say | None:
    """'Bên em không có', to the question that was asked last."""
    for letter in (await turn.asked())[:1]:
        for choice in choices_of(letter):
            if choice.action == "entries.nothing_came":
                return await nothing_came(turn, **choice.args)  # type: ignore[arg-type]
    return None
