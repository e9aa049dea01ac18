"""The demo's invented world: an organisation, twelve units in three clusters, one plan. Every name is made up."""

from decimal import Decimal

from core.forms import Field, FieldKind, Form
from core.targets import Aim

ORGANISATION = "Quận Đoàn Bình Lâm"
NUMBER = "41-KH/ĐTN"
NAME = "đợt thi đua lao động sáng tạo"
SHORT = "đợt thi đua"
SPEAKER = "Ban Tổ chức đợt thi đua"

ORGANISER = ("Trần Đăng Khoa", "0912.000.118", "Phó Bí thư")
LEADER = ("Lê Thị Hạnh", "0913.000.204", "Bí thư")

# mark, unit, kind, secretary, phone, how the unit behaves in the rehearsal
UNITS = (
    ("AH", "Đoàn phường An Hòa", "doan_phuong", "Nguyễn Thị Mai", "0914.000.301", "you"),
    ("AB", "Đoàn phường An Bình", "doan_phuong", "Phạm Quốc Huy", "0914.000.302", "prompt"),
    ("TL", "Đoàn phường Tân Lập", "doan_phuong", "Võ Minh Trí", "0914.000.303", "prompt"),
    ("PH", "Đoàn phường Phú Hậu", "doan_phuong", "Đặng Thu Thảo", "0914.000.304", "reminded"),
    ("TA", "Đoàn Trường THPT An Lâm", "doan_truong", "Bùi Gia Bảo", "0914.000.305", "reminded"),
    ("TN", "Đoàn Trường Trung cấp Nghề", "doan_truong", "Hồ Ngọc Lan", "0914.000.306", "last"),
    ("TC", "Đoàn Trường Cao đẳng Kỹ thuật", "doan_truong", "Đỗ Hải Nam", "0914.000.307", "last"),
    ("DL", "Chi đoàn Điện lực", "chi_doan", "Ngô Đức Anh", "0914.000.308", "absent"),
    ("BV", "Chi đoàn Bệnh viện", "chi_doan", "Lý Thanh Vân", "0914.000.309", "late"),
    ("CN", "Chi đoàn Cấp nước", "chi_doan", "Trịnh Văn Phúc", "0914.000.310", "prompt"),
    ("BD", "Chi đoàn Bưu điện", "chi_doan", "Mai Thùy Dung", "0914.000.311", "silent"),
    ("CT", "Đoàn Công ty May Bình Lâm", "doan_co_so", "Cao Xuân Sơn", "0914.000.312", "late"),
)
DEPUTY = ("AH", "Lâm Anh Tú", "0914.000.313")
CLUSTERS = {
    "Cụm 1 – Địa bàn dân cư": ("AH", "AB", "TL", "PH"),
    "Cụm 2 – Trường học": ("TA", "TN", "TC"),
    "Cụm 3 – Công nhân lao động": ("DL", "BV", "CN", "BD", "CT"),
}
SECRETARY_TITLE, DEPUTY_TITLE = "Bí thư", "Phó Bí thư"

FIRST_REPORT = "Nội dung hoạt động trọng tâm"
LAST_REPORT = "Báo cáo kết quả"
NO_LATER_THAN, BEFORE = "chậm nhất ngày", "trước ngày"

FIRST_FORM = Form(
    (
        Field("noi_dung", "Nội dung trọng tâm của đơn vị", FieldKind.LONG_TEXT, maximum=2000),
        Field("tep", "Văn bản đăng ký", FieldKind.FILES),
    )
)
LAST_FORM = Form(
    (
        Field(
            "luot", "Số lượt người tham gia", FieldKind.NUMBER, unit="lượt người tham gia", minimum=0, maximum=100_000
        ),
        Field("ket_qua", "Kết quả nổi bật", FieldKind.LONG_TEXT, maximum=2000),
        Field("tep", "Báo cáo", FieldKind.FILES),
    )
)

# What the other units write, unaccented as people type.
SAYS = {
    "noi_dung": "Tổ chức ngày hội sáng tạo trẻ, vận động mỗi chi đoàn một sáng kiến cải tiến kỹ thuật.",
    "ket_qua": "Đã tổ chức hai buổi tuyên truyền, thu được bảy sáng kiến, tuyên dương ba đoàn viên tiêu biểu.",
}
COUNTED = "luot"  # of the last report
AIMS = (Aim("lượt người tham gia", "lượt người tham gia", Decimal(2500)),)
COUNTS = ("150", "86 luot", "1.200", "240", "95 luot", "310", "175", "64", "120", "88", "45", "260")
FILE_NAME = "Bao cao {unit}.pdf"
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
