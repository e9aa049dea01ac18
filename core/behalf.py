"""A report that came some other way than here, as whoever received it says so: 'đã nhận An Hòa, P3, P5 qua mail 15g20'.

Read into who, how and when; nothing is recorded on these words alone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum

from core.audience import Owners, Roster, Understood, understood, without_kind, written_out
from core.past import Came, came
from core.vietnamese import fold, tidy


class Source(StrEnum):
    """How it came."""

    MAIL = "mail"
    PHONE = "phone"
    PAPER = "paper"
    ZALO = "zalo"


_BY = r"\b(?:(?:da |vua |moi )?(?:nop|gui|nhan|chuyen) )?(?:qua|bang|theo|tu)(?: duong| ban| hom| hop)? "
# Each with the word that says it is a way, then the names that are clear alone: a unit may be a paper mill.
_WAYS = (
    (
        Source.MAIL,
        r"(?:thu dien tu|e-?mails?|gmail|mail|thu)\b",
        r"\b(?:thu dien tu|e-?mail|gmail|mail|hop thu)\b|^thu (?=cua |tu )",
    ),
    (Source.PHONE, r"(?:dien thoai|dthoai|dt)\b", r"\b(?:dien thoai|dthoai)\b"),
    (Source.PAPER, r"(?:giay|cung|buu dien|cong van)\b", r"\bban (?:giay|cung)\b|\btruc tiep\b|\btan tay\b"),
    (Source.ZALO, r"(?:zalo|zl|tin nhan)\b", r"\bzalo\b"),
)
_SAID_AS_A_WAY = tuple((source, re.compile(_BY + names)) for source, names, _ in _WAYS)
_SAID_ALONE = tuple((source, re.compile(names)) for source, _, names in _WAYS)
# How such an entry opens. "Nhận hộ" alone asks for the way; "đã nhận" needs a way or it may be no more than thanks.
_OPENS = re.compile(
    r"(?:(?:em|toi|minh|bct|ban to chuc) )?(?:(?:da|vua|moi) )?"
    r"(?:(?P<for_them>(?:nhan|nhap|nop|ghi|ghi nhan) ho)|(?:da|vua|moi|ghi) nhan(?: duoc)?|nhan duoc)\b"
    r"(?: (?:cho|cua|bao cao cua))?[ :,-]*"
)
# "Nhận mail của An Hòa": the way stands first, and whose it is after it.
_OPENS_WITH_WAY = re.compile(
    r"(?:(?:da|vua|moi) )?(?:nhan|thay|co)(?: duoc)? "
    r"(?=(?:ban )?(?:giay|cung|e-?mail|gmail|mail|zalo|thu)\b.* (?:cua|tu)\b)"
)
_ASKS = re.compile(r"(?:\?|\b(?:chua|khong|nao|ai)\b.*)$")
# Said around names, never a name; a name may end like one of these, so it is looked up whole first.
_BEFORE = frozenset(("cua", "tu", "la", "cho", "bao", "cao", "bc"))
_AFTER = frozenset(["da", "vua", "moi", "den", "toi", "luc", "roi", "gui", "nop", "cho", "em", "minh", "btc", "bct"])
_MERELY = (
    _BEFORE
    | _AFTER
    | frozenset(["nhan", "thay", "co", "ok", "dung", "ghi", "di", "a", "nhe", "nham", "khong", "phai", "vao"])
)
_CLOSE = 0.8  # of the letters
_RECEIVED = re.compile(r"\bnhận\b", re.IGNORECASE)
_SENT = re.compile(r"\b(?:da |vua |moi )?(?:gui|nop|chuyen)\b(?= ?(?:roi|bao cao|bc|,|qua|bang|ban|cho|$))")
_REPORT = re.compile(r"^(?:(?:nop|gui) )?(?:bao cao|bc|b/c)\b")
_OF = re.compile(r"\b(?:cua|cho)\b")
_TAKES_AWAY = re.compile(r"^(?:bo|tru|khong co|khong phai|xoa|bot)\s+")
_FILLER = re.compile(r"\b(?:roi|nhe|nha|a|nhu sau|gom|cac don vi)\s*$")
_LONG_ENOUGH = 6  # letters of a name to be found in words that are written together
_SCHOOL = re.compile(r"^(?:thpt|thcs|ptth|tieu hoc|cao dang|trung cap|dai hoc) ")
_SIGNS = re.compile(r"[^\w]|_")
_ALONE = frozenset(("bc", "ph", "pl", "kq", "so", "tk", "dk", "ds", "va"))  # of a file's name, not marks of units


@dataclass(frozen=True)
class Heard:
    """`who` are the words that name units, `about` those that name the report, where they stand apart. `away`: these
    units are to be left out."""

    who: str
    source: Source | None
    came: Came
    about: str = ""
    away: bool = False


def is_entry(text: str) -> bool:
    """Clear by itself: 'nhập hộ An Hòa', 'đã nhận … qua mail', 'nhận được bản giấy của …'. "Nhan ho" without accents
    may also ask for texts to be sent by hand, so it needs a way as well."""
    said = fold(text)
    if _OPENS_WITH_WAY.match(said) and not _ASKS.search(said):
        return True
    opens = _OPENS.match(said)
    if opens is None:
        return False
    rest = said[opens.end() :].strip(" .")
    clear = opens["for_them"] and (not opens["for_them"].startswith("nhan") or _RECEIVED.search(tidy(text)))
    return bool(_named(rest)) and (bool(clear) or _way(rest) is not None)


def _named(rest: str) -> str:
    """What is left beside the way: 'đã nhận mail' names nobody and is thanks."""
    found = _way(rest)
    return (f"{rest[: found[1].start()]} {rest[found[1].end() :]}" if found else rest).strip(" ,.")


def heard(text: str, now: datetime) -> Heard:
    said = fold(text).strip(" .!")
    when = came(_OPENS.sub("", _OPENS_WITH_WAY.sub("", said, count=1), count=1), now)
    rest, source = when.rest, None
    if found := _way(rest):
        source, span = found
        rest = f"{rest[: span.start()].rstrip()} , {rest[span.end() :].lstrip()}"
    rest = _FILLER.sub("", _SENT.sub(" ", rest)).strip(" ,;.:-–—")
    away = _TAKES_AWAY.match(rest)
    who, about = _apart(rest[away.end() :] if away else rest)
    return Heard(_listed(who), source, when, about, away is not None)


def _way(said: str) -> tuple[Source, re.Match[str]] | None:
    """'Bưu điện qua mail' came by mail."""
    for ways in (_SAID_AS_A_WAY, _SAID_ALONE):
        found = [(source, span) for source, pattern in ways if (span := pattern.search(said))]
        if found:
            return min(found, key=lambda one: one[1].start())
    return None


def _apart(rest: str) -> tuple[str, str]:
    """'báo cáo kết quả của An Hòa, P3': the units, and what of theirs."""
    of = _OF.match(rest) or (_OF.search(rest) if _REPORT.match(rest) else None)
    return (rest[of.end() :], rest[: of.start()].strip()) if of else (rest, "")


def _listed(who: str) -> str:
    return " ".join(re.sub(r"(?:\s*,\s*)+", ", ", who).strip(" ,;.:-–—").split())


def whose(who: str, roster: Roster) -> Understood:
    """The units these words name; what stands around a name is left out where the whole is none."""
    meant = understood(", ".join(piece for piece in who.split(", ") if not _says_nothing(piece, roster)), roster)
    found, unclear = meant.owners, []
    for piece in meant.unclear:
        inner = _inner(piece, roster)
        if inner is None:
            unclear.append(piece)
        else:
            found = _with(found, inner)
    return Understood(found, tuple(unclear))


def _inner(piece: str, roster: Roster) -> Owners | None:
    """'Của An Hòa đến' without what stands around it. 'Cho' before a name may have been the name's own: 'Chợ Mới'."""
    for said in (f"cho {piece}", _bared(piece)):
        meant = understood(said, roster)
        if not meant.unclear and meant.owners != Owners():
            return meant.owners
    return None


def _bared(piece: str) -> str:
    words = piece.split()
    while words and words[0] in _BEFORE:
        del words[0]
    while words and words[-1] in _AFTER:
        del words[-1]
    return " ".join(words)


def _says_nothing(piece: str, roster: Roster) -> bool:
    return _MERELY.issuperset(piece.split()) and _inner(piece, roster) is None


def _with(one: Owners, more: Owners) -> Owners:
    return replace(
        one, everybody=one.everybody or more.everybody, groups=(*one.groups, *more.groups),
        units=(*one.units, *more.units), kinds=(*one.kinds, *more.kinds),
    )  # fmt: skip


def nearest(words: str, roster: Roster) -> str:
    """The unit that was misspelt, perhaps; '' where none or several are near."""
    own = {unit: without_kind(name) for unit, name in roster.bare.items()}
    close = get_close_matches(without_kind(words), own.values(), n=2, cutoff=_CLOSE)
    units = [unit for unit, name in own.items() if name in close]
    return roster.units[units[0]] if len(units) == 1 else ""


def report_named(words: str, names: Mapping[int, str]) -> int | None:
    """The only report whose name has all of these words; the name may stand among others."""
    said = fold(words)
    within = [key for key, name in names.items() if fold(name) in said]
    longest = max((len(fold(names[key])) for key in within), default=0)
    whole = [key for key in within if len(fold(names[key])) == longest]
    if len(whole) == 1:
        return whole[0]
    own = set(_words(said)) - {"bao", "cao", "bc", "nop", "gui"}
    found = [key for key, name in names.items() if own and own <= set(_words(fold(name)))]
    return found[0] if len(found) == 1 else None


def without_report(words: str, name: str) -> str:
    """What is left of the words when the report's name is taken out."""
    return _listed(fold(words).replace(fold(name), ","))


def unit_in(words: str, roster: Roster) -> int | None:
    """The unit that a file's name speaks of, by its name or else its mark; None where it may be several."""
    stem = written_out(fold(words.rpartition(".")[0] or words).replace("_", " "))
    said = f" {' '.join(_words(stem))} "
    found = {unit: called for unit, name in roster.units.items() if (called := _called(name, said))}
    alone = [unit for unit, called in found.items() if not _within_another(called, found.values())]
    if len(alone) == 1:
        return alone[0]
    marked = [unit for unit, mark in roster.marks.items() if fold(mark) not in _ALONE and f" {fold(mark)} " in said]
    return marked[0] if not found and len(marked) == 1 else None


def _called(name: str, said: str) -> str:
    """By which of its names the text speaks of the unit: the whole one, or what people say."""
    whole = " ".join(_words(fold(name)))
    own = without_kind(whole)
    squeezed = said.replace(" ", "")
    for called in (whole, own, _SCHOOL.sub("", own)):
        if f" {called} " in said or (len(called) >= _LONG_ENOUGH and called.replace(" ", "") in squeezed):
            return called
    return ""


def _within_another(called: str, others: Iterable[str]) -> bool:
    return any(called != other and called in other for other in others)


def _words(folded: str) -> list[str]:
    return _SIGNS.sub(" ", folded).split()
