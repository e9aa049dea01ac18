"""Vietnamese as people type it and as officers write it: folding, dates, numbers, names."""

import re
import unicodedata
from datetime import date, datetime, time

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MOST_MARKS = 8  # on one letter
_SPACES = re.compile(r"\s+")
# Whatever may be a mark and is no letter; a form's dots are among it.
_HEAPED = re.compile(rf"[^\w\s\x00-\u02ff]{{{MOST_MARKS + 1},}}")


def composed(text: str) -> str:
    """Each letter one with its marks. Heaps of marks are cut: to set them in order takes their number squared."""
    return unicodedata.normalize("NFC", _HEAPED.sub(_levelled, text))


def _levelled(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for letter in found[0]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def bare(text: str) -> str:
    """The same letters without their accents."""
    plain = text.replace("đ", "d").replace("Đ", "D").replace("Ð", "D")
    letters = unicodedata.normalize("NFD", _HEAPED.sub(_levelled, plain))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """Lower case without accents, one space between words: how two spellings of one thing become equal."""
    return _SPACES.sub(" ", bare(text)).strip().casefold()


def as_written(folded: str, text: str) -> str:
    """These folded words as they stand in the text, with their accents; as they are where they stand otherwise."""
    whole = composed(text)
    letters = bare(whole).casefold()
    at = letters.find(folded)
    return whole[at : at + len(folded)] if at >= 0 and len(letters) == len(whole) else folded


def tidy(text: str) -> str:
    """What a person typed, kept: composed letters, no control or bidi characters, no outer space."""
    kept = (c for c in composed(text) if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return "".join(kept).strip()


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def short_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def full_day(day: date) -> str:
    """A date never stands without its weekday: 'thứ Sáu 08/10/2021'."""
    return f"{weekday(day)} {short_day(day)}"


def hour(moment: datetime) -> str:
    """'16 giờ 42', and '8 giờ 15' without a leading zero. The moment is local time already."""
    return hour_of(moment.time())


def hour_of(written: time) -> str:
    return f"{written.hour} giờ {written:%M}"


def moment(at: datetime) -> str:
    """'16 giờ 42, thứ Tư 27/10/2021'. The moment is local time already."""
    return f"{hour(at)}, {full_day(at.date())}"


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def given_name(full_name: str) -> str:
    """One calls people by the last syllable: 'Nguyễn Thị Mai' is 'Mai'."""
    return full_name.split()[-1] if full_name.split() else full_name
