"""Invented names. Nobody is meant; phones are of the form 09xx.000.xxx, which nobody has."""

ORGANISATION = "Quận Đoàn Bình Lâm"
ORGANISER = ("Trần Đăng Khoa", "0912.000.118", "Phó Bí thư")
SECRETARY_TITLE, DEPUTY_TITLE = "Bí thư", "Phó Bí thư"

# A cluster, what stands before a unit's own name in it, and what kind of units these are.
CLUSTERS = (
    ("Cụm 1 – Địa bàn dân cư", "Đoàn phường", "doan_phuong"),
    ("Cụm 2 – Trường học", "Đoàn Trường THPT", "doan_truong"),
    ("Cụm 3 – Công nhân lao động", "Đoàn Công ty", "doan_co_so"),
    ("Cụm 4 – Hành chính sự nghiệp", "Chi đoàn", "chi_doan"),
)
OWN = (
    "An", "Bình", "Phú", "Tân", "Long", "Thạnh", "Hưng", "Vĩnh", "Đông", "Mỹ",
    "Xuân", "Hiệp", "Lộc", "Thuận", "Phước", "Minh", "Quang", "Trung", "Nam", "Thái",
)  # fmt: skip
SECOND = (
    "Hòa", "Lâm", "Hậu", "Lập", "Sơn", "Lợi", "Thịnh", "Trường", "Xuyên", "Điền",
    "Giang", "Khê", "Trạch", "Hải", "Châu", "Nghĩa", "Tiến", "Yên", "Đức", "Cường",
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Hồ", "Đỗ", "Ngô", "Lý", "Trịnh", "Cao", "Dương")
MIDDLE = ("Thị", "Quốc", "Minh", "Thu", "Gia", "Ngọc", "Hải", "Đức", "Thanh", "Xuân", "Thùy", "Văn", "Anh")
GIVEN = (
    "Mai", "Huy", "Trí", "Thảo", "Bảo", "Lan", "Nam", "Vân", "Phúc", "Dung",
    "Sơn", "Hạnh", "Tú", "Khánh", "Loan", "Tuấn", "Hiền",
)  # fmt: skip
# What units type, unaccented as people type.
HAND_IN, THIS_AFTERNOON, TOMORROW_MORNING = "nop bao cao", "chieu nay em nop", "sang mai em nop"
FILE = "Bao cao {unit}.pdf"
