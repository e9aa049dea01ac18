"""Names of units: what kind of unit they say, and when two of them mean the same one."""

import re
import unicodedata
from functools import lru_cache

from core.vietnamese import bare, fold

# What stands before a unit's own name, the longest first: in folded words, and the kind of unit it tells.
_KINDS: tuple[tuple[str, str], ...] = (
    ("phuong", "doan_phuong"),
    ("p", "doan_phuong"),
    ("xa", "doan_xa"),
    ("x", "doan_xa"),
    ("dac khu", "doan_dac_khu"),
    ("thi tran", "doan_thi_tran"),
    ("tt", "doan_thi_tran"),
    ("truong", "doan_truong"),
    ("khoi", "doan_khoi"),
)
_OTHERS: tuple[tuple[str, str], ...] = (
    ("lien chi doan", "lien_chi_doan"),
    ("chi doan co so", "chi_doan"),
    ("chi doan", "chi_doan"),
    ("doan co so", "doan_co_so"),
    ("quan doan", "quan_doan"),
    ("huyen doan", "huyen_doan"),
    ("thanh doan", "thanh_doan"),
    ("tinh doan", "tinh_doan"),
    ("xa doan", "doan_xa"),
    ("phuong doan", "doan_phuong"),
    ("doan", "doan_co_so"),
)
_SCHOOLS = frozenset({"thpt", "thcs", "thptdt", "tieu hoc", "mam non", "dai hoc", "cao dang", "trung cap", "hoc vien"})
_YOUTH = re.compile(
    r"^(?:(?:bch|btv|ban chap hanh|ban thuong vu) )?(?:(?:doan (?:tncs|thanh nien|tn)(?: cong san)?|dtn)"
    r"(?: (?:hcm|ho chi minh))? )(?=\w)"
)
_BODY = re.compile(r"^(?:bch|btv|ban chap hanh|ban thuong vu) (?=(?:chi )?doan )")
_ANY_KIND = frozenset({"", "doan_co_so"})
_TONES = frozenset(map(chr, (0x300, 0x301, 0x303, 0x309, 0x323)))
_NOT_WORDS = re.compile(r"[\W_]+")
_ACRONYMS = frozenset({"UBND", "UB", "QLDA", "ANQP"})


@lru_cache(maxsize=4096)
def words(name: str) -> str:
    """Folded, and nothing but words."""
    return _NOT_WORDS.sub(" ", fold(name)).strip()


@lru_cache(maxsize=4096)
def split(name: str) -> tuple[str, str]:
    """(kind, own name in folded words): 'Đoàn phường An Hòa' is ('doan_phuong', 'an hoa').

    A school keeps its level, for 'THPT An Lâm' and 'THCS An Lâm' are two. A name of nothing but its kind stays whole.
    """
    said = _BODY.sub("", words(name))
    said = _YOUTH.sub("doan ", said)
    for start in ("doan ", ""):
        for prefix, kind in _KINDS:
            if said.startswith(f"{start}{prefix} "):
                return kind, said[len(start) + len(prefix) + 1 :]
    bare_school = said.removeprefix("doan ")
    if any(bare_school.startswith(f"{level} ") for level in _SCHOOLS):
        return "doan_truong", bare_school
    for prefix, kind in _OTHERS:
        if said.startswith(f"{prefix} "):
            return kind, said[len(prefix) + 1 :]
    return "", said


def kind_of(name: str, written: str = "") -> str:
    """From the name, else from what the sheet's column says: 'Phường' is 'doan_phuong', 'Hội quán' 'hoi_quan'."""
    told = split(f"{written} x")[0] if written.strip() else ""
    return told or split(name)[0] or words(written).replace(" ", "_")


def key(name: str) -> str:
    return split(name)[1]


def begins_as_unit(name: str) -> bool:
    """By a word that units begin with. 'Đoàn Văn Tú' is a person: what follows is no word of an office."""
    said = words(name)
    kind, own = split(name)
    if not kind or not own:
        return False
    is_family = said.startswith("doan ") and kind == "doan_co_so" and not said.startswith("doan co so ")
    return not is_family or bool(re.match(r"doan (?:so|ubnd|cong|cac|khoi|ban|benh|co|ngan|vien|chi|uy|trung)\b", said))


def same_kind(one: str, other: str) -> bool:
    """No contradiction: 'Đoàn phường An Hòa' and 'Đoàn xã An Hòa' are two units, 'An Hòa' may be either."""
    return one == other or one in _ANY_KIND or other in _ANY_KIND


@lru_cache(maxsize=4096)
def spelling(name: str) -> str:
    """Equal for one name in other letters: capitals, 'Hoà' for 'Hòa', more spaces. Other accents are another name."""
    return _NOT_WORDS.sub(" ", _toned(name.casefold())).strip()


def own_spelling(name: str) -> str:
    """The same without the kind of unit before it."""
    own = len(key(name).split())
    return " ".join(spelling(name).split()[-own:]) if own else spelling(name)


def same_accents(one: str, other: str) -> bool:
    """Written alike, or one of them typed without accents."""
    first, second = own_spelling(one), own_spelling(other)
    return first == second or first == key(one) or second == key(other)


def _toned(text: str) -> str:
    """Each word with its tone behind it as a digit: two habits put the tone on another vowel."""
    found = []
    for word in unicodedata.normalize("NFC", text).split():
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(str(ord(letter) % 97) for letter in letters if letter in _TONES)
        rest = "".join(letter for letter in letters if letter not in _TONES)
        found.append(unicodedata.normalize("NFC", rest) + tones)
    return " ".join(found)


def usual_unit(name: str) -> str:
    """A unit's name in capitals, or all in small letters, as units are written: 'Đoàn phường An Hòa'."""
    if not (name.isupper() or name.islower()) or len(name) < 4:
        return name
    written = name.split()
    kind = len(words(name).split()) - len(key(name).split())
    before = [word if _is_acronym(word) else word.lower() for word in written[:kind]]
    after = [word if _is_acronym(word) else word[:1].upper() + word[1:].lower() for word in written[kind:]]
    text = " ".join((*before, *after))
    return text[:1].upper() + text[1:]


def _is_acronym(word: str) -> bool:
    """Without a vowel ('THPT', 'TNHH'), known, a Roman number, or with a digit in it."""
    letters = bare(word).strip("().,")
    if word.islower():
        return False
    if len(letters) < 2:
        return not letters.isalpha()
    return letters in _ACRONYMS or not set(letters) & set("AEIOUY") or set(letters) <= set("IVX")
