"""What is to be reached, in numbers: '20.000 lượt', 'ít nhất 02 mô hình', '100% cơ sở Đoàn', 'mỗi đơn vị 01 mô hình'.

A number is a target when it counts something that can be counted up (a measure: lượt, chi đoàn, công trình, …) and a
word of doing or of aiming stands before it. Years, anniversaries, numbers of documents, levels, prices, fees, places
and what stands in quotation marks ('phong trào “4 nhất”') are none.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.numbers import read_number
from core.plans.items import PLAIN, Item, Section, outline
from core.plans.lines import Line
from core.plans.plain import plain
from core.plans.proposal import Evidence, Target
from core.plans.tables import Column, lines_apart, tables

# Longest first, so that "chi đoàn" is not read as "chi".
_MEASURES = (
    "lượt người|lượt|đoàn viên|hội viên|đội viên|thanh thiếu nhi|thanh niên|thiếu nhi|học sinh|sinh viên|trẻ em|"
    "đảng viên|"
    "quần chúng|cán bộ|công nhân|người|hộ gia đình|hộ|gia đình|em|anh chị|thành viên|cộng tác viên|tình nguyện viên|"
    "lực lượng nòng cốt|"
    "chi đoàn|chi hội|đoàn cơ sở|cơ sở|tổ chức|đơn vị máu|đơn vị|doanh nghiệp|câu lạc bộ|clb|đội hình|đội|tổ|nhóm|"
    "công trình|phần việc|mô hình|hoạt động|chương trình|hội thi|hội thao|hội nghị|hội trại|hội diễn|cuộc thi|diễn đàn|"
    "tọa đàm|toạ đàm|ngày hội|lễ hội|buổi lễ|buổi|lớp tập huấn|lớp|khóa|khoá|tập huấn|đợt|chuyến|chuyên đề|"
    "sân chơi|khu vui chơi|tuyến đường|tuyến|đoạn đường|ngôi nhà|nhà nhân ái|nhà tình nghĩa|nhà|căn|phòng|giếng|cầu|"
    "cây xanh|cây|phần quà|suất quà|suất học bổng|suất|học bổng|phần|món quà|quà|bộ|chiếc|thẻ bảo hiểm y tế|thẻ|"
    "băng rôn|băng-rôn|pa nô|pano|áp phích|tờ rơi|tờ gấp|cờ|vận động viên|chậu|thùng|tuyến phố|"
    "tin bài|tin|bài viết|bài|video clip|video|clip|ấn phẩm|sản phẩm|tác phẩm|sáng kiến|ý tưởng|giải pháp|đề tài|"
    "đề án|dự án|điểm|địa chỉ|địa chỉ đỏ|gương|tấm gương|tủ sách|thư viện|cuốn sách|cuốn|hồ sơ|tài khoản|trường hợp|"
    "chỉ huy|áo ấm|áo|chăn|màn|bánh chưng|bánh tét|bánh|gói|hộp|thùng|cặp sách|xe đạp|mũ bảo hiểm|khẩu trang|lá cờ|"
    "cụ|bệnh nhân|tiết mục|"
    "bồn hoa|bồn|bể|trụ|máy|camera|tủ|bàn|xe|ghế|bình|loa|km|m2|mét|ha|kg|tấn|lít|triệu đồng|tỷ đồng|tỉ đồng|"
    "nghìn đồng|đồng|triệu|tỷ"
)
_FIGURE = r"\d{1,3}(?:[. ]\d{3})+(?!\d)|\d{1,7}(?:,\d{1,2})?"
_SPELT = r"một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_COUNT = re.compile(
    rf"(?<![\w.,/\-–])(?:(?P<figure>{_FIGURE})(?:\s*\([^()]{{1,30}}\))?(?P<scale>\s+(?:nghìn|ngàn|triệu|tỷ|"
    rf"tỉ)(?!\s+đồng))?"
    rf"|(?P<spelt>{_SPELT}))\s*(?:(?P<percent>%|phần trăm)|\s(?P<measure>{_MEASURES})(?!\w))",
    re.IGNORECASE,
)
_HOPED = re.compile(r"^\W*(?:phấn đấu|phần đấu|phân đầu|mục tiêu)\s+", re.IGNORECASE)
_LEVEL_NAME = re.compile(r"cấp (?:tỉnh|thành phố|thành|quận|huyện|xã|phường|cơ sở|trường|khối|trung ương|chi đoàn)")
_AT_LEAST = re.compile(r"ít nhất|tối thiểu|trở lên|≥|>=", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«][^”\"»]{0,400}[”\"»]")
_LEAST = re.compile(r"(?:ít nhất|tối thiểu|từ|không dưới|trở lên|≥|>=)\W*$", re.IGNORECASE)
_MORE = re.compile(r"(?:hơn|trên|vượt|>)\W*$", re.IGNORECASE)
_PER_UNIT = re.compile(
    r"(?P<who>\bmỗi\s+(?:(?!mỗi|ít nhất|tối thiểu|tổ chức|thực hiện|xây dựng|đăng ký|có|phấn đấu)[^\W\d]+\s+){1,8})",
    re.IGNORECASE,
)
_AIMING = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|phấn đấu|chỉ tiêu|mục tiêu|đạt|thu hút|hơn|trên|không dưới|mỗi|có|duy trì|giữ vững|"
    r"hoàn thành|đảm bảo|đảm nhận|tổ chức|thành lập(?: mới)?|xây dựng|củng cố|thực hiện|triển khai|hỗ trợ|"
    r"giúp đỡ|trao tặng|"
    r"trao|tặng|kết nạp(?: mới)?|giới thiệu|phát triển(?: mới| đoàn)?|vận động|trồng(?: mới)?|sửa chữa|bồi dưỡng|"
    r"huy động|"
    r"thăm|đăng tải|cấp|khám|hiến|tiếp nhận|mở|ra mắt|tư vấn|tập huấn|tuyên dương|biểu dương|đỡ đầu|nhận|chăm lo|"
    r"cho|với|"
    r"đưa|gói|mừng thọ|sơn|sơn lại|vẽ|quét|dọn|phát quang|treo|phát|in|dán|lắp|cử|lắp đặt|nạo vét|vệ sinh|làm|"
    r"đăng ký|tham gia|quyên góp|ủng hộ|và|gồm|số lượng)(?!\w)",
    re.IGNORECASE,
)
_STOCK = re.compile(r"(?<!\w)(?:duy trì|giữ vững|củng cố|hiện có|nâng cao chất lượng)(?!\w)", re.IGNORECASE)
_DOING = re.compile(
    r"(?P<verb>thành lập(?: mới)?|phát triển(?: mới)?|kết nạp(?: mới)?|duy trì|giới thiệu|bồi dưỡng|trao tặng|trồng|"
    r"xây dựng|hỗ trợ|củng cố|vận động|tặng|trao|sửa chữa)(?=\W)",
    re.IGNORECASE,
)
_NO_TARGET_BEFORE = re.compile(
    r"(?:kỷ niệm|đoàn|lần thứ|thứ|mức độ|cấp độ|cấp|quận|khu phố|ấp|khóa|khoá|khối|lớp|tổ|số|điều|khoản|điểm|mục|"
    r"tại|trị giá|mức|"
    r"không quá|dưới|tối đa|không vượt quá|không để.{0,40}|trong|giá|lệ phí|từ|quý|tháng|năm|tuổi|ngày|tuần|"
    r"giai đoạn|nhiệm kỳ|phường|cụm|nhóm|vòng|bảng|hạng|phụ lục|"
    r"mẫu|giải)"
    r"\s*$",
    re.IGNORECASE,
)
# "(06 người/đội)", "gồm 4 phần": how something is made up
_IS_MAKE_UP = re.compile(
    r"\([^()]{0,12}\d+ [^\d()]{2,14}/(?:đội|tổ|nhóm|lớp|phòng)|\(\s*\d{1,3} (?:thành viên|người|vđv|vận động viên|"
    r"em)\)|gồm(?: có)? \d{1,2} (?:phần|vòng|nội|thành|người|giai)"
)
_FROM = re.compile(r"từ\s*$", re.IGNORECASE)
_HANDED = re.compile(r"(?:nộp|gửi)\s*$", re.IGNORECASE)
_PRICED = re.compile(r"lệ phí|kinh phí|dự toán|giải (?:nhất|nhì|ba|khuyến khích|thưởng)|tiền thưởng", re.IGNORECASE)
_NEAR = 70  # letters before a number in which the word of aiming stands
_LONGEST = 1500  # letters of a line that are read
_ABOUT = re.compile(r"\s*(?:khoảng|ít nhất|tối thiểu|gồm|là|đạt|trên|hơn|dự kiến|tổng số)?\s*", re.IGNORECASE)
_MONEY = re.compile(r"(?:tong )?(?:nguon )?kinh phi\b")
_SCALE = re.compile(r"(?:quy mo|so luong|chi tieu|du kien so)\b")
_LEADING = re.compile(r"^[\s\-–+•*]*(?:\w{1,3}[.)]\s+)?")
_MOST_WORDS = 22
_END = re.compile(
    r"[;.](?=\s|$)|\.\.\.|…|,\s+(?=(?:ít nhất |trên |hơn )?\d)|,\s+(?:trong đó|trị giá|mỗi|đồng thời|nhằm|qua đó|"
    r"góp phần)|"
    r"\s+và\s+\d"
)
_SLASH = re.compile(
    r"\s*/\s*(?P<per>đơn vị|chi đoàn|cơ sở|xã|phường|năm|tháng|quý|đoàn viên|người|cụm|huyện|trường|đợt)(?!\w)"
)
_UNITS_BEFORE = re.compile(
    r"[^,;.]{0,60}?\d{1,3} (?:xã|phường|quận|huyện|cụm|khối|đơn vị)(?=\s+(?!mới))", re.IGNORECASE
)
_PREDICATE = re.compile(
    r"\s+(?:tham mưu|tham gia|đẩy nhanh|đẩy mạnh|hoàn thành|thực hiện|tổ chức|được|có|đạt|đăng ký|triển khai|"
    r"xây dựng|trên|"
    r"trực thuộc|tại|cài đặt|sử dụng|tập trung|quán triệt|học tập|thành lập|duy trì|là|đảm bảo|nắm|biết|ký)(?!\w)",
    re.IGNORECASE,
)


def targets_in(text: str, line: int, level: str = "", *, aimed: bool = False) -> tuple[Target, ...]:
    """The targets of one line. `level` is who its section speaks to; `aimed`: the section lists targets itself."""
    said = _QUOTED.sub(lambda quote: " " * len(quote[0]), text[:_LONGEST])
    found = (_target(text, said, count, line, level, aimed) for count in _COUNT.finditer(said))
    return tuple(target for target in found if target is not None)


def _target(text: str, said: str, count: re.Match[str], line: int, level: str, aimed: bool) -> Target | None:
    before = _clause_before(said, count.start())
    if _IS_MAKE_UP.search(said[max(0, count.start() - 12) : count.end() + 8]):
        return None
    value = _value(count)
    after = _clause_after(text, said, count)
    upwards = bool(_FROM.search(before)) and "trở lên" in after  # "từ 20 đoàn viên trở lên"
    if value is None or not _is_aim(before, count, aimed, upwards):
        return None
    who = _PER_UNIT.search(before[-90:])
    unit, per_unit = _unit(count, after, who)
    return Target(
        what=_what(before, count, after, text),
        value=value,
        unit=unit,
        evidence=Evidence(line, text[max(0, count.start() - len(before)) : count.end() + len(after)].strip()),
        level=_level(count, after, before, who, level),
        op=_operator(before),
        stock=bool(_STOCK.search(before[-_NEAR:])) and not count["percent"],
        per_unit=per_unit,
    )


def _clause_before(said: str, end: int) -> str:
    """From the last full stop, semicolon or colon on."""
    start = max(said.rfind(mark, 0, end) for mark in (". ", ";", ": ", "\n"))
    if said[start : start + 1] == ":" and _ABOUT.fullmatch(said[start + 1 : end]):  # "Tặng quà người nghèo: 1.000 suất"
        start = max(said.rfind(mark, 0, start) for mark in (". ", ";", ": ", "\n"))
    return said[start + 1 : end]


def _clause_after(text: str, said: str, count: re.Match[str]) -> str:
    """Up to the end of the clause; a comma ends it where another number or doing follows."""
    rest = said[count.end() :]
    stop = _END.search(rest)
    return text[count.end() : count.end() + (stop.start() if stop else len(rest))]


def _is_aim(before: str, count: re.Match[str], aimed: bool, upwards: bool) -> bool:
    """A word of aiming stands near before it, and nothing that makes the number a name, a place or a price."""
    if (_NO_TARGET_BEFORE.search(before) and not upwards) or _PRICED.search(before) or _HANDED.search(before):
        return False
    if count["percent"]:
        return True
    cue = _AIMING.search(before[-_NEAR:])
    if count["spelt"]:
        return bool(_LEAST.search(before) or _PER_UNIT.search(before[-90:]))
    return aimed or bool(cue)


def _value(count: re.Match[str]) -> float | None:
    if count["spelt"]:
        return float(_SPELT.split("|").index(count["spelt"].lower()) + 1)
    read = read_number((count["figure"] or "").replace(" ", ".") + (count["scale"] or ""))
    return float(read) if isinstance(read, int | Decimal) else None


def _unit(count: re.Match[str], after: str, who: re.Match[str] | None) -> tuple[str, bool]:
    """'01 tổ chức/đơn vị', 'mỗi đơn vị 01 công trình': asked of each, which the unit keeps."""
    if count["percent"]:
        return "%", False
    unit = " ".join(count["measure"].lower().split())
    slash = _SLASH.search(after)
    if slash:
        return f"{unit}/{slash['per'].strip().lower()}", True
    return unit, who is not None


def _operator(before: str) -> str:
    if _LEAST.search(before):
        return ">="
    return ">" if _MORE.search(before) else "="


def _what(before: str, count: re.Match[str], after: str, text: str) -> str:
    """The thing counted, with the word of doing where that tells what is counted ('thành lập mới … chi hội')."""
    doing = list(_DOING.finditer(before[-_NEAR:]))
    verb = f"{doing[-1]['verb'].lower()} " if doing and not count["percent"] else ""
    measure = "" if count["percent"] else f"{count['measure']} "
    if after.strip().startswith("so với"):
        return _shortened(_LEADING.sub("", before))
    if (colon := before.rfind(":")) >= 0 and _ABOUT.fullmatch(before[colon + 1 :]) and not after.strip(" ,.;"):
        return _shortened(f"{measure}{_LEADING.sub('', before[:colon])}")
    return _shortened(f"{verb}{measure}{after.strip()}")


def _shortened(what: str) -> str:
    words = what.split()
    return " ".join(words[:_MOST_WORDS]).replace(" ,", ",").strip(" ,.;:(")


def _level(count: re.Match[str], after: str, before: str, who: re.Match[str] | None, level: str) -> str:
    if count["percent"]:
        return _subject(after) or level
    if who:
        return who["who"].strip()
    if subject := _UNITS_BEFORE.search(before):
        return _HOPED.sub("", subject[0]).strip()
    return level


def _subject(after: str) -> str:
    """'100% cán bộ, công chức trẻ đẩy nhanh …': who, up to what they do."""
    found = _PREDICATE.search(after[:120])
    return _shortened(after[: found.start()] if found else "")


def targets(lines: Sequence[Line]) -> tuple[Target, ...]:
    """Every target of the body and of tables of targets, in reading order, each once."""
    found = [*_of_tables(lines), *(one for item in outline(lines, lines_apart(lines)) for one in _of_item(item))]
    first: dict[tuple[float, str, str], Target] = {}
    for one in found:
        first.setdefault((one.value, one.unit, plain(one.what)), one)
    return tuple(sorted(first.values(), key=lambda one: one.evidence.line))


def _of_item(item: Item) -> Iterator[Target]:
    """Not from what stands above the first section: there the document tells where it comes from."""
    if item.parent is None and item.depth == PLAIN:
        return
    barred = (Section.MONEY, Section.REWARD, Section.REPORTING)
    if (
        item.within in barred
        or _MONEY.match(item.plain)
        or (item.within is Section.FRAME and not _SCALE.match(item.plain))
    ):
        return
    aimed = item.within is Section.AIMS or bool(_SCALE.match(item.plain))
    yield from targets_in(item.text, item.line, _level_of(item), aimed=aimed)


def _level_of(item: Item) -> str:
    """'Hoạt động cấp quận:' over it."""
    for above in item.ancestors:
        if found := _LEVEL_NAME.search(above.text[:80].lower()):
            return found[0]
    return ""


def _of_tables(lines: Sequence[Line]) -> Iterator[Target]:
    """'Nội dung | ĐVT | Chỉ tiêu': the number, what it counts and its measure are in cells of their own."""
    for table in tables(lines):
        for row in table.rows if table.is_of_targets else ():
            value = _number(row.get(Column.COUNT))
            what = row.get(Column.TITLE) or row.get(Column.UNIT)
            if value is not None and what:
                unit = "%" if "%" in row.get(Column.COUNT) else row.get(Column.MEASURE).lower()
                op = ">=" if _AT_LEAST.search(row.get(Column.COUNT)) else "="
                level = row.get(Column.UNIT) if row.get(Column.TITLE) else ""
                yield Target(what, value, unit, Evidence(row.line, row.text), level, op)


def _number(cell: str) -> float | None:
    figures = re.findall(r"\d[\d.,]*", cell[:60])
    read = read_number(figures[0].rstrip(".,")) if len(figures) == 1 else None
    return float(read) if isinstance(read, int | Decimal) else None
