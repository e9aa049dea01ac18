"""How people type, spelled out: abbreviations in their context, letters leant on, politeness left out."""

import re
from typing import NamedTuple

from core.vietnamese import fold, tidy

# Spellings that only their accents tell apart from another word.
_ACCENTED = {
    "dạ": "",
    "chị": "",
    "cô": "",
    "chú": "",
    "dừng": "ngung",
    "hông": "khong",
    "mốt": "ngay mot",
    "nhắn": "nhan tin",
    "tối": "buoi toi",
}
_SPELLED = {
    "": "a ah ak e em nhe nha nhen voi vs oi dc duoc d/c c ha",
    "khong": "k ko kg hok hem khg",
    "roi": "r rui roy ruj",
    "bao cao": "bc bcao baocao",
    "don vi": "dv dvi donvi",
    "hoat dong": "hdong",
    "gia han": "gh giahan",
    "ke hoach": "khoach kehoach",
    "phat sinh": "ps",
    "file": "tep",
    "mail": "email gmail",
    "zalo": "zl",
    "bao nhieu": "bn bnhieu bnh",
    "chua": "chx",
    "han": "deadline dl",
    "chieu": "chiu",
    "hom nay": "hnay",
    "hom qua": "hqua",
    "ngay mai": "ngmai",
    "truoc": "trc",
    "gi": "j",
    "lam": "lm",
    "nguoi": "ng",
    "the nao": "ntn",
    "cam on": "camon cmon tks thanks thank",
    "ok": "oke oki okie okay okela",
    "huong dan": "hdan",
    "tro giup": "trogiup",  # commands without their stroke
    "tinh hinh": "tinhinh",
    "chua nop": "chuanop",
}
_SPELLINGS = {short: words for words, shorts in _SPELLED.items() for short in shorts.split()}

# A token, the tokens before it, the tokens after it ("" any, ^ none before, $ none after): what it then means.
_IN_CONTEXT = (
    ("nhận", "", "ho", "tiep nhan"),  # without its accent it is "nhắn hộ"
    ("kh", "", "dc duoc co", "khong"),
    ("kh", "theo xin so nop gui lai mau ban cua file xem", "", "ke hoach"),
    ("kh", "", "so thang nam dot", "ke hoach"),
    ("kh", "", "", "khong"),
    ("b/c", "nop gui mau han xin chua da lai", "", "bao cao"),  # alone it is "để báo cáo", in a list of recipients
    ("b/c", "^", "ket thang quy nam tuan so tong nhanh a", "bao cao"),
    ("ns", "nop gui", "", "bao cao"),
    ("hd", "xin xem", "", "huong dan"),
    ("hd", "^", "$", "huong dan"),
    ("hd", "", "", "hoat dong"),
    ("cv", "", "nao chua", "don vi"),
    ("0", "", "co phat ps", "khong"),
    ("da", "^", "a e em c chi anh toi ben don dv dvi cho vang ok co k ko khong kh xin", ""),
    ("em", "phai", "", "em"),
    ("e", "phai", "", "em"),
    ("mai", "c chi co dc d/c bac chu", "", "_"),  # a name
    ("dong", "", "chi", ""),
    ("chi", "dong", "", ""),
    ("chi", "", "$", ""),
    ("hop", "", "thu", ""),
    ("thu", "hop", "", "mail"),
    ("thu", "", "dien", "mail"),
    ("dien", "thu", "", ""),
    ("tu", "dien", "", ""),
)
_CONTEXTS: dict[str, list[tuple[list[str], list[str], str]]] = {}
for _name, _before, _after, _words in _IN_CONTEXT:
    _CONTEXTS.setdefault(_name, []).append((_before.split(), _after.split(), _words))

_ADDRESS = ("anh", "a", "chi", "c", "co", "chu", "bac", "dc", "d/c", "dong", "ban", "ad", "admin", "em", "sep", "bot")
_TOKEN = re.compile(r"\d+(?:[/:.-]\d+)+|[^\W_]+(?:/[^\W_]+)*")
_STRETCHED = re.compile(r"([^\W\d])\1+")


class Word(NamedTuple):
    """One token as it was typed, and the words it stands for: none for a politeness."""

    typed: str
    words: tuple[str, ...]


def spelled(text: str) -> list[Word]:
    tokens = tokens_of(text)
    start = _greeting([plain(token) for token in tokens])
    around = ["^", *(plain(token) for token in tokens[start:]), "$"]
    return [
        Word(token, tuple(_meaning(token, *around[at : at + 3]).split())) for at, token in enumerate(tokens[start:])
    ]


def line(words: list[Word]) -> str:
    return " ".join(word for each in words for word in each.words)


def tokens_of(text: str) -> list[str]:
    """Words, hours ('15h', '15:30'), dates ('8/10') and abbreviations with a stroke ('b/c')."""
    return _TOKEN.findall(tidy(text))


def plain(token: str) -> str:
    """Without accents, and without letters leant on: 'nopp', 'rồiii'."""
    return _STRETCHED.sub(r"\1", fold(token))


def _greeting(tokens: list[str]) -> int:
    """How many tokens call someone before the message begins: 'chị Mai ơi'."""
    called = bool(tokens) and tokens[0] in _ADDRESS and "oi" in tokens[:4]
    return tokens.index("oi") + 1 if called else 0


def _meaning(typed: str, before: str, token: str, after: str) -> str:
    """By its accents, else by its neighbours, else by the list; 'đã' is never the polite 'dạ' typed without accents."""
    accented = typed.lower()
    if accented in _ACCENTED:
        return _ACCENTED[accented]
    for befores, afters, words in _CONTEXTS.get(accented if accented in _CONTEXTS else token, ()):
        if before in (befores or [before]) and after in (afters or [after]) and accented != "đã":
            return words
    return _SPELLINGS.get(token, token)
