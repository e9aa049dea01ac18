"""What people say in any conversation: answers, a unit's wishes, an officer's orders, what a leader asks."""

from collections.abc import Mapping, Sequence

ANSWERS: Sequence[str] = (
    *("150", "2", "20.000", "20.000,5tr", "hai buổi", "12tr", "1,5", "không có", "0", "87,5%", "8/10", "hôm nay"),
    *("có", "không", "đúng", "sai", "Hội thi", "tọa đàm", "Nhà văn hóa phường", "Đã làm xong\nba việc", "1", "3"),
    *("99", "tinhdoan.example.vn/tin-1", "da to chuc 2 buoi, 150 luot, ho tro 12tr, 3 anh", "200 luot 300 nguoi"),
    *("2.",),
)
WISHES: Sequence[str] = (
    *("nộp", "viec", "con thieu gi", "lich", "để sau", "huỷ", "bỏ qua", "quay lại", "sửa", "sua so lieu", "gửi nhầm"),
    *("rút lại", "giữ nguyên", "nop bc", "chieu mai em nop", "xin gia han den 15/10", "da gui mail roi a", "xin mẫu"),
    *("khong phat sinh", "ben em khong phat sinh vi mưa lũ", "dạ", "vâng ạ", "ok", "cảm ơn", "trợ giúp", "?", "/sua"),
    *("nộp rồi mà", "đổi người", "phien qua", "dung nhan", "goi ai", "không thuộc đơn vị em", "/nop", "/viec"),
    *("/huy", "không bổ sung nữa", "đã nhận", "sang mai", "em gui sau", "hom nay mua qua", "đơn vị"),
    *("doi sang 25/10", "....", "/chitieu", "chi tieu", "điểm", "vì sao 8,5"),
    *("Sáng kiến thứ hai của em cũng được chọn", "/bang", "thông báo", "da nhan a", "co a", "khong a", "đã đọc"),
    *("thong bao da gui", "/xuat", "hop", "bao nhieu luot", "thông báo sai rồi"),
)
ORDERS: Sequence[str] = (
    *("duyệt", "tình hình", "kế hoạch", "chưa nộp", "đơn vị", "gọi", "nhắc", "đề nghị đang chờ", "nhắn hộ"),
    *("nhập hộ", "đối chiếu mail", "gia hạn", "đã nhận An Hòa qua mail 7g", "An Hòa đến hết ngày 15/10"),
    *("tạm dừng nhắc", "25/10", "nhắc tiếp", "tất cả", "An Hòa", "trợ giúp", "15g30", "chậm nhất 25/10"),
    *("báo cáo nhanh, chậm nhất 25/10", "12", "thêm: số lượt nghe (lượt), bắt buộc", "bỏ 2", "2 không bắt buộc"),
    *("3 lên 1", "nhận không phát sinh", "cảm ơn", "Số liệu chưa khớp với tệp kèm theo", "đúng", "không", "1", "2"),
    *("Tính cả đoàn viên mới.", "để sau", "huỷ", "...."),
)
ORDERS_OF_ALL: Sequence[str] = (
    *("thông báo", "/thongbao", "Mời các đồng chí dự giao ban lúc 8 giờ thứ Hai tại hội trường.", "An Hòa", "cụm 1"),
    *("thông báo: mai nghỉ họp do mưa bão", "thong bao cho An Hòa: ngay 5/10 di tham quan", "lãnh đạo"),
    *("bí thư An Hòa", "chưa nộp báo cáo kết quả", "tất cả, trừ An Bình", "gửi lúc 8g sáng mai", "14g chiều nay"),
    *("Sáng / Chiều / Không", "dừng thông báo", "thu hồi thông báo", "đính chính thông báo"),
    *("Đính chính: giao ban lúc 9 giờ 30.", "gấp", "đúng", "ai chưa trả lời thông báo", "thông báo đã gửi", "thôi"),
    *("gửi luôn", "hop", "/hop", "xuất excel", "tai ve", "/bang", "/chitieu", "chỉ tiêu 1", "chỉ tiêu 1 là 900"),
    *("giao chỉ tiêu 1", "An Hòa 200", "bỏ chỉ tiêu 1", "/nhom", "nhóm", "thêm chỉ tiêu: 500 lượt người nghe tư vấn"),
    *("điểm thi đua", "cách tính điểm", "dung han 2, sau han 0,5", "cộng 1 điểm An Hòa vì sáng kiến được chọn"),
    *("cong 1 diem An Hoa", "vì sao An Hòa", "bảng điểm", "chốt điểm", "danh sách khen thưởng", "mở lại điểm"),
    *("báo cáo đúng hạn 15 đơn vị", "Sáng kiến được chọn", "trừ 0,5 điểm An Hòa"),
)
MEETINGS: Sequence[str] = (
    *("?", "/hop", "họp", "tình hình", "tinh hinh cum 1", "/chitieu", "chỉ tiêu 1", "đạt bao nhiêu lượt?"),
    *("bảng điểm", "vì sao An Hòa", "/xuat", "xuất excel", "/bang", "ai chua nop", "thông báo đã gửi"),
    *("ai phụ trách", "kế hoạch", "đã nhận", "thu hồi thông báo", "chốt điểm", "để sau", "cảm ơn", "tre han"),
    *("so với lần trước", "1", "huỷ", "...."),
)
FILES: Sequence[str] = (
    *("bao-cao.docx", "danh sach.xlsx", "ky.pdf", "anh 1.jpg", "ảnh hội thi.jpg", "ghi âm.ogg", "phim.mp4", "tep"),
)
_HEAD = """TỈNH ĐOÀN BÌNH LÂM
BAN THƯỜNG VỤ
Bình Lâm, ngày 28 tháng 9 năm 2021
Số: 52-KH/TĐTN

KẾ HOẠCH
Tổ chức Ngày hội việc làm thanh niên năm 2021

Căn cứ Chương trình công tác năm 2021, Ban Thường vụ Tỉnh Đoàn lập kế hoạch:
I. THỜI GIAN
Từ ngày 01/10 đến ngày 30/11/2021.
II. TỔ CHỨC THỰC HIỆN
"""
_TAIL = """
TM. BAN THƯỜNG VỤ TỈNH ĐOÀN
PHÓ BÍ THƯ
Trần Văn Mẫu
"""
PLANS: Sequence[str] = (
    f"{_HEAD}- Các đơn vị gửi báo cáo kết quả ngày hội trước ngày 20/10/2021 (thứ Tư), kèm danh sách.{_TAIL}",
    f"{_HEAD}- Mỗi đơn vị vận động 200 lượt người tham gia.\n- Các đơn vị báo cáo tuần vào thứ Sáu hằng tuần.\n"
    f"- Gửi báo cáo tổng kết trước 11g00 ngày 25/11/2021 (thứ Sáu) qua hộp thư ngayhoi@binhlam.example.vn.{_TAIL}",
    "Mai họp lúc 8 giờ ở hội trường, mời các đồng chí đến dự đầy đủ và đúng giờ.\n" * 8,
    "Đoàn phường An Thành, Nguyễn Văn Bình, 0912.000.471\nĐoàn phường An Lộc, Trần Thị Hà, 0912.000.472",
    "Báo cáo nhanh, chậm nhất 20/10\nDanh sách tham gia, trước ngày 25/10\nBáo cáo tổng kết, 30/11",
)
# What a question begins with, and what answers it.
FITTING: Sequence[tuple[str, str]] = (
    ("Xin chọn báo cáo", "1"),
    ("Xin gõ một con số", "40"),
    ("Xin viết một dòng", "Nhà văn hóa phường"),
    ("Xin viết", "Đã làm xong"),
    ("Xin trả lời “có”", "có"),
    ("Xin chọn một mục", "Hội thi"),
    ("Xin gõ ngày", "1/10"),
    ("Xin dán đường dẫn", "tinhdoan.example.vn/tin-2"),
    ("đúng không?", "đúng"),
    ("Xin xem lại", "nộp"),
)
# What a conversation begins with that is then gone on with.
OPENERS: Mapping[str, Sequence[str]] = {
    "officer": (
        *("thông báo", "thông báo", "thông báo", "duyệt", "duyệt", "duyệt", "điểm", "cách tính điểm", "/chitieu"),
        *("/xuat", "kế hoạch", "chưa nộp", "tình hình", "gia hạn", "đề nghị đang chờ", "nhắn hộ", "nhập hộ", "/bang"),
        *("thu hồi thông báo", "đính chính thông báo", "dừng thông báo", "thông báo đã gửi", "đơn vị", "nhóm", "nhắc"),
        *("cộng 1 điểm An Hòa vì sáng kiến được chọn", "bảng điểm", "chốt điểm", "mở lại điểm", "đối chiếu mail"),
        *("thêm chỉ tiêu: 500 lượt người nghe tư vấn", "giao chỉ tiêu 1", "đổi ngày", "mẫu báo cáo", "lịch nhắc"),
        *(
            "gọi",
            "/hop",
            "tạo kế hoạch",
            "nhân bản",
            "kiểm tra dự thảo",
            "gia hạn An Hòa thêm 3 ngày",
            "miễn nộp An Hòa",
        ),
    ),
    "leader": ("/hop", "tình hình", "/chitieu", "điểm", "/xuat", "/bang", "thông báo", "kế hoạch", "ai chưa nộp", "?"),
    "unit": (
        *("viec", "nộp", "lich", "điểm", "vì sao 8,5", "/chitieu", "/bang", "xin gia hạn", "đổi người", "sửa", "rút"),
        *("đơn vị", "xin mẫu", "thông báo", "đã nhận", "trợ giúp"),
    ),
}
ANYBODY: Sequence[str] = ("An Hòa", "An Hòa", "tất cả", "tất cả, lãnh đạo", "chưa nộp báo cáo kết quả")
# What fits a letter that waits for words, by what the words are for.
WAITED_FOR: Mapping[str, Sequence[str]] = {
    "activities.day": ("15/10", "ngày mai"),
    "activities.day_set": ("15/10",),
    "adding.number": ("3", "không có"),
    "adding.words": ("Bổ sung danh sách ký nhận", "thêm ảnh"),
    "aims.shared": ("An Hòa 200", "An Hòa 900\nAn Bình 300"),
    "aims.typed": ("900", "20.000 lượt người nghe tư vấn"),
    "announce.at": ("8g sáng mai", "14g chiều nay", "hôm qua"),
    "announce.correction": ("Giao ban lúc 9 giờ 30.", "Sửa: giao ban dời sang thứ Ba."),
    "announce.options": ("Sáng / Chiều / Không dự", "có / không"),
    "announce.said": ("đúng", "gấp", "gửi lúc 8g sáng mai", "An Hòa", "không"),
    "announce.whom": (*ANYBODY, "cụm 9"),
    "announce.words": ("Mời các đồng chí dự giao ban lúc 8 giờ thứ Hai.", "Mai nghỉ họp do mưa bão."),
    "beginnings.copied_to": ("1/3/2022", "15/11"),
    "beginnings.drafted": (PLANS[0], "dự thảo gì"),
    "beginnings.revised": (PLANS[1], "bản mới"),
    "beginnings.title": ("Ngày hội việc làm", "Ngày hội việc làm\nBáo cáo nhanh, chậm nhất 20/10"),
    "behalf.heard": ("An Hòa", "hôm nay 7g", "qua mail"),
    "calls.promised": ("chiều mai", "15/10"),
    "changing.date": ("chậm nhất 25/10", "25/10"),
    "dating.day": ("15/10", "chậm nhất 25/10"),
    "extending.extend": ("15/10", "hết ngày 20/10"),
    "extending.units": ("An Hòa", "An Hòa, An Bình"),
    "forming.typed": ("thêm: số lượt nghe (lượt)", "bỏ 2", "2 không bắt buộc"),
    "handover.unit": ("An Hòa",),
    "incharge.who": ("An Hòa", "tư vấn"),
    "internal.typed": ("trước 2 ngày", "3 ngày"),
    "mine.hour_typed": ("7g", "8 giờ 30"),
    "pausing.paused": ("An Hòa", "An Hòa đến 15/10"),
    "planning.answer": ("1", "20/10", "thứ Tư 20/10/2021"),
    "planning.assign": ("An Hòa", "cụm 1"),
    "planning.contact_typed": ("Lê Thị Mận, 0912.000.473", "Khoa"),
    "planning.correct": ("1", "1 và 2"),
    "planning.date": ("20/10", "chậm nhất 25/10", "hôm nào"),
    "planning.handed_typed": ("An Hòa", "cụm 1"),
    "planning.label": ("Báo cáo kết quả ngày hội",),
    "planning.line": ("Báo cáo nhanh, chậm nhất 20/10", "Danh sách, 25/10"),
    "planning.name": ("ngày hội", "Ngày hội việc làm"),
    "planning.owe_typed": ("An Hòa", "cụm 1, trừ An Bình", "các phường"),
    "planning.sooner_typed": ("trước 2 ngày", "15/10"),
    "points.because": ("Sáng kiến được chọn",),
    "points.typed": ("đúng hạn 2, sau hạn 0,5", "dung han 1"),
    "reconciling.heard": ("An Hòa", "hết"),
    "replies.carry": ("Sáng kiến thứ hai của em cũng được chọn", "Mưa lũ nên chưa làm được"),
    "report.nil_because": ("Không có hoạt động do mưa lũ",),
    "requests.carry": ("Được, em nộp trước thứ Sáu", "Chưa được"),
    "requests.until": ("15/10", "hết ngày 20/10"),
    "returning.because": ("Số liệu chưa khớp với tệp kèm theo",),
    "returning.replied": ("Em đã xem lại, số liệu đúng",),
    "returning.until": ("15/10", "thứ Sáu"),
    "ruling.at": ("7g hôm nay", "8g"),
    "ruling.because": ("Hệ thống gián đoạn",),
    "schedule.typed": ("7 ngày, 3 ngày, 1 ngày", "mỗi ngày"),
    "settling.came_at": ("7g hôm nay", "hôm qua"),
    "units.invite_as": ("Nguyễn Thị Lan, bí thư An Bình",),
}
