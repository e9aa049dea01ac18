"""What an officer types to say what a report asks, and the form that comes of it: "thêm: số lượt (lượt), bắt buộc",
"bỏ 2", "3 bắt buộc", "2 từ 0 đến 500", "3 lên 1", "số người không quá số lượt"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.describing import BOUNDED, REQUIRED, Bounds, bounds_in, described
from core.forms import OF_FILES, Check, Field, FieldKind, Form
from core.vietnamese import fold, tidy

MOST_FIELDS = 12
LONGEST_SENTENCE = 160
_ADD = re.compile(r"(?:xin )?(?:them|hoi them|hoi|bo sung)(?: muc| cau)?(?: hoi)?\b ?[:,-]? ?")
_DROP = re.compile(r"(?:bo|xoa|khong hoi)(?: muc| cau)? ?[:,-]? ?(\S.*)")
_NIL = re.compile(r"(khong |thoi |bo )?(?:nhan|cho phep|cho|lay) .{0,12}?khong phat sinh\b.{0,20}|phai co hoat dong")
_MOVE = re.compile(
    r"(?:chuyen |dua |xep )?(?:muc )?(\S.{0,80}?) (?:len|xuong|ve|ra) (?:vi tri |thu |muc |so )?"
    r"(dau(?: tien)?|cuoi(?: cung)?|\d{1,2})"
)
_AT_MOST = re.compile(
    r"(\S.{0,80}?) ?(?:<=|≤|<|khong qua|khong lon hon|khong nhieu hon|khong vuot(?: qua)?|it hon hoac bang)"
    r" ?(?:muc )?(\S.{0,80})"
)
_BOUND = re.compile(
    r"(?:muc )?(\S.{0,80}?) ?:? (?=tu \d|toi thieu|it nhat|toi da|nhieu nhat|khong qua|<=|>=|≤|≥|\d|khong gioi han)(.+)"
)
_UNCHECK = re.compile(r"(?:bo|khong|thoi) (?:kiem tra|hoi lai)\b.*")
_NO_LIMIT = "khong gioi han"
_PEOPLE, _TURNS = "nguoi", "luot"


class Doing(StrEnum):
    ADD = "add"
    DROP = "drop"
    REQUIRE = "require"
    FREE = "free"  # nobody has to give it any more
    BOUND = "bound"
    MOVE = "move"
    CHECK = "check"
    UNCHECK = "uncheck"
    NIL = "nil"  # that nothing happened is a report, or is none


@dataclass(frozen=True)
class Change:
    """What was typed, and the form as it would be. `field`: the part meant, as it would be."""

    doing: Doing
    form: Form
    field: Field | None = None
    check: Check | None = None  # new with it


def read(form: Form, text: str, now: datetime) -> Change | None:
    """None when it says nothing that could be done to this form."""
    said = " ".join(tidy(text).split())
    plain = fold(said)
    if len(plain) != len(said):  # letters that no Vietnamese keyboard has
        said = plain
    return next((change for one in _READERS if (change := one(form, said, plain, now)) is not None), None)


def is_wish(text: str) -> bool:
    """Words of this kind, whether or not they fit the form at hand."""
    plain = fold(tidy(text))
    whole = any(one.fullmatch(plain) for one in (_DROP, _NIL, _MOVE, _AT_MOST, _BOUND, _UNCHECK))
    return whole or _ADD.match(plain) is not None or REQUIRED in plain


def named(form: Form, words: str) -> Field | None:
    """By its number, its label, the beginning of just one label, or words that just one has."""
    wanted = fold(words).strip(" .:")
    if wanted.isdecimal():
        return form.fields[int(wanted) - 1] if 0 < int(wanted) <= len(form.fields) else None
    ways: tuple[Callable[[Field], bool], ...] = (
        lambda one: fold(one.label) == wanted,
        lambda one: fold(one.label).startswith(wanted),
        lambda one: fold(one.unit) == wanted,
        lambda one: f" {wanted} " in f" {fold(one.label)} ",
    )
    for way in ways:
        found = [one for one in form.fields if way(one)] if wanted else []
        if found:
            return found[0] if len(found) == 1 else None
    return None


# -- one reader for each wish ---------------------------------------------------------------------------------------


def _uncheck(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    return Change(Doing.UNCHECK, replace(form, checks=())) if form.checks and _UNCHECK.fullmatch(plain) else None


def _nil(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    found = _NIL.fullmatch(plain)
    return Change(Doing.NIL, replace(form, nil=found[1] is None and "phat sinh" in plain)) if found else None


def _drop(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    found = _DROP.fullmatch(plain)
    field = named(form, found[1]) if found else None
    return Change(Doing.DROP, dropped(form, field), field) if field is not None else None


def _add(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    begun = _ADD.match(plain)
    made = described(form, said[begun.end() :]) if begun else None
    if made is None:
        return None
    new = added(form, replace(made, since=now.isoformat() if made.required else ""))
    check = next(iter(set(new.checks) - set(form.checks)), None)
    return Change(Doing.ADD, new, new.fields[-1], check)


def _need(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    """'2 không bắt buộc', 'bắt buộc: mục 2'."""
    before, found, after = plain.partition(REQUIRED)
    words = before.strip(" :,").split()
    required = not words or words[-1] != "khong"
    name = " ".join(words if required else words[:-1]) or after.strip(" :,")
    field = named(form, name.removeprefix("muc ")) if found and name else None
    if field is None:
        return None
    new = replace(field, required=required, since=now.isoformat() if required else "")
    return Change(Doing.REQUIRE if required else Doing.FREE, changed(form, new), new)


def _move(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    found = _MOVE.fullmatch(plain)
    field = named(form, found[1]) if found else None
    if found is None or field is None:
        return None
    places = {"dau": 1, "dau tien": 1, "cuoi": len(form.fields), "cuoi cung": len(form.fields)}
    place = places.get(found[2]) or int(found[2])
    return Change(Doing.MOVE, moved(form, field, place), field) if 0 < place <= len(form.fields) else None


def _pair(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    """Of two numbers the first is never more than the second; after a colon, what is said when it is."""
    pair, _, words = said.partition(":")
    found = _AT_MOST.fullmatch(plain[: len(pair)].strip())
    least, most = (named(form, found[at].removeprefix("muc ")) for at in (1, 2)) if found else (None, None)
    if least is None or most is None or {least.kind, most.kind} != {FieldKind.NUMBER} or least == most:
        return None
    if found is not None and found[2].isdecimal() and "muc" not in plain:
        return None  # "2 không quá 3": the number three
    check = Check(least.key, most.key, words.strip(" .?")[:LONGEST_SENTENCE])
    others = tuple(one for one in form.checks if {one.least, one.most} != {least.key, most.key})
    return Change(Doing.CHECK, replace(form, checks=(*others, check)), least, check)


def _bound(form: Form, said: str, plain: str, now: datetime) -> Change | None:
    """'2 từ 0 đến 500', 'ảnh tối đa 10'."""
    found = _BOUND.fullmatch(plain)
    field = named(form, found[1]) if found else None
    if found is None or field is None or field.kind not in BOUNDED:
        return None
    bounds = Bounds() if found[2] == _NO_LIMIT else bounds_in([found[2]], field)
    if not bounds.upright or (found[2] != _NO_LIMIT and bounds == bounds_in([], field)):
        return None
    size = bounds.size if field.kind is FieldKind.FILES else None
    new = replace(field, minimum=bounds.least, maximum=bounds.most, largest=size)
    more_files = field.kind in OF_FILES and new.files_needed > field.files_needed
    new = replace(new, since=now.isoformat()) if new.required and more_files else new
    return Change(Doing.BOUND, changed(form, new), new)


_READERS = (_uncheck, _nil, _drop, _add, _need, _move, _pair, _bound)


# -- the form afterwards --------------------------------------------------------------------------------------------


def added(form: Form, field: Field) -> Form:
    """One more part, after the others. One that was asked before comes back with what was answered to it."""
    again = next((one for one in form.past if fold(one.label) == fold(field.label) and one.kind is field.kind), None)
    new = replace(field, key=again.key) if again else field
    past = tuple(one for one in form.past if one != again)
    return _checked(replace(form, fields=(*form.fields, new), past=past))


def dropped(form: Form, field: Field) -> Form:
    """It is asked of nobody any more; what was answered stays shown."""
    fields = tuple(one for one in form.fields if one.key != field.key)
    checks = tuple(check for check in form.checks if field.key not in (check.least, check.most))
    return replace(form, fields=fields, past=(*form.past, field), checks=checks)


def changed(form: Form, field: Field) -> Form:
    return replace(form, fields=tuple(field if one.key == field.key else one for one in form.fields))


def moved(form: Form, field: Field, place: int) -> Form:
    rest = [one for one in form.fields if one.key != field.key]
    return replace(form, fields=(*rest[: place - 1], field, *rest[place - 1 :]))


def _checked(form: Form) -> Form:
    """Where one number counts people and one their turns, the people are never more."""
    counted = [one for one in form.fields if one.kind is FieldKind.NUMBER and one.measure is not None]
    people = [one.key for one in counted if one.measure and one.measure.name == _PEOPLE]
    turns = [one.key for one in counted if one.measure and one.measure.name == _TURNS]
    if len(people) != 1 or len(turns) != 1 or form.checks:
        return form
    return replace(form, checks=(Check(people[0], turns[0]),))
