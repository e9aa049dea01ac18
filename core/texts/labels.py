"""What stands on a button. The same words may be typed, so each is short and unlike the others."""

# a unit
HAND_IN = "Nộp ngay"
MY_WORK = "Việc của đơn vị"
CALENDAR = "Lịch hạn nộp"
PROMISE = "Hẹn nộp"
BY_EMAIL = "Đã gửi email"
NEED_HELP = "Cần hỗ trợ"
TEMPLATE = "Xin mẫu"
QUESTION = "Có câu hỏi"
EXTENSION = "Xin gia hạn"
NOT_ME = "Không phải tôi"
GUIDE = "Hướng dẫn"

# when a report is promised
THIS_MORNING = "Sáng nay"
THIS_AFTERNOON = "Chiều nay"
TONIGHT = "Tối nay"
TOMORROW_MORNING = "Sáng mai"
TOMORROW_AFTERNOON = "Chiều mai"
AGREED = "Đúng giờ đó"
OTHER_TIME = "Giờ khác"

# to the officer
PASS_ON = "Chuyển lời này giúp tôi"
CALL_ME = "Đề nghị gọi lại cho tôi"

# while a report is being made
CONFIRM = "Nộp báo cáo"
CONTINUE = "Làm tiếp"
LATER = "Để sau"
SKIP = "Bỏ qua mục này"
NO_MORE_FILES = "Đã đủ tệp"
CHANGE = "Sửa mục khác"
ZERO = "Là số 0"
NIL = "Không phát sinh"
START_AGAIN = "Làm lại từ đầu"

# after it was handed in
SHOW = "Xem bản đã nộp"
CORRECT = "Sửa"
REPLACE = "Thay bản khác"
GIVE_REASON = "Nêu lý do"
STILL_SEND = "Vẫn gửi bản này"
DROP_MINE = "Bỏ bản của tôi"

# those who watch over it
STATUS = "Tình hình"
MISSING = "Danh sách chưa nộp"
PLAN = "Kế hoạch"
UNITS = "Đơn vị"
INVITE = "Mời đơn vị chưa vào"
REFRESH = "Xem lại lúc này"

# while a plan is checked
SETTLE = "Xem lại từng điểm"
GO_ON = "Tiếp tục"
DUES = "Xem các hạn nộp"
DROP_PLAN = "Bỏ kế hoạch này"
START_WITH_LETTERS = "Bắt đầu và gửi thư"
START_SILENTLY = "Bắt đầu, chưa gửi thư"
ON_TIME = "Tính đúng hạn"
LATE = "Tính sau hạn"
FINDINGS = "Mọi điểm đã thấy"
PREVIEW = "Xem thư mở đầu"
