"""Words that say more than the tag they share with others: see `tables`. Tables only.

The rules for reading them are those of `words`.
"""

NOT_BUT = """không phải | chứ không phải | không phải là | chứ không phải là | chứ đâu phải
    | đâu phải | chứ không có | chứ không
    | chứ làm gì có | làm gì có | chứ có phải | đâu có phải"""
"""The number behind them is the wrong one."""

REPAIRS = """ấy chết | ủa lộn | à không | à nhầm | a nham | ấy nhầm | à quên | ấy quên
    | ý nhầm | nhầm | à thôi
    | khoan | khoan đã | ấy không | à mà không
    | í nhầm | à lộn | à không phải | ủa nhầm | ủa không | à chết
    | lộn rồi | ấy chết nhầm | nói nhầm"""
"""Between two numbers they take the first one back."""

THROUGH = """trên | qua | bằng | thông qua | lên | vào | trên app | qua app | qua ứng dụng
    | trên ứng dụng | trên cổng"""
"""Behind a topic they lead to the means: "gửi phản ánh qua Smart Hải Phòng"."""

CONTENT = """bài | bài học | môn | chuyên đề | tập trung vào | chủ yếu | chủ yếu là | nội dung
        | chủ đề | về | đều học | học cách | về cách | đều là học | ai cũng
    | nội dung là | để"""
"""In front of a topic they say what all of it was about."""

REALLY = """thật ra | thực ra | thật ra là | thực ra là | thật ra chỉ | thực ra chỉ | kỳ thực
    | thực chất | thực chất là | thực tế là | thực tế | thực tế chỉ
    | trên thực tế"""
"""Behind a mistake that was admitted they are the same as those above; else only "but"."""

RIGHTED = """sửa thành | sửa lại thành | chữa thành | sửa giúp thành
    | đúng ra | đúng ra là | đúng ra phải là | số đúng là | con số đúng là | số đúng
    | con số đúng"""
"""In front of the number that takes the place of the one before."""

MAYBE_CORRECTIONS = """chữa lại cho | edit | edit lại | fix | fix lại | sửa xíu | sửa tí | sửa chút
        | chữa | chữa lại dùm | chữa lại giùm | sửa dùm | sửa lại dùm
        | sửa lại giùm | đếm lại | đếm lại được | đếm lại là | tính lại | kiểm lại | rà lại
        | chữa lại | chữa giúp | viết lại | ghi lại | sửa lại cho đúng
        | sửa cho đúng | sửa hộ | sửa giùm | sửa cho | sửa
    | sửa giúp | sửa lại | chỉnh | chỉnh giúp | đổi | thay đổi | đổi lại"""
"""They correct a report only where they open the message, and beside what they correct."""

DONE_ACTS = """cài được | cài xong | làm được | làm xong | hoàn thành | hoàn thiện
    | kích hoạt được | kích hoạt xong | nộp được | nộp xong | đăng ký được | đăng ký xong
    | tạo được | mở được | quét được | gửi được | gửi xong | lập được | đã cài | đã làm
    | đã nộp | đã kích hoạt | làm thành công | cài thành công | kích hoạt thành công
    | nộp thành công | biết làm | biết dùng | lên được"""
"""Acts that came to their end: the number beside them is of those who could."""

ALL = """đều | đều là | đều toàn | toàn | toàn là | toàn bộ là | tất cả là | tất cả đều là
    | tất cả đều | hầu như toàn | y nhau | y nhau cả | giống nhau | giống nhau cả | như nhau
    | như nhau cả | cùng là | cùng học | cùng làm | cả hai đều"""
"""What stands behind them is said of everybody, a topic or an age."""

INVITING = """kính mời | xin mời | trân trọng kính mời | mời các | mời bà con | mời mọi người
    | thông báo mời | trân trọng mời"""

NOBODY = """chưa ai | không ai | chẳng ai | chả ai | chưa có ai | chưa bác nào | không bác nào
    | không cụ nào | chưa cụ nào | chưa người nào | không người nào"""
"""In front of a topic: none did it."""

OUR_VILLAGE = " | ".join(
    f"{place} {whose}"
    for place in ("thôn", "xóm", "khu", "làng", "xã", "phường", "tổ dân phố", "khu phố")
    for whose in ("mình", "em", "tôi", "ta", "cháu", "này", "nhà")
)
"""In front of households: how many there are, unless they are all that is told."""

CANNOT = """không cài được | không làm được | chưa làm được | chưa cài được | chưa xong
    | không xong | không đến | chưa đến | không dự | không tham gia | không kích hoạt được
    | chưa kích hoạt được | không đăng nhập được | chưa đăng nhập được | không vào được
    | chưa nộp được | không nộp được | không đăng ký được | chưa đăng ký được"""
"""Whoever is named in front of them failed, whatever else is said of him between."""

TOTAL_LABELS = """tổng số người | tổng số lượt người | tổng người | tổng số lượt
    | tổng số người tham gia | tổng số người dự | tổng số người tham dự | tổng số bà con
    | tổng số người dân | tổng số học viên | tổng lượt người"""

TOLD_BEFORE = """báo rồi | đã báo rồi | báo cáo rồi | đã báo cáo | đã báo cáo rồi | đã báo
    | đã gửi báo cáo | đã báo trước | đã báo hôm trước | gửi báo cáo rồi | đã gửi rồi"""
"""The number in front of them is of another report, where a number of this one follows."""

NO_SESSION = " | ".join(
    f"{no} {verb}buổi nào | {no} {verb}lớp nào"
    for no in ("không", "chưa", "chẳng", "chả")
    for verb in (
        "", "có ", "mở ", "mở được ", "tổ chức ", "tổ chức được ", "dạy được ", "có được ",
    )
)  # fmt: skip
"""No class was held: none is counted, and nobody in it."""

NO_OLD = """không có cụ nào | không cụ nào | chưa có cụ nào | chẳng có cụ nào
    | không có ai cao tuổi | không có người cao tuổi nào | không có người cao tuổi"""
"""Behind people who were counted: none of them was old. Alone nobody came."""

INTO = "thành | sang thành | lại thành | lại là | đổi thành"
"""In a correction: what stands in front of it was wrong."""

STRONG_AIMS = """danh sách | danh sách có | danh sách được | chốt danh sách | đã chốt danh sách
    | lên danh sách | đăng ký tham gia | phấn đấu | mục tiêu | cố gắng
    | cố gắng đạt | quyết tâm | nỗ lực | thi đua
    | chỉ tiêu là | mục tiêu là"""
"""Whatever is counted behind them in the clause is wished for."""

SOFT_QUESTIONS = """được không | được chưa | đúng không | phải không | đúng chưa | không ạ
    | được chứ | đúng nhỉ | đủ chưa | ổn không"""
"""Beside people who were helped they only ask whether the report is right."""

ROUGH_WORDS = """khoảng | gần | hơn | trên dưới | chừng | ước chừng | ngót | ngót nghét
    | xấp xỉ | tầm | =độ | =cỡ | khoảng chừng | cũng phải | ít nhất | tối thiểu | áng chừng
    | đâu đó | loanh quanh"""

MORE = """bổ sung | ghi thiếu | báo thiếu | tính sót | đếm sót | sót | quên | quên mất
    | còn sót | báo sót | ghi sót | quên báo | quên ghi"""
LESS = """ghi dư | báo dư | tính dư | đếm dư | bớt | bớt đi | trừ | trừ đi
    | trừ ra | thừa | ghi thừa | báo thừa | tính thừa
    | rút bớt | giảm đi"""
"""What they name comes on top of what stood there, or off it."""

NEEDING = """cài | cài đặt | kích hoạt | nộp | tạo | lập | tải | kê khai | khai
    | cài thêm | tạo lập"""
"""Acts that want an object: what nobody knows behind them may be a topic by another name."""

BUT = """mà | ai dè | ai ngờ | không ngờ | hóa ra | nhưng | nhưng mà | tuy nhiên | song | rốt cuộc
    | nhưng thực tế | thực hiện được | thực hiện đạt | kết quả thực tế"""
"""They part what was meant from what came of it."""

ANSWERED = """trả lời | phản hồi | giải quyết | đã trả lời | đã giải quyết | được trả lời
    | được trả | được trả kết quả | được duyệt | được giải quyết | có kết quả | đã có kết quả
    | nhận kết quả | nhận được kết quả"""
"""What the office did with what was sent: nobody was helped by it once more."""

PUT_OFF = """hoãn | hoãn lại | tạm hoãn | bị hoãn | phải hoãn | hoãn sang | dời lịch | dời sang
    | lùi lịch | lùi lại | lùi sang"""
"""The class they tell of was not held."""

FORGETTING = """quên mật khẩu | quên pass | quên mã pin | quên mã | quên mã otp
    | không nhớ mật khẩu"""
"""Behind people who came for it they are what was helped, elsewhere why it failed."""

EACH_SHIFT = "mỗi ca | ca nào cũng | từng ca"
"""A "ca" of which each had so many people is a session."""

EACH_HEAD = """mỗi người | mỗi bác | mỗi cụ | mỗi máy | mỗi chị | mỗi anh | mỗi em | mỗi cháu
    | mỗi cô | mỗi chú | mỗi suất | mỗi học viên | """ + " | ".join(
    f"{whoever} nào cũng"
    for whoever in (
        "hộ", "nhà", "người", "bác", "cụ", "chị", "anh", "em", "cô", "chú", "ông", "bà", "cháu",
        "bạn", "dì", "máy", "bà con", "học viên", "gia đình", "đồng chí", "khách", "đứa", "mẹ",
    )
)  # fmt: skip
"""What each of them did or has is told behind: no people."""

ALONG = """đi cùng | cùng đi | đi theo | đi chung | theo cùng | đi với em | cùng tham gia hỗ trợ
    | đi phụ | xuống phụ | sang phụ | đến phụ | qua phụ | về phụ | phụ giúp
    | phụ em | phụ tôi | hỗ trợ cùng"""
"""Who is named in front of them helped."""

ATTENDING = """đi dự | dự | đến dự | tham dự | học | theo học | đi học | đến học | dự học
    | dự lớp | đi tập huấn | dự tập huấn | được tập huấn | tham gia tập huấn | tham gia học
    | lên dự | ra dự | tham gia lớp"""
"""What they do who are taught, not those who teach."""

WAITING = """hẹn hôm sau | hẹn tuần sau | hẹn buổi sau | hẹn bữa sau | hẹn lần sau
    | hẹn lại hôm sau | hẹn lại buổi sau | hẹn lại tuần sau | hẹn hôm khác | hẹn bữa khác
    | hẹn tháng sau | để hôm sau | để buổi sau | để tuần sau"""
"""Who is named in front of them is still to be helped."""

FORMERLY = """năm ngoái | năm trước | năm kia | cùng kỳ năm ngoái | năm ngoái cùng kỳ
    | tầm này năm ngoái | năm ngoái tầm này | giờ này năm ngoái | đợt trước | lần trước | kỳ trước
    | khóa trước | trước đây | mọi khi | mọi lần | =mọi hôm | mọi năm | ngày xưa | hồi trước
    | dạo trước | hồi năm ngoái | cả năm ngoái | năm ngoái cả năm | năm ngoái ngày này
    | ngày này năm ngoái"""
"""How many there were then is told beside those of now."""

GOING = "đi | xuống | sang | ra | lên đường"
"""Behind them people may be those who went, or those whom they went to."""

SHARES = """một nửa | nửa lớp | phân nửa | già nửa | hơn nửa | quá nửa | phần lớn | đa số
    | hầu hết | gần hết | một phần | số ít | phần nhiều | phần đông | nửa số | một nửa số
    | non nửa"""
"""A part of a number, and nobody says how much of it."""

ONLINE = "online | trực tuyến | qua mạng | trên mạng | điện tử"
"""Behind an act whose object nobody knows it may be a public service."""

_THEN = (
    "tuần trước", "tháng trước", "hôm trước", "đợt trước", "buổi trước", "lần trước", "lớp trước",
    "hôm kia", "hôm qua", "năm ngoái", "năm trước", "mọi khi", "mọi hôm", "mọi lần", "bữa trước",
    "hôm nọ", "bữa qua", "tuần rồi", "tháng rồi",
)  # fmt: skip
MORE_THAN = " | ".join(
    f"{more} {then}"
    for more in (
        "đông hơn", "ít hơn", "nhiều hơn", "vắng hơn", "hơn", "kém", "thua", "hơn hẳn",
        "đông hơn hẳn", "so với", "tăng so với", "giảm so với",
    )
    for then in _THEN
)  # fmt: skip
"""A number behind them says by how many; their day is that of nobody who is counted."""
AS_MANY = " | ".join(
    f"{more} {then}"
    for more in (
        "gấp đôi", "gấp ba", "gấp rưỡi", "đông gấp đôi", "đông gấp ba", "nhiều gấp đôi", "bằng",
        "đông bằng", "đông như", "vắng như",
    )
    for then in _THEN
)  # fmt: skip

YEARS = """người già nhất | cụ già nhất | bác già nhất | ông già nhất | bà già nhất
    | người lớn tuổi nhất | cụ lớn tuổi nhất | bác lớn tuổi nhất | người cao tuổi nhất
    | cụ cao tuổi nhất | cao tuổi nhất | tuổi | độ tuổi | lứa tuổi | tuổi đời | già nhất
    | trẻ nhất | lớn tuổi nhất"""
"""The number behind them is an age."""
