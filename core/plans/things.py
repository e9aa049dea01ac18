"""The words by which what is handed in is named, and those around it that are no part of its name."""

import re

THINGS = (
    "bao cao",
    r"(?<!\bphong )(?<!\bso )(?<!\bban )ke hoach",
    "danh sach",
    "ho so",
    "phieu dang ky",
    "phieu",
    "ban dang ky",
    "dang ky",
    "bai du thi",
    "bai viet",
    "bai tham luan",
    "ban thu hoach",
    "tac pham",
    "san pham",
    "so lieu",
    "bien ban",
    "noi dung",
    "lich",
    "de cuong",
    "van ban",
    r"(?<!\bphong )(?<!\bso )(?<!\bbo )thong tin(?! va truyen thong)",
    "minh chung",
    "hinh anh",
    "chuong trinh",
    "de an",
    "y kien",
    "kinh phi",
    "nhan su",
    "video",
    "clip",
    "du lieu",
    "kich ban",
    "ban cam ket",
    "tham luan",
    "du toan",
    "to trinh",
    "de xuat",
    "thong ke",
    "xac nhan",
    "so luong",
    "de nghi khen thuong",
)
THING = re.compile(
    rf"(?:\b(?:{'|'.join(THINGS)})\b|"
    r"\btong hop\b(?!\s+(?:gui|bao|trinh|nop|va gui|chung)))"
)
STOP = re.compile(
    r"[;:]|\((?=qua|ve|theo|gui|dia|email|sdt|dien|nop|co|kem theo mau|mau|den|bang|tu|d/c|dong chi)|\s-\s|\b(?:gui|"
    r"nop|ve\s+(?:ban|quan|huyen|tinh|thanh|doan|van|trung|hoi|so|phong|uy|ubnd|lien|bch|"
    r"btv|dia|hop|bo|truong|cong)"
    r"|(?<!ket )(?<!hieu )qua\s+(?:"
    r"cong|dia|hop|email|mail|thu|zalo|van|ban|he|link|duong|phan)|truoc|cham nhat|muon nhat|bang\s+(?:file|"
    r"tap|van|email)|"
    r"theo\s+(?:mau|dia|thoi|cac|dung)|den\s+(?:het|ngay|ban|quan|huyen|tinh|doan)|han\s+(?:chot|cuoi|nop)|"
    r"thoi\s+han|khong\s+(?:muon|cham|qua)|trong\s+ngay)\b|"
    r",\s*(?:\w+\s+){0,5}(?:gui|nop|bao|nhan|dong\s+thoi)\b"
)
TOWARDS = re.compile(r"\s(?:về|cho|tới|đến|lên|trình|qua|với|gửi về)\s+(?=(?P<who>.{3,60}))", re.IGNORECASE)
RECEIVER = re.compile(
    r"(?:(?:đ/c|đồng chí|thầy|cô|anh|chị|ông|bà|thường trực|bộ phận|mail|email|hộp thư|nhà trường|bgh|cdc|sở|phòng|tw|"
    r"trên|cấp trên|lãnh đạo|cơ quan|thư viện|văn thư|tài khoản|p\.|tổ(?=\s(?-i:[A-ZĐ])))(?!\w)|[\w.\-]{2,40}@|"
    r"(?-i:[A-ZĐ]{3,}(?!\w)))",
    re.IGNORECASE,
)
SENT_BEHIND = re.compile(
    r"[,;]\s*(?P<what>[^,;:.]{4,60}?)\s+(?:gửi|nộp)\s+(?:về\s|qua\s|trước|chậm|muộn|đến|hạn)[^,;:]{0,60}$",
    re.IGNORECASE,
)
PART = re.compile(r"(?:đợt|vòng|giai đoạn|lần|lớp|kỳ|học kỳ|khối|cụm|quý)\s+\S{1,4}", re.IGNORECASE)
BRACKETS = re.compile(r"\([^()]{0,200}\)")
OTHER_PAPER = re.compile(r"\s+(?:nay|tren|so\s+\d)\b")
OF_HANDING = re.compile(
    r"^(?:thời\s+)?(?:hạn(?:\s+(?:chót|cuối))?|gian)\s+(?:nộp|gửi|nhận|tiếp nhận)\s+(?=\S)", re.IGNORECASE
)
NO_RECEIVER = re.compile(
    r"(?:các|những|mỗi|đội|nhóm|tổ|nhà|kho |hội (?:thi|nghị|thao|trại)|thanh niên|cán bộ|đoàn viên|gia đình|100)",
    re.IGNORECASE,
)
ASKED = re.compile(r"[\s,](?:đề nghị|yêu cầu|hoàn thành|chốt|xong|phải|cần)$", re.IGNORECASE)
SENDING = re.compile(
    r"(?<!\w)(?:gửi|nộp|lập|chuyển|báo(?! cáo)|hoàn thành|hoàn thiện|cung cấp|cử|xây dựng|chuẩn bị)"
    r"(?: lại| bổ sung| ngay|"
    r" thêm)?\s+"
    r"(?=(?P<what>\S+(?:\s+\S+)?))",
    re.IGNORECASE,
)
NO_OBJECT = re.compile(
    r"(?:ve|qua|cho|truoc|cham|muon|bang|theo|den|toi|trong|truc tiep|tai|len|kem|han|khong|va|de|dung|day du|som|"
    r"vao|het|"
    r"ubnd|so(?! lieu| luong)|tinh|huyen|ban (?:thuong|chap|to|phong|giam)|phong|van phong|doan|hoi|d/c|dong chi)\b"
)
# Verbs whose object is what is sent behind them: 'chọn 05 tranh, nộp về …', 'thẩm định bộ câu hỏi, gửi lại …'.
MAKING = re.compile(
    r"(?<!\w)(?:chọn|tuyển chọn|lựa chọn|bình chọn|lập|xây dựng|hoàn thiện|hoàn chỉnh|thẩm định|thu|tổng hợp|viết|cử|"
    r"rà soát|thống kê|chuẩn bị|thiết kế|biên soạn|soạn|điền|in|khảo sát|quay|dựng|tham mưu|đề xuất|giới thiệu|kê khai|"
    r"nhận|tiếp nhận|cập nhật|đăng|đăng tải|ghi|chốt)\s+(?=(?P<what>\S+(?:\s+\S+)?))",
    re.IGNORECASE,
)
SENDS = re.compile(
    r"(?:[,;]?\s*(?:và|rồi|để|đề nghị|yêu cầu))?\s*(?<!\w)(?:gửi|nộp|báo|chuyển|trình)(?!\w)", re.IGNORECASE
)
TILL = re.compile(r"\W*(?:(?:đến|tới)(?:\s+hết)?\W*(?:ngày\W*)?)?", re.IGNORECASE)
ALSO = re.compile(r"^\W*(?:riêng|còn|và|đối với|các đơn vị)\s+", re.IGNORECASE)
LEAD_MARK = re.compile(r"^[\s\-–+•*.\d)]{0,8}(?:[a-zđ]\)\s*)?")
DANGLING = frozenset(
    [
        "đã",
        "trong",
        "trước",
        "hạn",
        "vào",
        "hết",
        "lúc",
        "về",
        "từ",
        "đến",
        "tới",
        "và",
        "cùng",
        "để",
        "cho",
        "thì",
        "là",
        "phải",
        "xong",
        "đầy",
        "đủ",
        "này",
        "trên",
        "đó",
        "được",
        "cần",
        "và/hoặc",
        "tại",
        "do",
    ]
)  # compared with its accents: "đội thi", "chuyên đề" end as they are
