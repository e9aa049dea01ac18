"""What stands in one cell: phones, e-mail addresses, names of people and their titles, formulas."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.plans.people import is_person
from core.roles import Role
from core.texts.roster import TITLES
from core.vietnamese import fold, tidy

LONGEST = 500  # letters of a cell that are looked at

# The mobile networks of 2018 gave up their 11 digits: 0169… became 039….
_OLD = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059",
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
}  # fmt: skip
_DIALLED = re.compile(r"0[35789]\d{8}|02\d{9}")
_WITHOUT_ZERO = re.compile(r"[35789]\d{8}|1[2689]\d{8}|2\d{9}")
IN_TEXT = re.compile(
    r"(?<![\w.@/])(?:(?:\(?\+?84\)?|\(?0)(?:[ .)-]?\d){7,10}|[35789]\d{2}[ .-]?\d{3}[ .-]?\d{3})(?![\w@]|[.,]\d)"
)
_PARTED = re.compile(r"[\n/;,|&]|\s[-–—]\s|\b(?:ho\wc|v\w)\b")
_ONLY_DIGITS = re.compile(r"[\d +().oOlx-]{5,20}")
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,6}[A-Za-z]{2,20}(?![\w.@-])"
)
_AT = re.compile(r"[^\s,;|<>()]{0,64}@[^\s,;|<>()]{0,190}")
_LETTERS = {"o": "0", "O": "0", "l": "1"}

_FORMULA = re.compile(r"[\t\r]*[=＝＋@]|[+-]\s*[(\d=@+-]|[+-](?=[^\s\d]*[(|!])")
_FORMULA_SIGNS = frozenset("=＝＋@+-–—*•")
_BULLET = re.compile(r"^[-–—+*•]\s+")
_NONE = re.compile(r"[\W_0x]*")
_CALLED = frozenset({"dc", "d/c", "d.c", "ths", "ts", "mr", "ms", "mrs"})
_CALLED_SHORT = frozenset({"a", "c", "e"})  # only in small letters: "A Páo" is a name


def phone(written: str) -> str:
    """The ten digits one dials; "" where the writing is no phone of Việt Nam. Excel's lost 0 is put back."""
    digits = re.sub(r"\D", "", "".join(_LETTERS.get(letter, letter) for letter in written[:40]))
    if digits.startswith("0084"):
        digits = digits[2:]
    if digits.startswith("84") and len(digits) > 10:
        digits = f"0{digits[2:].removeprefix('0')}"
    elif _WITHOUT_ZERO.fullmatch(digits):
        digits = f"0{digits}"
    if len(digits) == 11 and digits[:4] in _OLD:
        digits = f"{_OLD[digits[:4]]}{digits[4:]}"
    return digits if _DIALLED.fullmatch(digits) else ""


@dataclass(frozen=True)
class Phones:
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def phones_of(cell: str) -> Phones:
    """Every phone of a cell that is meant to hold phones; what is none of them stays as it was written."""
    text = cell[:LONGEST].strip()
    if whole := phone(text) if _ONLY_DIGITS.fullmatch(text) else "":
        return Phones((whole,))
    good: list[str] = []
    bad: list[str] = []
    for part in _PARTED.split(text):
        found = [number for one in IN_TEXT.findall(part) if (number := phone(one))]
        whole = phone(part) if _ONLY_DIGITS.fullmatch(part.strip()) else ""
        good += [whole] if whole else found
        if not (whole or found or is_none(part)):
            bad.append(part.strip())
    return Phones(tuple(dict.fromkeys(good)), tuple(bad))


def phones_taken(text: str) -> tuple[str, Phones]:
    """A text without the phones that stand in it, a bar where each stood."""
    found = [one.group() for one in IN_TEXT.finditer(text)]
    good = tuple(dict.fromkeys(number for one in found if (number := phone(one))))
    return IN_TEXT.sub(" | ", text), Phones(good, tuple(one.strip() for one in found if not phone(one)))


def emails_taken(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A text without its e-mail addresses, those that are right, and those that are not."""
    found = [one.group().strip(".:") for one in _AT.finditer(text) if not one.group().startswith("@")]
    rest = text
    for one in found:
        rest = rest.replace(one, " | ")
    good = tuple(address for one in found if (address := email(one)))
    return rest, good, tuple(one for one in found if not email(one))


def email(written: str) -> str:
    """In small letters; "" where nothing could be sent there."""
    text = written.strip().removeprefix("mailto:").strip("<>. ")
    return text.lower() if _EMAIL.fullmatch(text) and ".." not in text else ""


def is_formula(cell: str) -> bool:
    """Begins as a formula does and is no phone ("+84…"), no bullet ("- Mai") and no dash that means nothing."""
    if cell.lstrip()[:1] not in _FORMULA_SIGNS:
        return False
    begins = _FORMULA.match(cell.strip(" ")) or _FORMULA.match(one_line(cell))
    return bool(begins) and not phone(cell) and not phones_of(cell).good and not is_none(cell)


def is_none(cell: str) -> bool:
    """Nothing, or the signs, the 0 or the x that stand for it."""
    return bool(_NONE.fullmatch(cell))


def one_line(cell: str) -> str:
    """Composed letters and single spaces, without the bullet in front."""
    return _one_line(cell[: 2 * LONGEST])


@lru_cache(maxsize=1024)  # every reader of a row looks at the same cells
def _one_line(cell: str) -> str:
    return _BULLET.sub("", " ".join(tidy(cell)[:LONGEST].split()))


def usual(name: str) -> str:
    """A person's name in capitals, or all in small letters, as names are written: 'NGUYỄN THỊ MAI' is 'Nguyễn Thị Mai'.

    A name in mixed letters is somebody's choice and stays.
    """
    letters = [letter for letter in name if letter.isalpha()]
    if any(letter.isupper() for letter in letters) and any(letter.islower() for letter in letters):
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1].upper() + word[0][1:].lower(), name)


def uncalled(name: str) -> str:
    """Without how one calls a person: 'Đ/c Mai' and 'Chị Mai' are 'Mai'. 'Anh Thư' is a name of its own."""
    words = name.split()
    first = fold(words[0]).rstrip(".:") if len(words) > 1 else ""
    if first == "dong" and len(words) > 2 and fold(words[1]).rstrip(".:") == "chi":
        return " ".join(words[2:])
    short = first in _CALLED_SHORT and words[0].islower()
    if first in _CALLED or short or (is_person(name) and (first != "anh" or len(words) > 2)):
        return " ".join(words[1:])
    return name


# ── titles ──

_DEPUTY = r"(?:pho|p)\.? ?"
_TITLE = re.compile(
    rf"(?:(?:{_DEPUTY}|quyen )?(?:bi thu|chu tich|truong ban|cum truong|khoi truong|chu nhiem|doi truong|hieu truong|"
    rf"giam doc|truong phong|tong phu trach)|pho ban|cum pho|(?:uy vien|uv)(?: ?\.?(?:btv|bch))?|uv\.?(?:btv|bch)|"
    rf"p?\.?bt|btd|can bo|chuyen vien|phu trach|nguoi phu trach|dau moi|lien chi hoi truong|chanh van phong|van phong)"
    r"(?![\w])"
)
_OF_UNIT = re.compile(
    r"(?:doan(?! van| thi)|truong(?! van| thi)|chi doan|lien chi|co so|phuong|xa|co quan|thuong truc|thuong vu|ban|btv|"
    r"bch|hoi|doi|phu trach|khoi|cum|thanh nien|van phong|chuyen trach|kiem nhiem|ubnd|dtn|"
    r"(?:tinh|thanh|quan|huyen|thi) doan)(?!\w)"
)
_DEPUTIES = re.compile(r"(?:p\.?(?=bt|bi thu)|pho|cum pho|uy vien|uv|can bo|chuyen vien|van phong)(?!\w)|p\.?bt|uv")
_HEADS = re.compile(r"cum truong|khoi truong|truong cum")


def titled(text: str) -> tuple[str, str]:
    """The title a text begins with, and the rest: 'Phó Bí thư Lê Mai' is ('Phó Bí thư', 'Lê Mai').

    What follows belongs to the title as long as it names the body: 'Bí thư Đoàn phường'.
    """
    words = text.split()
    found = _TITLE.match(" ".join(map(fold, words)))
    if not found:
        return "", text
    count = len(found.group().split())
    if count < len(words) and _OF_UNIT.match(" ".join(map(fold, words[count:]))):
        return title(text.strip(" :-–")), ""
    return title(" ".join(words[:count]).strip(" :-–")), " ".join(words[count:]).strip(" :-–")


def is_title(text: str) -> bool:
    written, rest = titled(text)
    return bool(written) and not rest


def title(written: str) -> str:
    """As people are addressed: abbreviations spelled out, 'BÍ THƯ' as 'Bí thư'."""
    text = one_line(written).strip(" :-–")
    if known := TITLES.get(re.sub(r"[ .]", "", fold(text))):
        return known
    return text.capitalize() if len(text) > 3 and (text.isupper() or text.islower()) else text


def role_of(written: str) -> Role:
    """Who leads the unit is its secretary, whatever the title; deputies and members hand in beside them."""
    said = fold(written)
    if _HEADS.search(said):
        return Role.CLUSTER_HEAD
    return Role.DEPUTY if _DEPUTIES.match(said) else Role.SECRETARY
