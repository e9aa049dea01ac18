"""A plan of nobody's, for a newcomer to try: read like any other, its days placed around today."""

from datetime import date, timedelta

from core.vietnamese import short_day, weekday

FRIDAY = 4


def plan(today: date) -> str:
    """One page, as a careful officer would have written it: two reports, three activities, one aim."""
    first, last = _friday(today, 9), _friday(today, 30)
    end = last - timedelta(days=5)
    ready, camp = _friday(today, 16) + timedelta(days=1), _friday(today, 23) + timedelta(days=1)
    return "\n".join(
        [
            "ĐOÀN PHƯỜNG AN MẪU",
            "BAN CHẤP HÀNH",
            f"An Mẫu, ngày {today.day:02d} tháng {today.month:02d} năm {today.year}",
            "Số: 01-KH/ĐTN",
            "",
            "KẾ HOẠCH",
            f"Tổ chức đợt hoạt động Thanh niên tình nguyện năm {today.year}",
            "",
            "I. THỜI GIAN",
            f"Từ ngày {short_day(today)} đến ngày {short_day(end)}.",
            "II. NỘI DUNG",
            f"1. Ra quân dọn vệ sinh khu phố: ngày {short_day(ready)} ({weekday(ready)}).",
            f"2. Ngày hội hiến máu tình nguyện: ngày {short_day(camp)} ({weekday(camp)}).",
            "3. Phấn đấu vận động 500 lượt đoàn viên, thanh niên tham gia.",
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Các chi đoàn gửi kế hoạch của đơn vị về hộp thư doanphuong@anmau.example.vn chậm nhất ngày "
            f"{short_day(first)} ({weekday(first)}).",
            f"2. Các chi đoàn gửi báo cáo kết quả về hộp thư trên trước ngày {short_day(last)} ({weekday(last)}).",
            "3. Đầu mối: đồng chí Trần Văn Mẫu, Phó Bí thư, điện thoại 0912.000.100.",
            "",
            "TM. BAN CHẤP HÀNH",
            "BÍ THƯ",
            "Lê Thị Mẫu",
            "Nơi nhận:",
            "- Các chi đoàn trực thuộc;",
            "- Lưu VP.",
        ]
    )


def _friday(day: date, days: int) -> date:
    """The first Friday at least so many days on."""
    earliest = day + timedelta(days=days)
    return earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7)
