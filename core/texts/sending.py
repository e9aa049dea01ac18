"""The page that takes what a chat cannot carry."""

from collections.abc import Mapping

from core.texts.clauses import deadline
from core.texts.values import Due
from core.vietnamese import number

TITLE = "Gửi tệp"
HINT = (
    "Mạng đứt hoặc đóng trang giữa chừng, xin mở lại liên kết, chọn đúng tệp đó: hệ thống gửi tiếp phần còn lại. "
    "Gửi xong, trả lời có trong cuộc trò chuyện."
)
CHOOSE = "Chọn tệp"
SEND = "Gửi tệp"
SENT = "Đã nhận tệp. Xin trở lại cuộc trò chuyện để xem trả lời."
HANDED_OVER = "Đã gửi. Biên nhận có trong cuộc trò chuyện."
NOTHING_CHOSEN = "Xin chọn tệp có nội dung rồi bấm gửi."
FOR_REPORT = "Báo cáo"
FOR_UNIT = "Đơn vị"
WHICH_IS_ASKED = "Gửi xong, hệ thống hỏi trong cuộc trò chuyện tệp này cho báo cáo nào."
PROGRESS = "Tiến độ gửi"

# what the page's own script says, by its names; "big" is said with the size
WORDS: Mapping[str, str] = {
    "sending": "Đang gửi…",
    "sent": SENT,
    "waiting": "Mạng đứt, đang nối lại…",
    "empty": "Tệp trống hoặc là thư mục nên không gửi được.",
    "failed": "Chưa gửi được. Xin tải lại trang rồi thử lại.",
    "over": "Liên kết đã hết hạn. Xin gửi lại tệp trong cuộc trò chuyện để có liên kết mới.",
}


def report(due: Due) -> str:
    return f"{due.name}, hạn {deadline(due)}"


def too_big(megabytes: int) -> str:
    return f"Xin nén hoặc chia nhỏ tệp rồi gửi lại: ở đây nhận đến {number(megabytes)} MB."
