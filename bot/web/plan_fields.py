"""What the page of a plan shows: the plan as it stands now, in the shape its template draws."""

from collections.abc import Iterator
from typing import Any

from core.audience import Owners
from core.periods import label_of
from core.plans import talk
from core.plans.checking import (
    CAMPAIGN,
    CONTACT,
    GRACE,
    HANDED,
    NUMBERS,
    OWNERS,
    RECURRING,
    Kept,
    Settled,
    asks_for_grace,
    asks_for_numbers,
    decided,
    numbers_of,
    undecided,
    wants_numbers,
)
from core.plans.evidence import Cited, Piece, marked
from core.plans.reading import SHOULD
from core.plans.talk import View, day
from core.texts import labels
from core.texts import plan_page as texts
from core.texts import planning as said
from core.texts.clauses import clip
from data.models import Reading
from handlers.web import EVERY_REPORT, whom

Field = dict[str, Any]
_QUOTED = 240  # letters of a line shown beside a point
_QUOTES = 3  # lines shown beside a point; all of them are marked in the text


def page_values(reading: Reading, seen: View) -> dict[str, Any]:
    reports = [_report(seen, one, place) for place, one in enumerate(_in_order(seen), start=1)]
    findings = [_finding(seen, number) for number in range(len(seen.kept["findings"]))]
    cited = [*reports, *findings]
    shown = marked(_lines(reading), [Cited(one["field"], one["quotes"]) for one in cited])
    begun = {field for line in shown for piece in line for field in piece.begins}
    for one in cited:
        one["marked"] = one["field"] in begun
    fields = {one["field"]: one for one in cited}
    before = _before(seen)
    return {
        "head": _head(seen),
        "lines": [[_piece(piece, fields) for piece in line] for line in shown],
        "places": {*fields, "more", "begin", *_places(seen, before)},
        "reports": reports,
        "points": [one for one in findings if one["settles"]],
        "remarks": [one for one in findings if not one["settles"]],
        "units": list(seen.roster.units.values()),
        **before,
        **_beginning(seen, findings),
    }


def _piece(piece: Piece, fields: dict[str, Field]) -> Field:
    """What nobody has decided yet stands out most, then the reports; a remark hardly."""
    quoting = [fields[name] for name in piece.fields]
    kinds = [
        *(["due"] if any(one["kind"] == "due" for one in quoting) else []),
        *(["point"] if any(one.get("open") for one in quoting) else []),
    ]
    return {
        "text": piece.text,
        "of": " ".join(piece.fields),
        "kinds": " ".join(kinds) or "remark",
        "tags": [fields[name] for name in piece.begins],
    }


def _lines(reading: Reading) -> list[str]:
    return [str(line) for line in reading.lines.get("lines", ())]


def _head(seen: View) -> Field:
    kept = seen.kept
    return {
        "title": kept["title"] or seen.short,
        "paper": texts.paper(kept["number"], day(kept["issue_date"])),
        "issuer": kept["issuer"] or texts.NOT_SAID,
        "period": texts.period(day(kept["start"]), day(kept["end"])),
        "short": seen.short,
    }


# -- reports ------------------------------------------------------------------------------------------------------


def _in_order(seen: View) -> list[Settled]:
    """As the document has them, so that none moves away while its date is changed."""
    return sorted(seen.reports, key=lambda one: one.at)


def _report(seen: View, one: Settled, place: int) -> Field:
    owing = seen.owing(one)
    handed = seen.roster.names(seen.answers.get(HANDED, {}).get(str(one.at), ()))
    return {
        "kind": "due",
        "field": f"r-{one.at}",
        "at": one.at,
        "number": texts.due_number(place),
        "mark": texts.due_mark(place, one.label),
        "label": one.label,
        "words": (one.written or one).words,
        "every": texts.every(said.EVERY[one.rhythm.freq], label_of(one.period)) if one.rhythm else "",
        "until": said.both_until(one),
        "disputed": one.disputed,
        "over": bool(seen.now and one.is_over(seen.now)),
        "audience": ", ".join(one.audience),
        "who": texts.owing(seen.roster.names(owing), len(seen.roster.units)),
        "owed": bool(owing),
        "offers": _offers(seen, one) if one.audience and not owing else [],
        "handed": texts.in_already(handed) if handed else "",
        "dated": one.rhythm is None,
        "quotes": _quoted(seen.kept, one.at),
    }


def _quoted(kept: Kept, at: int) -> tuple[str, ...]:
    """The line a report was read from; none of what was typed or proposed."""
    if at >= RECURRING:
        rows, at = kept["recurring"], at - RECURRING
    else:
        rows = kept["deadlines"]
    return tuple(filter(None, (rows[at]["quote"],))) if at < len(rows) else ()


def _offers(seen: View, one: Settled, about: int | None = None) -> list[dict[str, Any]]:
    """Who may owe it, as the chat offers them."""
    asked = talk.ask_owners(seen, (one,), one.at if about is None else about)
    return [
        {"label": choice.label, "words": choice.args["words"]}
        for choice in asked.choices
        if choice.action == "planning.owe"
    ]


# -- findings -----------------------------------------------------------------------------------------------------


def _finding(seen: View, number: int) -> Field:
    found, chosen = seen.kept["findings"][number], seen.answers.get(str(number))
    is_open = number in undecided(seen.kept, seen.answers)
    came_to = _came_to(seen, number)
    return {
        "kind": "point",
        "field": f"f-{number}",
        "at": number,
        "number": texts.point_number(number + 1),
        "mark": texts.point_mark(number + 1, found["detail"]),
        "detail": found["detail"],
        "quotes": tuple(found["quotes"]),
        "shown": [clip(quote, _QUOTED) for quote in dict.fromkeys(found["quotes"])][:_QUOTES],
        "choices": [
            {"at": at, "label": choice["label"], "chosen": at == chosen} for at, choice in enumerate(found["choices"])
        ],
        "open": is_open,
        "settles": is_open or (found["weight"] <= SHOULD and bool(came_to)),
        "came_to": came_to,
    }


def _came_to(seen: View, number: int) -> str:
    """What was decided, in words; empty while nothing was."""
    found, chosen = seen.kept["findings"][number], seen.answers.get(str(number))
    if chosen is not None and 0 <= chosen < len(found["choices"]):
        return str(found["choices"][chosen]["label"])
    if chosen == 0:
        return texts.SKIPPED
    return decided(seen.kept, seen.answers, number) or (texts.TYPED_OVER if chosen is not None else "")


# -- before the start ---------------------------------------------------------------------------------------------


def _before(seen: View) -> dict[str, Any]:
    """What is confirmed for the whole plan; a draft that is only checked asks none of it."""
    if not seen.starts:
        return {"owners": None, "grace": None, "numbers": None, "contact": None}
    return {"owners": _owners(seen), "grace": _grace(seen), "numbers": _numbers(seen), "contact": _contact(seen)}


def _places(seen: View, before: dict[str, Any]) -> set[str]:
    """Where something can be done before the start, on this plan's page."""
    return {name for name, value in before.items() if value} | ({"name"} if seen.starts else set())


def _owners(seen: View) -> Field | None:
    """One answer for all reports that ask everybody."""
    asked = [one for one in seen.reports if not one.audience]
    if not asked or not seen.roster.units:
        return None
    rule = seen.answers.get(OWNERS, {}).get("")
    owing = seen.roster.meant(Owners.from_json(rule)) if rule else []
    return {
        "open": any(not seen.owing(one) for one in asked),
        "who": texts.owing(seen.roster.names(owing), len(seen.roster.units)),
        "decided": bool(owing),
        "offers": _offers(seen, asked[0], EVERY_REPORT),
        "at": EVERY_REPORT,
    }


def _grace(seen: View) -> Field | None:
    lenient = next((one for one in seen.written if one.lenient), None)
    if lenient is None:
        return None
    return _two(seen, GRACE, (labels.ON_TIME, labels.LATE)) | {"example": lenient.words}


def _numbers(seen: View) -> Field | None:
    counted = numbers_of(seen.kept)
    if not counted or not any(wants_numbers(one) for one in seen.reports):
        return None
    asked = [said.counted(one["what"], one["unit"]) for one in counted]
    return _two(seen, NUMBERS, (labels.ASK_NUMBERS, labels.FILE_ONLY)) | {"asked": asked}


def _two(seen: View, name: str, labelled: tuple[str, str]) -> Field:
    chosen = seen.answers.get(name)
    choices = [{"at": at, "label": label, "chosen": at == chosen} for at, label in enumerate(labelled)]
    return {"open": chosen is None, "choices": choices}


def _contact(seen: View) -> Field:
    taken = seen.answers.get(CONTACT)
    named = (taken["name"], taken["phone"]) if taken else None
    known = {source: who for source, who in whom(seen).items() if all(who)}
    if known.get("me") == known.get("plan"):
        known.pop("me", None)
    offers = [{"who": source, "label": said.person(*who), "chosen": who == named} for source, who in known.items()]
    return {
        "open": taken is None,
        "offers": offers,
        "other": said.person(*named) if named and named not in known.values() else "",
    }


# -- the start ----------------------------------------------------------------------------------------------------


def _beginning(seen: View, findings: list[Field]) -> dict[str, Any]:
    points = list(_left(seen, findings))
    ready = seen.starts and talk.is_ready(seen)
    if seen.starts and not ready and not points:  # something is asked that this page has no field for
        points = [{"field": "begin", "text": talk.onward(seen).text.partition("\n")[0]}]
    owing = {unit for one in seen.ahead for unit in seen.owing(one)}
    revises = CAMPAIGN in seen.answers
    compared = talk.onward(seen) if ready and revises else None
    return {
        "left": points,
        "ready": ready,
        "starts": seen.starts,
        "revises": revises,
        "compared": compared.text if compared else "",
        "applies": bool(compared and any(one.action == "planning.apply" for one in compared.choices)),
        "will": texts.will_start(len(seen.ahead), len(owing), len(seen.reports) - len(seen.ahead)),
    }


def _left(seen: View, findings: list[Field]) -> Iterator[Field]:
    """Everything that must be decided first, in the order in which the chat would ask."""
    yield from ({"field": one["field"], "text": one["detail"]} for one in findings if one["open"])
    if not seen.starts:
        return
    if not seen.ahead:
        yield {"field": "more", "text": texts.open_reports()}
    elif asks_for_grace(seen.kept, seen.answers):
        example = next(one.day for one in seen.written if one.lenient)
        yield {"field": "grace", "text": texts.open_grace(example)}
    if not seen.roster.units:
        yield {"field": "owners", "text": texts.open_units()}
    else:
        yield from _without_owners(seen)
    if seen.reports and asks_for_numbers(seen.kept, seen.answers):
        yield {"field": "numbers", "text": texts.open_numbers()}
    if CONTACT not in seen.answers:
        yield {"field": "contact", "text": texts.open_contact()}


def _without_owners(seen: View) -> Iterator[Field]:
    """Those that ask everybody are one question; each that names somebody is its own."""
    bare = [one for one in _in_order(seen) if not seen.owing(one)]
    of_all = [one.label for one in bare if not one.audience]
    if of_all:
        yield {"field": "owners", "text": texts.open_owners(of_all)}
    yield from ({"field": f"r-{one.at}", "text": texts.open_owners([one.label])} for one in bare if one.audience)
