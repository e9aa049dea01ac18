"""Who does a thing: a written list of bodies becomes names, those who lead it apart from those who support it.

Names of bodies hold commas, dashes and "và" themselves ("Ban Tuyên giáo - Đối ngoại", "Đoàn Sở Văn hóa và Thể thao",
"Cụm 2, 5, 8"). So a list is cut only where a word follows that bodies begin with. A class of units ("các cơ sở Đoàn
có chuyên môn …") is one name: who belongs to it is for people to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.plans.plain import plain
from core.vietnamese import fold

LONGEST = 600  # letters of a list of bodies; what is longer is prose

_HEADS = (
    "ban|bch|btv|btc|bcđ|bql|bđh|văn phòng|vp|tiểu ban|tổ|hội đồng|hđđ|thường trực|lãnh đạo|bí thư|phó bí thư|chủ tịch|"
    "ủy viên|đoàn|chi (?:đoàn|hội|bộ|cục)|liên chi|lcđ|quận|huyện|thị|thành (?:đoàn|phố|ủy|uỷ)|tp|tỉnh|xã|phường|"
    "đặc khu|trung (?:ương|tâm)|hội|câu lạc bộ|clb|đội|nhóm|cụm|khối|khu|công (?:đoàn|an|ty)|liên đoàn|mặt trận|"
    "mttq|ubmt|hlhtn|hsv|các|những|mỗi|tất cả|toàn|100%|đơn vị|cơ sở|cấp|cán bộ|chuyên viên|thanh niên|đồng chí|đ/c|"
    "gia đình|sở|phòng|cục|tổng|bộ|trường|nhà|đại học|cao đẳng|học viện|viện|bệnh viện|trạm|cung|thư viện|bảo tàng|"
    "báo|đài|truyền hình|tạp chí|ngân hàng|kho bạc|t[òo][aà] án|quỹ|hạt|xí nghiệp|hợp tác xã|[ủu][yỷ] ban|ubnd|"
    "thành viên|giáo viên|tổ trưởng|học sinh|đảng [ủu][yỷ]|phụ nữ|nông dân|cựu chiến binh|thôn|ấp"
)
# What begins like a body and is the rest of a name or a task: "Ban Kiểm tra và Tổ chức", "phòng, chống ma túy".
_NOT_HEADS = (
    "tổ (?:chức|quốc)|trường học|đoàn (?:kết|thể)|đội ngũ|phòng[ ,]+(?:chống|trừ)|hội (?:nhập|họp|viên)|"
    "báo (?:chí|cáo)|xã hội|nhà nước|cơ sở (?:vật chất|hạ tầng)|thanh niên (?:công nhân|nông thôn|trường học|"
    "xung phong)|ban hành|cấp phát"
)
_HEAD = re.compile(rf"(?!(?:{_NOT_HEADS})(?!\w))(?:{_HEADS})(?!\w)", re.IGNORECASE)
_MARK = re.compile(r"^[\s\-–—+•*.;:,]+|^\(?\d{1,2}[.)]\s+")
_LABEL = re.compile(
    r"^(?:đơn vị|người|bộ phận|cơ quan|các đơn vị)?\s*"
    r"(?:phân công|giao cho|giao|đề nghị|thực hiện|phụ trách|chủ trì|chỉ đạo|tổ chức|đăng cai)"
    r"(?:\s+(?:thực hiện|phụ trách|chính))?\s*:?\s*",
    re.IGNORECASE,
)
_VERB = r"(?:phụ trách|chủ trì|triển khai|thực hiện|tham mưu|phối hợp|tổ chức|đảm nhận|chịu trách nhiệm|đăng cai)"
_ENDING = re.compile(rf"[\s,.;:]*(?<!\w)(?:(?:cùng|và)\s+)?{_VERB}(?:\s+chính)?[\s,.;:]*$", re.IGNORECASE)
_WITH = re.compile(
    r"[\s,;.(]*(?:\b(?:chủ trì|phụ trách|thực hiện)\b[\s,;]*)?(?<!\w)(?:và\s+)?(?:đơn vị\s+)?phối hợp"
    r"(?:\s+thực hiện)?(?:\s+(?:với|cùng|giữa))?[\s:]+",
    re.IGNORECASE,
)
_CHAIR = re.compile(r"chủ trì|phụ trách chính|chịu trách nhiệm chính", re.IGNORECASE)
_LEAD_THEN_HELP = re.compile(
    r"^(?P<lead>.{3,300}?)\s+(?:chủ trì|"
    r"phụ trách)(?:\s+thực hiện)?\s*[,;]\s*(?:và\s+)?(?P<help>.{3,300}?)\s+(?:phối hợp|hỗ trợ)"
    r"(?:\s+thực hiện)?\W*$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\s*\((chủ trì|phụ trách(?: chính)?|phối hợp|hỗ trợ|đăng cai)\)\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[;\n]\s*|,\s+|,(?=\D)|\s+(?:và|cùng|\+|&)\s+", re.IGNORECASE)


_DUTIES = (
    "phụ trách|thực hiện|tổ chức|tuyên truyền|giới thiệu|phối hợp|chủ trì|tham mưu|chủ động|xây dựng|triển khai|"
    "là|căn cứ|"
    "chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|tập huấn|hướng dẫn|theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp|"
    "chuẩn bị|"
    "bố trí|đảm bảo|bảo đảm|tham gia|vận động|cử|gửi|đăng ký|lập|báo cáo|quán triệt|phổ biến|hỗ trợ|tập trung|"
    "tăng cường|"
    "đẩy mạnh|tiếp tục|nghiêm túc|phân công|phát động|đề xuất|thành lập|huy động|quan tâm|chỉ đạo|tạo điều kiện|"
    "cung cấp|"
    "đăng tải|thông tin|viết|thiết kế|mời|liên hệ|tiếp nhận|thẩm định|chấm|duyệt|ban hành|cụ thể hóa|rà soát|"
    "thống nhất|"
    "điều phối|đánh giá|sơ kết|tổng kết|xét|cân đối|dự trù|quyết toán|đăng cai|khảo sát|lựa chọn|nắm bắt|"
    "phát huy|giao(?! thừa| thông| lưu| ban)|cùng|"
    "sẽ|phải|cần|nộp|báo|phát(?= quà| phiếu| thư| tờ| động)|viết|trình|hoàn thành|hoàn thiện|phản hồi|góp ý|"
    "bàn giao|chốt|hoàn chỉnh|chọn|tuyển chọn|lựa chọn|bình chọn|thu|"
    r"xác nhận|dựng|soạn|nhập|khai|điền|đối chiếu|quyết toán|được giao|dựa|trên cơ sở|tích cực|kịp thời"
)
_DUTY = re.compile(rf"(?:(?<=\s)|(?<=,\s))(?:{_DUTIES})(?=[\s,:])")
ADJECTIVES = ("đăng cai", "tham gia", "được giao", "phụ trách", "phối hợp", "chủ trì")  # "Trường đăng cai: chuẩn bị …"
_NAMES_NO_BODY = (
    "gửi",
    "nộp",
    "chốt",
    "báo",
    "báo cáo",
    "lập",
    "đăng ký",
    "hoàn thành",
    "hoàn thiện",
    "cử",
    "phải",
    "cần",
)
DUTY_FIRST = re.compile(
    rf"(?:{_DUTIES}|dự toán|đầu mối|thường trực|lo|quản lý|trang trí|phát|ghi|chụp|soạn|in|nhận|đón|trực)(?=[\s,:])",
    re.IGNORECASE,
)
_NOT_VERB_AFTER = (
    *(
        "ban",
        "cac",
        "tieu",
        "to",
        "nhung",
        "bch",
        "dai",
        "cong",
        "tac",
        "duoc",
        "doi",
        "phong",
        "mot",
        "va",
        "-",
        "uv",
        "tong",
    ),
)


@dataclass(frozen=True)
class Owners:
    """`chaired`: the words say who leads ("chủ trì"), or there is only one who could."""

    leads: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    chaired: bool = False

    @property
    def unclear(self) -> bool:
        """Several share it and none is named to lead."""
        return len(self.leads) > 1 and not self.chaired


def begins_a_body(text: str) -> bool:
    """The text starts with a word that names of bodies start with."""
    return bool(_HEAD.match(_MARK.sub("", text[:60])))


def bodies(text: str) -> tuple[str, ...]:
    """The names in a list, each as written, without bullets and closing marks."""
    names: list[str] = []
    for joint, piece in _pieces(text[:LONGEST]):
        if names and joint.strip(" ") != ";" and "\n" not in joint and not begins_a_body(piece):
            names[-1] += joint + piece
        elif piece:
            names.append(piece)
    return tuple(dict.fromkeys(name for raw in names if (name := _clean(raw))))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(what stood before it, piece), in order; nothing inside brackets is a joint."""
    joint, start = "", 0
    for found in _SEPARATOR.finditer(text):
        if text.count("(", start, found.start()) > text.count(")", start, found.start()):
            continue
        yield joint, text[start : found.start()].strip()
        joint, start = found[0], found.end()
    yield joint, text[start:].strip()


def _clean(name: str) -> str:
    bare_name = _MARK.sub("", name).strip(" \t.;:,-–")
    if bare_name.endswith(")") and "(" not in bare_name:
        bare_name = bare_name[:-1].rstrip(" .;,")
    return " ".join(bare_name.split())


def ends_with_a_verb(text: str) -> bool:
    """'… Đoàn Sở Nội vụ phụ trách': what such a list of bodies ends with."""
    return without_verbs(text) != text.strip(" ,;.:")


def without_verbs(text: str) -> str:
    """'Đoàn Sở Nội vụ phụ trách' -> 'Đoàn Sở Nội vụ'. 'Ban Tổ chức' keeps its name."""
    if text.count("(") < text.count(")"):
        text = text.rstrip(" .;,").removesuffix(")")
    for _ in range(5):
        found = _ENDING.search(text[-60:])
        cut = len(text[:-60]) + found.start() if found else 0
        if not found or not cut or fold(text[:cut]).endswith(("ban", "to", "cong tac")):
            break
        text = text[:cut]
    return text.strip(" ,;.:")


def owners(text: str, *, supporting: bool = False) -> Owners:
    """What a cell, a bracket or a line says about who does a thing. `supporting`: its column or label says so."""
    said = _LABEL.sub("", _MARK.sub("", " ".join(text[:LONGEST].split(" "))), count=1)
    if both := _LEAD_THEN_HELP.match(said):
        return Owners(bodies(both["lead"]), bodies(both["help"]), chaired=True)
    first, _, rest = _cut(said)
    leads, support = bodies(without_verbs(first)), bodies(without_verbs(rest))
    if not leads and support and begins_a_body(rest):
        leads, support = (), support
    if supporting:
        return Owners((), tuple(dict.fromkeys((*leads, *support))))
    return _by_role(Owners(leads, support, chaired=bool(_CHAIR.search(said))))


def _cut(said: str) -> tuple[str, str, str]:
    """Before and after 'phối hợp (với)', where a body follows it; else all of it before."""
    for found in _WITH.finditer(said):
        if begins_a_body(said[found.end() :]):
            return said[: found.start()], found[0], said[found.end() :].strip(" )")
    return said, "", ""


def _by_role(read: Owners) -> Owners:
    """'Ban A (chủ trì), Ban B (phối hợp)': the bracket says who does what, and is no part of the name."""
    leads, support, chaired = [], list(read.support), read.chaired
    for name in read.leads:
        role = _ROLE.search(name)
        plain = name[: role.start()] if role else name
        if role and fold(role[1]) in ("phoi hop", "ho tro"):
            support.append(plain)
        else:
            leads.append(plain)
    return replace(read, leads=tuple(leads), support=tuple(support), chaired=chaired or len(leads) == 1)


def first_verb(said: str) -> re.Match[str] | None:
    """The first word of doing that is not in brackets and not in a name: 'Ban Tổ chức', 'các cơ sở thực hiện'."""
    for verb in _DUTY.finditer(said[:400]):
        before = plain(said[: verb.start()]).split()
        closed = said.count("(", 0, verb.start()) == said.count(")", 0, verb.start())
        if closed and before and (before[-1] not in _NOT_VERB_AFTER or verb[0] in _NAMES_NO_BODY):
            return verb
    return None
