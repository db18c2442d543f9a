"""Words of matters that are no report: hearsay, calls, warnings, feasts. Tables only.

The rules for reading them are those of `words`.
"""

from collections.abc import Mapping

from bot.language.sentences.pieces import Tag

OTHER_MATTERS: Mapping[Tag, str] = {
    Tag.HEARSAY: """xem tivi | xem ti vi | coi tivi | coi ti vi | xem thời sự | đọc trên mạng
        | đọc facebook | nhóm bên | đội bên | khu bên | xóm bên | làng bên | nhóm bạn | xóm bạn
        | nhóm bên cạnh | thôn bên cạnh | tổ bên cạnh | xóm bên cạnh | nhóm khác | đội khác
        | xã khác | phường khác | huyện khác
        | nghe nói | nghe đồn | nghe bảo | nghe đâu | thôn bên | thôn bạn | xã bên
        | tổ bạn | bên thôn | tổ bên | thôn khác | thôn kia | tổ khác | đài báo | báo đăng
        | trên tivi | trên ti vi | trên báo | báo nói | người ta nói | theo báo | cả nước
        | toàn quốc | toàn thành phố | thành phố đạt | tivi nói | đọc báo | phường bên
        | hải phòng đạt | xã đạt | huyện | =tỉnh | thôn người ta | hàng xóm kể | thấy bảo
        | bên kia báo | đội bạn | các thôn | trên đài | loa nói | thời sự | tôi được tập huấn
        | em được tập huấn | mình được tập huấn | cháu được tập huấn | được đi tập huấn
        | tôi đi tập huấn | em đi tập huấn | được dự tập huấn | nghe chú | nghe bác | nghe cô
        | nghe anh | nghe chị | nghe ông | nghe bà | nghe các | nghe mọi người
        | nghe tin | thấy thôn | thấy tổ | thấy xã | viết tổ | viết rằng | viết về
        | viết bài | có bài viết | đưa tin | đăng tin | kể là | bảo là thôn | người ta""",
    Tag.CALL: """kiến nghị xã | kiến nghị cấp | kiến nghị phường | kiến nghị lắp
        | kiến nghị trên | kiến nghị huyện | kiến nghị thành phố | kiến nghị lãnh đạo
        | kiến nghị ủy ban | kiến nghị ubnd | kiến nghị đặc khu | đề nghị | chúc mừng | =chúc
        | kính chúc | nhắc các | yêu cầu các
        | giấy mời | mong các | đăng ký đi | nhớ đến | ai rảnh | cần người | giả sử | nếu
        | giá mà | xin cấp | đề xuất | mong được | ước gì | nhắc nhở | phân công
        | các đồng chí nhớ | ai chưa | ai có nhu cầu | bà con nào có nhu cầu | ai muốn
        | bác nào muốn | hộ nào muốn | mọi người nhớ | nhớ mang | mang theo | ví dụ
        | ví dụ như | chẳng hạn | theo mẫu | mẫu báo cáo | mẫu là | cú pháp | thông báo lịch
        | thông báo họp | thông báo mời | xin thông báo mời""",
    Tag.ALARM: """tự xưng | mạo danh | giả danh | giả mạo | giả làm | =giả cán bộ | giả công an
        | cảnh giác | đề cao cảnh giác | đối tượng lừa | nhóm lừa | kẻ lừa | kẻ gian | kẻ xấu
        | bọn lừa đảo | =lừa | =bị lừa | cẩn thận | coi chừng | cảnh báo | thủ đoạn | chiêu trò
        | phàn nàn | quá mệt | mệt với | bực mình | chán quá
        | đề nghị xem lại | =kêu | kêu ca | bức xúc | than phiền | than vãn | khiếu nại
        | chưa hợp lý
        | không hợp lý | bất hợp lý | vô lý | quá tải | đề nghị trên xem | xem lại giúp
        | công an bắt | bị bắt | bị hack | bị mất tiền""",
    Tag.ELSEWHERE: """đám cưới | ăn cưới | đám ma | đám hiếu | đám tang | đám giỗ | ăn cỗ
        | =giỗ | liên hoan | bóng đá | bóng chuyền | trận đấu | =tiêm | tiêm chủng
        | tiêm phòng | khám bệnh | hiến máu | bầu cử | du lịch | tham quan | bán cá | giá cá
        | giá tôm | cân cá | mất điện | cắt điện | mất nước | tai nạn | bệnh viện | nhập viện
        | lô về | đề về | đề nổ | lô nổ | số đề | lô tô | con lô | con đề | đánh đề | đánh lô
        | ghi lô | bạch thủ | đề hôm nay về | lô hôm nay về | số đề hôm nay về
        | kết quả xổ số | kqxs | xsmb | xsmt | giải đặc biệt | lô đề | trúng số | vé số
        | trúng giải
        | ốm nặng | xổ số | văn nghệ | thể dục | dọn vệ sinh | vệ sinh môi trường
        | thu gom rác | trồng cây | chi bộ họp | họp chi bộ | đại hội | họp phụ huynh | bị lừa
        | mất tiền | ca mắc | sốt xuất huyết | covid | cứu hộ | chìm tàu | bắt được | đánh bắt
        | thu tiền | đóng tiền | =quỹ | xe khách | tắc đường | sinh nhật | thôi nôi
        | đầy tháng | tất niên | mừng thọ | chuyển nhà | nghĩa vụ quân sự | khám tuyển
        | hội làng | =rước | lễ hội | thi đấu | bốc thăm | họp lớp | hội khóa | =cưới | xây nhà
        | làm đường | đổ bê tông""",
}

PARTNERS = """bên đoàn | bên hội | bên xã | bên phường | bên trường | bên công an | bên mặt trận
    | bên đội | bên phụ nữ | bên thanh niên | bên nông dân | bên ngân hàng"""
"""What they did is hearsay; those who came from them, and what they plan with us, are not."""
