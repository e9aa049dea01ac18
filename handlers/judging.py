"""Review in typed words: which report is meant, all that is complete, a verdict that was a mistake, a part that is
wanted again.

Nothing is decided here: whatever is typed leads to a card or to what is read back before it goes out.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from core.forms import OF_FILES, Field, FieldKind, Form
from core.naming import spoken_of
from core.say import Arg, Choice, Say
from core.texts import labels
from core.texts import returning as texts
from core.texts import reviewing as cards
from core.vietnamese import bare, composed, fold, tidy
from data import reviews, units
from data.reviews import Case
from handlers import returning, reviewing
from handlers.private import hidden, unwritten
from handlers.seeking import unit_named
from handlers.turn import Turn

LATELY = timedelta(days=1)  # how long ago a verdict may have been given that is meant without its code
CODE = re.compile(r"\b([^\W\d_]{1,6}\d{0,2})-(\d{1,5})\b")
_OPENS = re.compile(r"(?:duyet|xem(?: lai)?|mo|nhan|bo nhan|hoan tac|rut ket luan|bam nham|nhan nham)\b")
_AROUND = re.compile(r"\b(?:bao cao|bc|ban|ma|cua|don vi|cho|giup|di|nhe|a)\b")
_CALLED_UP = re.compile(rf"(?:{_OPENS.pattern}\s*)?(?:(?:bao cao|bc|ban|ma)\s+)*{CODE.pattern}[ .?!]*")
_EVERY = re.compile(r"\b(?:het|tat ca|toan bo|moi ban|hang loat|mot luot)\b")


def calls_up(turn: Turn, text: str) -> bool:
    """'AH-27', 'xem AH-27' from whoever reviews."""
    return turn.organises and not turn.group and _CALLED_UP.fullmatch(fold(text)) is not None


async def typed(turn: Turn, text: str) -> Say:
    """'Duyệt AH-27', 'duyệt An Hòa', 'duyệt hết'; without more the queue."""
    if not turn.organises or turn.group:
        return await reviewing.show(turn)
    text = composed(text)
    code, said = CODE.search(text), fold(text)
    if code is not None:
        case = await reviews.of_code(turn.session, turn.person_id, code[1], int(code[2]))
        return await reviewing.one(turn, case.id) if case else Say(cards.not_found(), (_REVIEW,))
    if _EVERY.search(said):
        return await reviewing.bulk(turn)
    who = " ".join(_AROUND.sub(" ", _OPENS.sub("", said, count=1)).split())
    unit = unit_named(who, await units.roster(turn.session)) if who else None
    return await _of_unit(turn, unit) if unit is not None else await reviewing.show(turn)


async def commanded(turn: Turn, rest: str) -> Say:
    return await typed(turn, f"duyet {rest}")


_REVIEW = Choice(labels.REVIEW, "reviewing.show")


async def _of_unit(turn: Turn, unit: int) -> Say:
    """What waits of this unit, the first due on top."""
    found = await reviews.first_of(turn.session, turn.person_id, unit)
    if found is None:
        return Say(cards.nothing_of_theirs(await units.named(turn.session, unit)), (_REVIEW,))
    return await reviewing.one(turn, found)


async def undo(turn: Turn, text: str = "") -> Say:
    """'Hoàn tác', 'bỏ nhận AH-27': the report with what can be done about its verdict; without a code the one this
    reviewer accepted last."""
    if CODE.search(text) is not None:
        return await typed(turn, text)
    found = await reviews.accepted_last(turn.session, turn.person_id, turn.now - LATELY)
    return await reviewing.one(turn, found) if found else Say(cards.nothing_accepted(), (_REVIEW,))


# -- a part is wanted again ---------------------------------------------------------------------------------------

_WANTS = re.compile(
    r"(?P<sure>tra (?:lai|ve)|(?:xin |can |de nghi |yeu cau )+(?:don vi )?(?:bo sung|sua|xem|lam|dieu chinh|gui|nop)"
    r"|bo sung|sua)(?: lai)?\b[\s,:;–-]*"
    r"|(?:chua (?:dat|du|duoc)|khong (?:dat|duoc)|thieu|sai)\b[\s,:;–-]*"
)
_WHY = re.compile(r"\b(?:vi|do|ly do)\b[\s:]+")
_KINDS: Mapping[FieldKind, frozenset[str]] = {
    FieldKind.PHOTOS: frozenset(("anh", "hinh")),
    FieldKind.FILES: frozenset(("tep", "file", "van ban", "danh sach")),
    FieldKind.LINK: frozenset(("link", "duong dan", "lien ket")),
    FieldKind.DATE: frozenset(("ngay",)),
}


def wants_again(text: str, *, other_wish: bool) -> bool:
    """'Thiếu chữ ký' may be about a report; 'thiếu đơn vị nào' is another wish."""
    opens = _WANTS.match(fold(text))
    return opens is not None and (not other_wish or opens["sure"] is not None)


async def said(turn: Turn, words: str, submission: int, asks: str = "") -> Say:
    """'Trả lại vì số lượt ghi sai' under a card, or a part by other words: the part that is meant and why; what is not
    clear is asked."""
    case = await returning.still_open(turn, submission)
    if isinstance(case, Say):
        return case
    await unwritten(turn, case.owed)
    words = tidy(words)
    opens = _WANTS.match(bare(words).lower())
    rest = words[opens.end() :] if opens else words
    field = _field(rest, case.owed.form)
    reason = _reason(words, rest, field)
    if field is None:
        return _which(case, reason, asks) if reason else await returning.parts(turn, submission, asks)
    if not reason:
        return await returning.reason(turn, submission, field.key, asks)
    return await returning.because(turn, reason, submission, field.key, asks)


def _field(words: str, form: Form) -> Field | None:
    place = spoken_of(words, [field.label for field in form.fields])
    if place is not None:
        return form.fields[place]
    spoken = f" {fold(words)} "
    kinds = {kind for kind, names in _KINDS.items() if any(f" {name} " in spoken for name in names)}
    of_files = {FieldKind(kind) for kind in OF_FILES}
    found = [field for field in form.fields if field.kind in (kinds | of_files if kinds & of_files else kinds)]
    return found[0] if len(found) == 1 else None


def _reason(words: str, rest: str, field: Field | None) -> str:
    """What the unit is to read: after 'vì' what follows, else all of it; nothing where only the part was named."""
    why = _WHY.search(bare(rest).lower())
    if why is not None and rest[why.end() :].strip():
        return rest[why.end() :].strip()
    own = set(fold(field.label).split()) if field else set()
    more = [word for word in re.findall(r"[^\W_]+", fold(rest)) if word not in own and word not in _MERELY]
    return words.strip(" ,:;") if more else ""


_MERELY = frozenset(("muc", "phan", "lai", "nay", "nhe", "a", "giup", "di", "va", "cho", "dung", "cau", "so"))


def _which(case: Case, reason: str, asks: str) -> Say:
    """Why is known, and not of which part."""
    args: dict[str, Arg] = {"submission": case.id, "asks": asks, "words": reason[: returning.WORDS]}
    each = [Choice(field.label, "returning.about", {**args, "field": field.key}) for field in case.owed.form.fields]
    whole = Choice(texts.WHOLE, "returning.about", {**args, "asks": "", "field": ""})
    text = texts.which_part_of(case.owed.unit.name, reason)
    return Say(text, (*each, whole, returning.to_card(case.id)), private=hidden(case.owed))
