"""Numbers that count nothing, by the words around them. Tables only; `|` parts the phrases."""

NAMED_BY_NUMBER = """trường cấp | học sinh cấp | tổng đài | hotline | đường dây nóng
    | đầu số | số máy | số điện thoại
    | nghị quyết | nghị quyết số | quyết định | quyết định số | kế hoạch số
    | công văn | công văn số | thông tư | thông tư số | nghị định | nghị định số | chỉ thị
    | chỉ thị số | đề án | luật số | văn bản số | điều | khoản | chương | tờ trình
    | tờ trình số | quốc lộ | tỉnh lộ | đường số | ngõ | ngách | hẻm | kiệt | số nhà | nhà số
    | phòng số | tầng | bước | câu số | trang | bài số | khóa | =khoá | lần thứ | hạng | top
        | thi vào | vào lớp
    | thứ hạng | đứng thứ | xếp thứ | bão số | cơn bão số | quận | phường số | xe số | tàu số
    | iphone | ios | android | windows | win | phiên bản | version | kênh | vtv | học kỳ
    | thế kỷ | covid | nhiệm kỳ | mã số | nq | qđ | cv số | dự án | mẫu số | mẫu | biểu
    | biểu mẫu | phụ lục | tuần thứ | ngày thứ | buổi thứ | lớp thứ | đợt thứ | nhóm thứ | thứ
    | trạm số | cổng số | hà nội | tivi | ti vi | sinh năm | sn | mức phí | tuyến số | km số
    | cụm | lô | giải | tiết | lứa tuổi | độ tuổi | tuổi | khóa thứ | c0 | c | giờ thứ | vòng"""
"""The number behind them is a name or a rank, whatever stands behind it."""

NAMED_UNLESS_COUNTED = """lớp | khối | buổi | nhóm | tổ | tổ số | đội | đội số | ca | đợt
    | lần | số | nhà | bài | câu | phần | mục | bản | cụm số | k | phòng | năm | quý | chi bộ
    | đường | cột | bàn | dãy | chi hội | ban | cơ sở | điểm | trường | khu vực | quyển | kỳ
    | tập | bậc | cấp | cv | tàu | sạp | quầy | ki ốt | level | lever | mức | mức độ"""
"""The same, unless a unit stands behind the number: "lớp 9", but "lớp 15 người"."""

BEHIND = """mình | mình em | mình tôi
    | tuổi | tuổi rưỡi | giờ | giờ rưỡi | tiếng | tiếng rưỡi | tiếng đồng hồ | phút
    | giây | km | cây số | cây | m | mét | cm | kg | kí | ký | ki lô | cân | yến | tạ | tấn
    | lít | gam | độ | độ c | đồng | k | nghìn đồng | ngàn đồng | triệu đồng | tr | triệu
    | vnd | vnđ | đ | gb | mb | mbps | sào | ha | m2 | inch | phần trăm | năm | năm tuổi
    | năm nay | điểm phần trăm | ký tự | kí tự | chữ số | g | héc ta | hec ta | tỉ đồng
    | tỷ đồng | tỷ | tỉ | xu | đô | usd | lạng | trẻ | vạch | sao | thế hệ | năm tù | vòng
    | câu | hải lý | cv | mã lực | số điện | khối | mét khối | năm học | năm tháng"""

STRETCHES = """ngày | hôm | bữa | tuần | tháng | quý | đêm | tối liền | ngày liền
    | tối liên tiếp | ngày qua | ngày nay | tháng đầu năm | tháng qua | tuần nay | tuần qua
    | tháng nay | ngày liên tiếp | tháng cuối năm | tối nay liền | ngày cuối tuần
    | buổi tối liền"""
"""Behind a number they name a time that the report spans."""

FIXED = """huyết áp | đo huyết áp | bị liệt | bị điếc | bị mù | bị tai biến | bị bệnh
    | bị đau chân | bị khuyết tật | bị mờ mắt | ba mẹ | ba má | ba con | một số | một vài | một ít
    | một lúc | một chút | một loạt
    | một mình | một hôm | một bên | một khi | một cách | hai bên | hai ông bà | hai bác cháu
    | năm nay | năm sau
    | năm mới | năm học | năm qua | năm đó | cả năm | tư vấn | tư nhân | tư liệu | tư tưởng
    | bốn phương | ba lô | ba hoa | tám chuyện | chín chắn | mười mươi | ba cùng | ba sẵn sàng
    | bốn tại chỗ | một cửa | ba không | năm không ba sạch | ba sao | bốn sao | một đằng
    | năm cùng tháng tận | đầu năm | cuối năm | giữa năm"""
"""They begin with a number word and count nothing."""

PLACE_NOUNS = (
    "thôn", "xóm", "làng", "ấp", "tổ dân phố", "khu dân cư", "khu phố", "khu", "tổ dân phố số",
    "thôn số", "xóm số", "khu dân cư số", "khu phố số",
)  # fmt: skip

NOT_NAMES = """
em tôi mình minh ta bên này nào kia khác có đã được ở cháu bạn người và với là thì cho của nhà chúng
bác cô chú anh chị trên dưới cả toàn các những mọi hôm ngày sáng chiều trưa tổ chức hướng dẫn hỗ
trợ giúp cài mở tập dạy còn nay đi về họp đó ấy đấy đang sẽ chưa không ngoài
"""

VILLAGES = """
Đồng Bến Hạ Thượng Trung Đông Tây Nam Bắc Đoài Trại Chùa Đình Đền Ngoài Trong Giữa Chợ Núi Cầu
Bãi Gia Lộc Phú Hải Hoàng Xuân Minh Hiền Sơn Tiền Hậu Nội Ngoại Mới Cũ Nhất Nhị Tam Tứ Gốc Lăng
Vân Hòa Bình Đoàn Miếu Giếng Sông Biển Đảo Cảng Chài Gò Đầm Đượng Am Kiến Thủy Lương Mai Liên
Hoa Đức Phúc Lâm Tân Tiến Thắng Quyết Thành Công Nghĩa Trân Châu Việt Khe Sâu
"""
"""Names of villages as they are written, for who writes them without marks."""
