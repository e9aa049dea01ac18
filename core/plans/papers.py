"""The words of handing something in: its verbs, the papers, and what only looks like it."""

import re

PAPER = (
    r"(?:ke\s+hoach|bao\s+cao|danh\s+sach|ho\s+so|phieu|(?:ban\s+)?dang\s+ky|san\s+pham|bai\s+(?:du\s+thi|viet|thi)|"
    r"so\s+lieu|van\s+ban|bien\s+ban|minh\s+chung|tac\s+pham|y\s+kien|de\s+nghi\s+(?:khen|tuyen|cong)|to\s+trinh|"
    r"du\s+toan|kich\s+ban|tham\s+luan|video|clip|ban\s+(?:cam|thu|tu|tong|thuyet)|chung\s+tu|tranh|anh)"
)
RECEIVED = (
    r"(?:ho\s+so|bai|dang\s+ky|san\s+pham|tac\s+pham|bao\s+cao|danh\s+sach|y\s+kien|phieu|video|clip|tranh|anh|du\s+an|"
    r"de\s+tai|mo\s+hinh|sang\s+kien|y\s+tuong|tham\s+luan|don)"
)
NO_PAPER = (
    r"(?:giay\s+moi|thu\s+moi|cong\s+van\s+moi|loi|qua|tang|tien|kinh\s+phi|le\s+phi|doan\s+phi|dang\s+phi|hoi\s+phi|"
    r"hoc\s+phi|phi|quy|bao\s+hiem|thue|ngan\s+sach|vao\s+tai\s+khoan|ung\s+ho|xe)\b"
)
DOWN = (
    r"(?:ve\s+|cho\s+|den\s+|toi\s+)?(?:cac|nhung|tung|moi)\s+(?:xa|khoa|phuong|don\s+vi|co\s+so|chi|huyen|truong|lop|thon|"
    r"cong\s+doan|cdcs|hoi|so|nganh|to|bo\s+phan|dia\s+phuong|ban\s+nganh|thanh\s+vien|doi|em|chau|ho|gia\s+dinh|doan)\b"
)
HANDING = re.compile(
    rf"\b(?:(?<!da )(?<!thu moi )(?<!giay moi )gui(?!\s+{NO_PAPER})(?!\s+{DOWN})"
    rf"(?!\s+(?:\w+\s+){{1,4}}(?:den|cho|toi)\s+{DOWN})|(?<!da )(?<!giao )nop(?!\s+{NO_PAPER})|"
    r"(?<!thong )bao\s+(?:ve|cho|lai|si\s+so|so\s+luong|ten|danh\s+sach|nhan\s+su)|"
    r"(?<!thong )(?<!canh )(?<!du )bao\s+(?!cao|chi\b|dam|dai|dong|hieu|ton|tang|luc|ve)"
    r"(?:\S+\s+){1,5}(?:ve|cho|len|biet)|chot\s+(?:danh\s+sach|so\s+lieu|dang\s+ky|so\s+luong|nhan\s+su)|"
    r"thong\s+bao\b.{3,60}\bve\b(?!\s+(?:cac|tung|moi)\b)|quyet\s+toan\s+(?:chung\s+tu|voi)|tra\s+(?:loi|ket\s+qua)|"
    r"bo\s+sung\s+(?:minh\s+chung|ho\s+so|danh\s+sach|thong\s+tin|giay\s+to|tai\s+lieu|"
    r"so\s+lieu)|lap\s+(?:danh\s+sach|ho\s+so)|"
    r"(?<!hoi nghi )(?<!hoi thao )(?<!buoi )(?<!toa dam )bao\s+cao(?!\s+(?:vien|"
    r"chuyen\s+de|tai|tham\s+luan|nhanh\s+tai))|"
    r"(?<!da )dang\s+ky|(?<!cong )(?<!chuong )(?<!qua )(?<!quy )(?<!lo )(?<!tien )(?<!lich )trinh"
    r"(?!\s+(?:do|dien|tu|bay|chieu))|"
    r"phan\s+hoi|gop\s+y|"
    r"chuyen\s+(?:ve(?!\s+tai\s+khoan)|(?:ho\s+so|bien\s+ban|danh\s+sach|bao\s+cao|so\s+lieu|file)\b)|cap\s+nhat|"
    r"xac\s+nhan\s+(?:tham\s+(?:gia|du)|lai|so\s+luong|bang|voi|ve)|nhap\s+(?:so\s+lieu|du\s+lieu|ket\s+qua|thong\s+tin)|"
    rf"(?:tiep\s+)?nhan\s+{RECEIVED}|thu\s+(?:ban|phieu|bai|ho\s+so|danh\s+sach|san\s+pham)|"
    r"han\s+(?:cuoi|chot)\s+(?:nhan|nop|gui|dang)|de\s+xuat|cung\s+cap|tong\s+hop\b.{0,80}\bve|"
    r"(?:danh\s+sach|ho\s+so|phieu|so\s+lieu|bien\s+ban|minh\s+chung|chung\s+tu)\b.{0,80}\bve|"
    r"hoan\s+thien\s+ho\s+so|dien\s+(?:phieu|mau|form|thong\s+tin))\b"
)
HANDED = re.compile(r"\b(?:nop|gui|dang\s+ky|bao\s+cao)\b")
# Behind the word of handing in something else is done by that day: '…, hoàn thành công trình trước ngày 20/3'.
OTHER_DOING = re.compile(
    r"(?:,|\bva|\bsau do)\s+(?:tien hanh\s+|phai\s+)?(?:hoan thanh|to chuc|trien khai|thi cong|khanh thanh|treo|"
    r"lap dat|phat song|cong bo|dua tin|thanh toan|trao|thi dau|cham diem|tap huan|ban giao|sua chua|kiem tra)\s+"
    r"(?:viec\s+)?"
    r"(?!bao cao|ho so|danh sach|va\b|truoc|cham|trong|xong|den|gui|nop|thu tuc|noi dung|cac noi)\w+"
)
DONE_BY_THEN = re.compile(
    r"(?:,|\bva|\bsau do)\s+(?:khanh thanh|khoi cong|thi cong|lap dat|"
    r"cong bo|trao|ban giao|sua chua|to chuc)\s+(?:xong\s+)?"
    r"(?:truoc|cham|muon|trong|vao|den)\b|"
    r"\bdang\s+ky\b[^;]{0,60}\b(?:cong\s+trinh|phan\s+viec|mo\s+hinh|chi\s+tieu)\b[^;]{0,60}\bhoan\s+thanh\s+(?:truoc|cham|trong)"
)
NUMBERED = r"^\W*(?:(?:dieu|điều|buoc|bước)\s+\w{1,3}[.:]\s*|[\w.]{1,8}[.)/]\s*)?"
LABELLED = re.compile(
    rf"{NUMBERED}(?:{PAPER}|tong\s+hop|thong\s+tin|hinh\s+anh|noi\s+dung|chuong\s+trinh|lich|de\s+an|de\s+cuong)"
)
PAPER_DUE = re.compile(rf"{NUMBERED}{PAPER}[^:;.]{{0,100}}(?::|\s-\s)[^:;.\w]*(?:[a-z]+\s+){{0,6}}$")
DUE_AT_ONCE = re.compile(r":\W*(?:[a-z]+\s+){1,5}$")
LEAD = re.compile(
    r"\b(?:gui|nop|bao\s+cao|dang\s+ky|thoi\s+gian\s+(?:nop|gui|nhan|bao)|thoi\s+han|han\s+(?:nop|gui)|tiep\s+nhan)\b"
)
TITLE_OF_LAW = re.compile(r"\b(?:so\s+\d\S*|van\s+ban|cong\s+van|nghi\s+quyet|quyet\s+dinh)\s*$")
URGED = re.compile(r"\b(?:don doc|nhac nho|theo doi|huong dan)\b")
DONE = re.compile(r"(?<!\w)(?:hoàn thành|xong|thực hiện)(?!\w)", re.IGNORECASE)
BASIS = re.compile(r"\W*(?:can\s+cu|thuc\s+hien|theo|tiep\s+tuc|trien\s+khai)\b")
SETS_OUT = re.compile(
    r"\b(?:xay\s+dung|ban\s+hanh|lap|to\s+chuc|trien\s+khai)\s+ke\s+hoach\b|\b(?:nhu\s+sau|cu\s+the|nhu\s+the)\W*$"
)
PAID = re.compile(
    r"\b(?:tien|le\s+phi|kinh\s+phi)\b[^;]*\b(?:dong|trieu|nghin|d)\b[^;]*\bnop\b|"
    r"\b(?:nop|chuyen)\b.{0,40}\btai\s+khoan\b|\b(?:nop|chuyen|dong)\b.*\d\s?(?:d|dong|trieu|nghin|ngan)\b"
)
PAPER_MADE = re.compile(rf"\b(?:hoan\s+thien|hoan\s+thanh|viet|xay\s+dung|lap|lam|soan)\s+(?:\d+\s+)?{PAPER}\b")
PAPER_FIRST = re.compile(rf"{NUMBERED}{PAPER}\b")
BARE = re.compile(r"\W*(?:[\w.]{1,4}[.)]\s+)?(?:vào\s+|sáng\s+|chiều\s+)?", re.IGNORECASE)
SENT_ON = re.compile(
    r"(?<!da )\b(?:gui|nop|bao\s+cao(?!\s+vien)|bao\s+ve)\b[^.;]{1,80}\bvao\s+(?:luc\s+)?$|:\s*(?:gui|nop)\s*$|"
    r"\bthoi\s+gian\s+(?:nop|gui|nhan|dang\s+ky|bao\s+cao)\b[^.;:]{0,60}(?::\s*(?:la\s+)?|\s)$"
)
NUMBER = re.compile(rf"{NUMBERED}", re.IGNORECASE)
TERM = re.compile(r"\b(?:thoi\s+)?han\b")
CUE_CELL = re.compile(r"\W*(?:han\s+(chot|cuoi)(?:\s+cung)?|deadline)\W*")
ROW_OF_HANDING = re.compile(
    rf"(?:cac don vi\s+)?(?:gui|nop|dang\s+ky)\s+(?:ve\s+\w+\s+)?{PAPER}\b|"
    r"bao\s+cao\s+(?:tong\s+ket|so\s+ket|ket\s+qua|quy|thang|6\s+thang|nam|tien\s+do|nhanh)\b"
)
ANOTHER_CUE = re.compile(r"\b(?:truoc|cham\s+nhat|muon\s+nhat|den\s+het|han)\b")
