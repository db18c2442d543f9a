"""The matters that reports count, and how people name them. Tables only; `|` parts the phrases."""

from collections.abc import Mapping

from bot.language.sentences.heard import Key

TOPICS: Mapping[Key, str] = {
    Key.VNEID: """vneid | vn eid | v neid | vnei d | vê nê ai đi | vê nê i đê | vi en i đi
        | vi en ai đi | vê nờ i đê | vê en i đê | vi eo ai đi | vê nê i đi | vê nờ ai đi
        | vi nê i đi | vi nê ai đi | định danh điện tử | tài khoản định danh điện tử
        | tài khoản định danh | tk định danh | định danh | căn cước điện tử
        | căn cước công dân điện tử | app căn cước | ứng dụng định danh quốc gia | app vneid
        | ứng dụng vneid | tài khoản vneid | tk vneid""",
    Key.DVC: """lý lịch tư pháp | làm lý lịch tư pháp | đăng ký kết hôn online
        | đăng ký kết hôn trực tuyến | phạt nguội online | nộp phạt nguội | nộp phạt online
        | đăng ký thường trú online | đăng ký tuyển sinh trực tuyến | tuyển sinh trực tuyến
        | dịch vụ công | dịch vụ công trực tuyến | dịch vụ công online | dịch vụ công quốc gia
        | cổng dịch vụ công | cổng dịch vụ công quốc gia | tài khoản dịch vụ công
        | tk dịch vụ công | tài khoản cổng dịch vụ công | dịch vụ công mạng
        | hồ sơ dịch vụ công | hồ sơ dịch vụ công trực tuyến | hs dịch vụ công | nộp hồ sơ
        | nộp hs | làm hồ sơ | gửi hồ sơ | hồ sơ online | hồ sơ trực tuyến | hồ sơ qua mạng
        | hồ sơ điện tử | hồ sơ trên cổng | hồ sơ trên mạng | hồ sơ hành chính | hs online
        | hs trực tuyến | nộp hồ sơ trực tuyến | nộp hồ sơ online | nộp hồ sơ qua mạng
        | nộp hồ sơ điện tử | nộp hồ sơ dịch vụ công | nộp hồ sơ dịch vụ công trực tuyến
        | làm hồ sơ trực tuyến | làm hồ sơ online | thủ tục hành chính | thủ tục trực tuyến
        | thủ tục online | thủ tục hành chính trực tuyến | thủ tục hành chính online
        | thủ tục hành chính công | làm thủ tục trực tuyến | nộp đơn trực tuyến
        | nộp đơn online | nộp trực tuyến | nộp qua mạng | nộp qua cổng
        | đăng ký khai sinh trực tuyến | khai sinh online
        | khai sinh trực tuyến | đăng ký tạm trú online | đăng ký tạm trú trực tuyến""",
    Key.PAYMENT: """hóa đơn tiền điện | hóa đơn tiền nước | hóa đơn điện | hóa đơn nước
        | trả hóa đơn | đóng hóa đơn | trả hóa đơn tiền điện | đóng hóa đơn tiền điện
        | thanh toán hóa đơn tiền điện | thanh toán | thanh toán tiền điện
        | trả tiền điện | đóng tiền điện
        | nộp tiền điện | thanh toán tiền nước | đóng tiền nước | thanh toán hóa đơn
        | thanh toán viện phí | nộp tiền điện qua app | tiền điện qua app | qr | mã qr
        | mã qr code | qr code | quét qr | quét mã | quét mã qr | dán qr | dán mã qr
        | nhận tiền qua mã | trả tiền qua mã | trả qua mã | nhận tiền bằng mã
        | treo qr | treo mã qr | treo mã
        | gửi tiền qua điện thoại | gửi tiền qua mạng | gửi tiền online
        | quét mã thanh toán | quét mã chuyển tiền | quét mã chuyển khoản | quét mã trả tiền
        | mã thanh toán | chuyển khoản | chuyển khoản qr | chuyển tiền | chuyển tiền qua mạng
        | chuyển tiền điện thoại | chuyển tiền online | ck qr | thanh toán số | thanh toán qr
        | thanh toán mã qr | thanh toán online | thanh toán điện tử | thanh toán trực tuyến
        | thanh toán qua mạng | thanh toán qua điện thoại | thanh toán không tiền mặt
        | thanh toán không dùng tiền mặt | thanh toán ngân hàng | thanh toán di động
        | không dùng tiền mặt | không tiền mặt | thanh toán qua qr | thanh toán bằng qr
        | thanh toán bằng mã qr | ví điện tử | ví momo | momo | zalopay | vnpay
        | viettel money | viettel pay | vnpt money | tài khoản ngân hàng | tk ngân hàng
        | mở tài khoản ngân hàng | mở tk ngân hàng | tài khoản thanh toán | mở thẻ ngân hàng
        | mở tài khoản | mở tk | mở tknh | tknh | tk nh | mở tk nh | ngân hàng số
        | ngân hàng điện tử | internet banking | mobile banking | app ngân hàng
        | ứng dụng ngân hàng | smart banking | banking | chuyển khoản ngân hàng
        | nộp tiền điện online | trả tiền điện qua mạng | nộp học phí""",
    Key.ESIGN: """chữ ký số | chữ kí số | ký số | kí số | chữ ký điện tử | chữ kí điện tử
        | chữ ký số cá nhân | chữ kí số cá nhân | tài khoản chữ ký số | chứng thư số
        | chữ số ký""",
    Key.VSSID: """vssid | vss id | vê ét ét ai đi | bảo hiểm xã hội số | app bảo hiểm xã hội
        | app bảo hiểm | ứng dụng bảo hiểm xã hội | ứng dụng bảo hiểm | ứng dụng vssid
        | app vssid | vss | vê ét ét i đê | vi ét ét ai đi | tài khoản vssid
        | tài khoản bảo hiểm xã hội""",
    Key.ETAX: """etax | e tax | i tắc | i tax | etax mobile | e tax mobile | ứng dụng etax
        | app etax | app thuế | ứng dụng thuế | thuế điện tử | nộp thuế | nộp thuế điện tử
        | nộp thuế đất | nộp thuế online | nộp thuế qua mạng | nộp thuế etax
        | nộp thuế đất etax | kê khai thuế | khai thuế | khai thuế điện tử
        | kê khai thuế điện tử | nộp thuế trên etax | tờ khai thuế | kê khai thuế trên etax
        | nộp thuế qua etax | nộp thuế qua etax mobile | nộp thuế trên etax mobile
        | nộp thuế đất phi nông nghiệp | nộp thuế đất phi nông nghiệp trên etax
        | nộp thuế đất qua etax | thuế đất | nộp thuế đất trên etax""",
    Key.SMARTHP: """smart hải phòng | smart hp | smarthp | smart haiphong | xì mát hải phòng
        | sờ mát hải phòng | app hải phòng | ứng dụng hải phòng | ứng dụng smart hải phòng
        | app smart hải phòng | ứng dụng smart hp | app smart hp | hải phòng smart
        | hải phòng thông minh | smart city hải phòng | xmart hải phòng | smat hải phòng
        | sờ mác hải phòng""",
    Key.INVOICE: """hóa đơn điện tử | hóa đơn số | xuất hóa đơn điện tử | hđ điện tử
        | hóa đơn đt | hđ đt
        | lập hóa đơn điện tử | hóa đơn từ máy tính tiền | hóa đơn máy tính tiền
        | làm hóa đơn điện tử | xuất hóa đơn | làm hóa đơn | hóa đơn online""",
    Key.OCOP: """ocop | lên sàn | sàn thương mại điện tử | lên sàn thương mại điện tử
        | lên sàn tmđt | sàn tmđt | sàn postmart | lên sàn postmart | postmart | voso | vỏ sò
        | shopee | lazada | sen đỏ | tiktok shop | tik tok shop | bán hàng online
        | bán hàng trên mạng | bán hàng qua mạng | bán hàng trực tuyến | bán online
        | bán hàng số | bán hàng livestream | livestream bán hàng | livestream
        | bán hàng trên sàn | bán hàng trên shopee | bán hàng trên tiktok
        | bán hàng trên facebook | bán hàng trên zalo | bán hàng qua facebook
        | bán hàng qua zalo | bán hàng tiktok | bán hàng facebook | bán hàng zalo
        | bán qua mạng | bán trên mạng | lên sàn shopee | lên sàn voso | đưa sản phẩm lên mạng
        | gian hàng online | gian hàng trực tuyến | gian hàng trên sàn | gian hàng số
        | bán hàng trên sàn thương mại điện tử | đưa hàng lên sàn | sàn điện tử
        | thương mại điện tử | bán nông sản online | bán hải sản online""",
    Key.FEEDBACK: """phản ánh | kiến nghị | phản ánh kiến nghị | phản ánh hiện trường
        | gửi phản ánh | gửi hộ phản ánh | phản ánh gửi hộ | gửi kiến nghị | ý kiến phản ánh
        | phản ánh lên smart hải phòng | phản ánh qua smart hải phòng
        | phản ánh trên smart hải phòng | phản ánh lên smart hp | phản ánh qua smart hp
        | phản ánh trên smart hp | phản ánh smart hải phòng | tin phản ánh | phản ánh trên app""",
}

LEVELS: Mapping[str, str] = {
    "1": "mức 1 | mức một | mức độ 1 | mức độ một | cấp độ 1 | mức i",
    "2": "mức 2 | mức hai | mức độ 2 | mức độ hai | cấp độ 2 | mức ii",
}

PAPERS = """căn cước | căn cước công dân | thẻ căn cước | hộ chiếu | bằng lái | bằng lái xe
    | giấy phép lái xe | tạm trú | cư trú | xác nhận cư trú | tạm vắng | thường trú | khai sinh
    | giấy khai sinh | khai tử
    | kết hôn | đăng ký kết hôn | giấy phép kinh doanh | đăng ký kinh doanh"""
"""No key counts them, unless they are applied for online: then they are public services."""

NO_KEY_TOPICS = """tránh bị lừa | phòng tránh bị lừa | chống bị lừa | khỏi bị lừa | không bị lừa
    | tránh bị lừa trên mạng | tránh bị lừa qua mạng | để khỏi bị lừa | không để bị lừa
    | nhận biết lừa đảo | nhận diện lừa đảo | kẻo bị lừa | cảnh giác lừa đảo
    | căn cước | căn cước công dân | thẻ căn cước | hộ chiếu | bằng lái
    | giấy phép lái xe | định vị | bản đồ | camera | tin nhắn rác | tài khoản zalo
    | tài khoản facebook | phần mềm diệt virus | học liệu số | học trực tuyến | máy tính
    | điện thoại | tin học | văn phòng | an toàn thông tin | an toàn mạng | an toàn trên mạng
    | an toàn không gian mạng | lừa đảo | lừa đảo mạng | lừa đảo qua mạng | lừa đảo online
    | lừa đảo trực tuyến | phòng chống lừa đảo | chống lừa đảo | tránh lừa đảo
    | phòng tránh lừa đảo | bình dân học vụ số | bình dân học vụ | kỹ năng số | kĩ năng số
    | kỹ năng số cơ bản | chuyển đổi số | công nghệ số | công dân số | zalo | facebook
    | youtube | internet | mạng xã hội | điện thoại thông minh | smartphone | dùng ai | học ai
    | công cụ ai | trợ lý ai | về ai | trí tuệ nhân tạo | chatgpt | gemini | sim | wifi
    | gmail | email | thư điện tử | phần mềm | sổ sức khỏe điện tử | sổ sức khỏe
    | bảo hiểm y tế | phòng cháy | phòng cháy chữa cháy | tin giả | kỹ năng cầm tay chỉ việc"""
