"""The words on the web pages. A template holds no sentence of its own."""

from collections.abc import Mapping

from core.texts.clauses import contact, reference, seat
from core.texts.values import Addressee, Plan
from core.vietnamese import number

PRODUCT = "Đúng Hạn"
SKIP_TO_CONTENT = "Đến nội dung chính"

# signing in
ENTER = "Vào nhận việc"
ENTER_TITLE = "Vào hệ thống"
PLAN_LABEL = "Kế hoạch"
ISSUER_LABEL = "Cơ quan mời"
CONTACT_LABEL = "Người phụ trách"
SEAT_LABEL = "Vị trí của đồng chí"
SIGN_OUT = "Ra khỏi thiết bị này"

# a code typed by hand
CODE_TITLE = "Nhập mã"
CODE_LABEL = "Mã được cấp"
CODE_HINT = "Gõ đúng mã trong tin mời; chữ hoa hay chữ thường đều được."
CODE_SEND = "Tiếp tục"
CODE_WRONG = (
    "Mã này không dùng được: có thể gõ nhầm, đã có người dùng, hoặc đã hết hiệu lực. Xin kiểm tra rồi nhập lại."
)
CODE_TOO_MANY = "Đã nhập quá 5 mã không dùng được. Xin thử lại sau một giờ, hoặc xin cán bộ phụ trách cấp liên kết mới."

# a link that opens nothing
DEAD_TITLE = "Liên kết này không mở được nữa"
DEAD = (
    "Liên kết chỉ dùng được một lần và trong một thời gian ngắn. Xin cán bộ phụ trách cấp liên kết mới, "
    "hoặc nhập mã nếu đồng chí có mã khác."
)
DEAD_ON_THIS_DEVICE = "Nếu đồng chí đã vào bằng thiết bị này, hãy mở lại cuộc trò chuyện."
OPEN_CHAT = "Mở cuộc trò chuyện"
TO_CODE = "Nhập mã"

# the chat
CHAT_TITLE = "Trò chuyện"
MESSAGES_LABEL = "Tin nhắn"
PLACEHOLDER = "Nhắn tin, ví dụ “việc” hoặc “nộp”"
PLACEHOLDER_WATCHING = "Nhắn tin, ví dụ “tình hình”"  # of who hands in for no unit
SEND = "Gửi"
ATTACH = "Đính kèm tệp"
YOU = "Đồng chí"
BOT = "Hệ thống"
CHOICES_LABEL = "Lựa chọn"
OLDER = "Xem tin cũ hơn"
SENDING = "Đang gửi…"
SENT = "Đã gửi"
NOT_SENT = "Chưa gửi được"
TRY_AGAIN = "Gửi lại"
OFFLINE = "Đang mất mạng. Tin đã viết được giữ lại và gửi khi có mạng."
RECONNECTING = "Đang kết nối lại…"
CONNECTED = "Đã kết nối"
UPLOADING = "Đang tải lên"
UPLOAD_FAILED = "Chưa tải lên được. Xin kiểm tra mạng rồi gửi lại tệp."
CANCEL_UPLOAD = "Dừng tải"
DOWNLOAD = "Tải về"
SIGNED_OUT = "Phiên làm việc đã kết thúc. Xin mở lại bằng liên kết hoặc mã mới."
NO_SCRIPT = "Trang vẫn gửi chữ được; muốn gửi tệp hoặc thấy trả lời ngay, xin bật JavaScript."
FILE_LABEL = "Tệp"

# what the page's own script says, by its names
CHAT_WORDS: Mapping[str, str] = {
    "you": YOU,
    "bot": BOT,
    "sending": SENDING,
    "sent": SENT,
    "notSent": NOT_SENT,
    "tryAgain": TRY_AGAIN,
    "offline": OFFLINE,
    "reconnecting": RECONNECTING,
    "connected": CONNECTED,
    "uploading": UPLOADING,
    "uploadFailed": UPLOAD_FAILED,
    "cancelUpload": CANCEL_UPLOAD,
    "download": DOWNLOAD,
    "signedOut": SIGNED_OUT,
    "choices": CHOICES_LABEL,
}

# around the conversation
NOW_AS = "Đang là:"
MENU = "Các lệnh thường dùng"
TO_WRITE = "Đến ô soạn tin"
EMPTY_CHAT = "Chưa có tin nào. Gõ “trợ giúp” để xem làm được những gì."
DROP_HERE = "Thả tệp vào đây để gửi"
NEW_LINES = "Tin mới"
FILE_EMPTY = "Tệp trống hoặc là thư mục nên không gửi được."
DISCARD = "Bỏ"
CLOCK_UPCOMING = "Kế tiếp:"
INVITE_NOTHING_YET = (
    "Mở trang này chưa ghi nhận điều gì. Chỉ khi bấm nút dưới đây, đồng chí mới vào nhận việc trên máy này."
)
JOIN_ASKS = (
    "Vào xong, hệ thống hỏi lần lượt đơn vị, họ tên và số điện thoại của đồng chí. Cán bộ phụ trách xác nhận rồi mới "
    "thấy việc của đơn vị; trong lúc chờ vẫn gửi báo cáo được."
)
NOT_CONFIRMED = "Đang chờ xác nhận"
YOUR_NAME = "Họ và tên của đồng chí"

# the page of codes to be printed
SHEET_TITLE = "Mã vào hệ thống"
SHEET_HINT = "Cắt theo ô, đưa riêng cho từng người. Mỗi mã dùng một lần."
SHEET_SCAN = "Quét mã, rồi bấm “Vào nhận việc”. Hoặc gửi mã:"
PRINT = "In trang này"

# the demo
DEMO_TITLE = "Chạy thử Đúng Hạn"
DEMO_INTRO = (
    "Ba điện thoại dưới đây là ba người trong một đợt thi đua giả định: cán bộ phụ trách, bí thư một đơn vị "
    "và lãnh đạo. "
    "Bấm “Đến sự kiện kế tiếp” để thời gian trôi, rồi trả lời tin nhắc, gửi một tệp và xem số liệu thay đổi."
)
DEMO_NAMES_INVENTED = "Tên người, đơn vị và số điện thoại đều là giả định."
PHONE_ORGANISER = "Cán bộ phụ trách"
PHONE_SECRETARY = "Bí thư đơn vị"
PHONE_LEADER = "Lãnh đạo"
CLOCK_TITLE = "Giờ giả lập"
CLOCK_NEXT = "Đến sự kiện kế tiếp"
CLOCK_HOUR = "+1 giờ"
CLOCK_DAY = "+1 ngày"
CLOCK_SPEED = "Tốc độ"
CLOCK_STOPPED = "Dừng"
CLOCK_RUNNING = "Đang chạy…"
CLOCK_NOTHING = "Không còn sự kiện nào phía trước."
CLOCK_FAILED = "Chưa chuyển được giờ. Xin thử lại."

# status: title, sentence
ERRORS: Mapping[int, tuple[str, str]] = {
    400: ("Yêu cầu chưa đúng", "Xin tải lại trang rồi thử lại."),
    403: ("Trang này không mở cho đồng chí", "Xin mở bằng liên kết hoặc mã của chính mình, trên cùng một trang."),
    404: ("Không có trang này", "Xin kiểm tra lại địa chỉ, hoặc mở lại liên kết trong tin mời."),
    405: ("Không mở trang này theo cách đó được", "Xin quay về trang trước rồi bấm nút trên trang."),
    410: (DEAD_TITLE, "Xin nhắn lại trong cuộc trò chuyện để có liên kết mới."),
    413: ("Tệp lớn quá", "Xin nén hoặc chia nhỏ tệp rồi gửi lại."),
    429: ("Thao tác nhanh quá", "Xin chờ một phút rồi thử lại."),
    500: ("Hệ thống gặp lỗi", "Tin đã gửi trước đó vẫn được giữ. Xin thử lại sau ít phút."),
    503: ("Hệ thống đang khởi động lại", "Tin đã gửi vẫn được giữ. Trang tự kết nối lại khi xong."),
}


def page_title(page: str) -> str:
    return f"{page} – {PRODUCT}"


def invited(plan: Plan) -> str:
    """The first sentence of the sign-in page: who is asking, before anything is asked."""
    return f"{plan.issuer} mời đồng chí vào hệ thống nhắc việc và nhận báo cáo của {plan.short}."


def plan_named(plan: Plan) -> str:
    return f"{reference(plan)} của {plan.issuer}"


def officer(plan: Plan) -> str:
    """Whom to call to ask whether the link is genuine."""
    return contact(plan)


def seat_offered(addressee: Addressee) -> str:
    return seat(addressee)


def caption(role: str, addressee: Addressee) -> str:
    """Over a phone of the demo page; `role` is one of the PHONE_ words."""
    return f"{role}: {seat(addressee)}"


def uploaded(percent: int) -> str:
    return f"{UPLOADING}: {percent} %"


def file_limit(megabytes: int) -> str:
    return f"Tệp quá {number(megabytes)} MB. Xin nén hoặc chia nhỏ rồi gửi lại."


def speed(times: int) -> str:
    """A choice of the clock's speed."""
    if times == 0:
        return CLOCK_STOPPED
    return "Như thường" if times == 1 else f"Nhanh {number(times)} lần"
