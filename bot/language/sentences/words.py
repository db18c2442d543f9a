"""The other words that decide what a number means. Tables only; `|` parts the phrases.

A word behind "=" counts only with the marks it is written with: "bị" is not "bi".
"""

from collections.abc import Mapping

from bot.language.sentences.pieces import Tag

PHRASES: Mapping[Tag, str] = {
    Tag.HELP: """hướng dẫn | hỗ trợ | giúp | giúp đỡ | giúp được | hướng dẫn cho | hỗ trợ cho
        | giúp cho | support | chỉ cho | chỉ dẫn | bày cho | cầm tay chỉ việc | phục vụ
        | tiếp | tiếp đón | tiếp nhận | tư vấn | kèm | kèm cặp | gõ cửa | đi từng ngõ
        | đến từng nhà | đến tận nhà | tận nhà | làm cho | làm giúp | làm hộ | cài giúp
        | cài hộ | giải đáp | hướng dẩn | trợ giúp | phổ cập | bày | đến giúp | hổ trợ
        | tháo gỡ | xử lý | gánh""",
    Tag.GATHER: """nghe nói chuyện | nói chuyện | tập huấn | đào tạo | dạy | dạy cho
        | tuyên truyền | tuyên truyền cho
        | mở lớp | lớp học | đứng lớp | dự | tham dự | tham gia | =đến | =tới | đến dự
        | đến học | học | theo học | đi học | ra học | ra quân | khai giảng
        | bế giảng | sinh hoạt | phổ biến | tập trung | ghé qua | ghé | ra nhà văn hóa
        | dự lớp | dự học | đi dự | họp dân | bồi dưỡng | tọa đàm | trực | nhờ | đi ra quân
        | lên lớp | đến nhờ | ra dự""",
    Tag.ACT: """làm | quét | dán | xuất | gửi | gửi hộ | gửi giúp | dùng | sử dụng | xài | đưa
        | cấp | thực hiện | đăng nhập | trải nghiệm | thao tác | scan | chuyển | ký | trả
        | tiếp cận | đổi số điện thoại | đổi mật khẩu | đổi số căn cước | đổi tên | đổi sang
        | đổi lên | đổi
        | cập nhật | làm thêm | up | =bán | lên | biết | thành thạo | nhận
        | nâng | cài lại""",
    Tag.DONE: "xong | được | thành công | done | hoàn tất | đạt | ok | ổn | xong xuôi",
    Tag.OTHER_ACT: """=tặng | tặng quà | biếu | thăm | thăm hỏi | =phát | phát quà
        | phát tờ rơi | chúc thọ | chúc tết | mời cơm | đãi | thuê | mượn | nuôi | chụp
        | quay | =ăn | uống | =trồng | =dọn | quét dọn | trao | trao tặng | ủng hộ | quyên góp
        | =thưởng | khen thưởng | xin | =vay | =chở | =đón | đưa đón | =phạt | =mời | đã mời
        | gửi giấy mời | =rủ""",
    Tag.NOT: """không | chưa | chẳng | chả | không có | chưa có | chưa được | không được
        | =đéo | kô""",
    Tag.NOBODY: """ai | một ai | người nào | bác nào | cụ nào | ai cả | ca nào | ma nào
        | bóng người nào | mống nào | cái nào | hộ nào | hồ sơ nào | lượt nào | nhà nào
        | người dân nào | dân nào | khách nào | học viên nào | chị nào | em nào | cháu nào
        | ai đến | ai hết | bà con nào | trường hợp nào | con ma nào | một mống""",
    Tag.FAILED: """đều báo sai | đều báo lỗi | báo lỗi | máy báo sai | còn vướng | báo sai mật khẩu
        | báo sai mã | hệ thống báo | =bị | lỗi | bị lỗi | sai | quên | hết hạn | hẹn | hẹn lại
        | hỏng | thất bại
        | về sớm | về trước
        | ra về sớm | bỏ về | bỏ dở | vắng | vắng mặt | trục trặc | thiếu | =phải
        | không cài được | không làm được | không được | chưa được | chưa xong | chưa làm được
        | chưa cài được | không xong | không đến | chưa đến | =ốm | =bận | từ chối | fail
        | =chờ | =đợi | chưa cài | chưa làm | không cài | không làm | đang chờ | đến muộn
        | vào muộn | xin về | cáo ốm | không dự | không tham gia | chưa kích hoạt
        | không kích hoạt được | chưa kích hoạt được | =mất | treo | kẹt | vướng | cần làm lại
        | phải làm lại | sai ngày sinh | sai tên | sai thông tin
        | hết pin | máy hết pin | đầy bộ nhớ | hết dung lượng
        | còn tồn | tồn đọng | =tồn | đi vắng | vắng nhà | khóa cửa | khóa cổng
        | đóng cửa | không có nhà | không ở nhà
        | không mở cửa""",
    Tag.IDLE: """nghỉ | tạm nghỉ | nghỉ lễ | nghỉ tết | nghỉ bù | nghỉ bão | xin nghỉ
        | không hoạt động | không có hoạt động | không có hoạt động gì | không phát sinh
        | không có gì | không làm được ai | không có ai | không ai đến | không mở lớp
        | không tổ chức | không có người | không có người nào | không có bác nào | chẳng có ai
        | chưa có ai | không có ma nào | không một ai | không có ai đến | chả có ai
        | không hướng dẫn ai | chưa hướng dẫn ai | không hướng dẫn được ai
        | không giúp được ai | không hỗ trợ được ai | chưa giúp được ai | không có bà con nào
        | không có cụ nào | không tiếp ai | chưa tiếp ai | không có lượt nào
        | không có ma nào đến | không đi được | tạm dừng | chưa làm được gì | không làm gì
        | không làm được gì | không có khách | không có khách nào | không có một ai
        | không thấy ai | chẳng thấy ai | không có hoạt động nào | vắng tanh | không hỗ trợ ai
        | không giúp ai | không người | không lượt | không một bác | không lượt người nào
        | không một người | =ế | ế chỏng chơ | =ế khách | trống trơn | off | nghỉ off
        | vắng hoe | vắng teo | không ma nào | chưa có khách | vắng như chùa bà đanh
        | vắng khách | không có mống nào | không mống nào | không một bóng người
        | không có bóng người | không có lịch""",
    Tag.FOR: "cho | được cho | cho được",
    Tag.AND: """và | rồi | với | cùng | cùng với | lẫn | sau đó | xong rồi | kèm theo
        | cộng với | rồi thì | tiếp đó | ngoài ra | đồng thời""",
    Tag.LINK: """vẫn | vẫn là | vẫn giữ | chỉ còn | giờ còn | là | có | được | gồm có
        | đã | đạt được | đã được | đã có
        | tất cả là | cũng
        | lại | vừa | mới | mới có | vẫn | vẫn là | vẫn có | thêm được | chỉ có | có được
        | được thêm | =thì""",
    Tag.EACH: """nhóm nào cũng | buổi nào cũng | lớp nào cũng | điểm nào cũng | đội nào cũng
        | thôn nào cũng | tối nào cũng | ngày nào cũng | hôm nào cũng | nơi nào cũng
        | ca nào cũng | nhóm nào cũng | đội nào cũng | bàn nào cũng | xóm nào cũng
        | thôn nào cũng | tổ nào cũng | lớp nào cũng | điểm nào cũng
        | sáng nào cũng | chiều nào cũng | =mỗi | mỗi tàu | mỗi thuyền | mỗi bàn | mỗi bè | mỗi đoàn
        | mỗi trường | mỗi ngõ | mỗi cặp | mỗi đội | mỗi đợt | mỗi cụm
        | mỗi buổi | mỗi lớp | mỗi tối | mỗi sáng | mỗi chiều | mỗi ngày
        | mỗi hôm | mỗi ca | mỗi nhóm | mỗi thôn | mỗi nơi | mỗi điểm | mỗi hộ | mỗi nhà
        | mỗi lần | từng buổi | mỗi bên | mỗi chỗ
        | mỗi tổ | mỗi bạn | mỗi đoàn viên | mỗi xóm | mỗi khu
        | bình quân | trung bình | tính trung bình""",
    Tag.TOTAL: """tổng | tổng cộng | tổng số | tổng số là | tổng là | cộng lại | cả thảy
        | tất cả | tổng cộng là | tổng cộng có | tổng số có | cộng là | vị chi | tổng thể
        | cả thẩy | tất tần tật | cộng cả | hết thảy | toàn bộ | tổng cộng được | tổng được
        | tổng số được | gộp lại | tính ra""",
    Tag.PART: """trong đó | trong số đó | trong số này | gồm | bao gồm | trong đấy
        | người trong đó | riêng | trong số ấy | trong ấy | kể cả | tính cả
        | có cả | chia ra | chia | chia làm | chia thành | trong nhóm có | trong số | thì có
        | trong này | kết quả | kết quả là
        | kết quả có""",
    Tag.REST: "còn lại | số còn lại | phần còn lại | những người còn lại | các bác còn lại",
    Tag.SAME: "này | =đó | ấy | kia | =đấy | nói trên | kể trên",
    Tag.VAGUE: """hai mấy | ba mấy | bốn mấy | năm mấy | vài | =mấy | dăm | một số | nhiều
        | vô số | hàng chục | hàng trăm | vài chục
        | mấy chục | dăm chục | các | đám | rất nhiều | khá nhiều | không ít | một ít
        | một vài | đôi ba | cả đám | toàn thể | vài ba | mươi mấy | =ối | cả chục | =những
        | cả trăm | cả làng | mười mấy | hai mươi mấy | ba mươi mấy | chục mấy | mấy mươi
        | bốn mươi mấy | năm mươi mấy | hăm mấy | trăm mấy | chưa rõ bao nhiêu
        | không rõ bao nhiêu | không nhớ bao nhiêu | không đếm được bao nhiêu
        | chưa đếm được bao nhiêu | chưa biết bao nhiêu | không đếm xuể
        | không nhớ rõ bao nhiêu""",
    Tag.CROWD: """đông lắm | rất đông | khá đông | đông kín | đông nghịt | kín chỗ | chật kín
        | kín nhà văn hóa | đông vui | đông quá | đông phết | đông ghê | đông đủ | đông đảo
        | kín hội trường | đông ơi là đông | chật ních | quá trời đông | đông nghẹt""",
    Tag.TEAM: """=tổ | tổ em | tổ mình | tổ tôi | tổ cháu | tổ chúng tôi | tổ công nghệ số
        | tổ công nghệ số cộng đồng | đội | đội em | đội mình | đội tôi | nhóm em | nhóm mình
        | team | team em | anh em | anh em tổ tôi | anh em tổ | bên em | tụi em | chúng em
        | chúng tôi | tụi mình | đoàn em | cả tổ | tổ của em | tổ của tôi | tổ của chị
        | anh em trong tổ | lực lượng | đội hình | ban chúng tôi | bọn em | bọn mình | tổ có
        | đội có | tổ cử | tổ em có | đội em có | huy động | phân công | =cử | bố trí | họp tổ
        | tổ họp | nhóm tôi | đội tình nguyện | đội hỗ trợ | tổ nhà mình | tổ bác | tổ cô
        | tổ chú | nhóm bác | nhóm cô | nhóm chú | nhóm chị | nhóm anh | nhóm cháu | nhóm tụi em
        | nhóm bọn em | đội bác | đội cháu | đội chị | đội anh | đội cô | đội thanh niên
        | đội xung kích | đội thanh niên tình nguyện | chi đoàn mình | chi đoàn em
        | chi đoàn tôi | chi đoàn cháu | chi hội mình | chi hội em | chi hội tôi
        | tổ anh | tổ chị""",
    Tag.SELF: "em | tôi | tui | mình | cháu | tao | tớ | chị | bác | cô | anh | con | chú",
    Tag.LABEL: """số người | lượt người | số lượt người | số lượt | tổng số người
        | tổng số lượt người | số người tham gia | số người dự | số người tham dự | người
        | số lượng người | số bà con | học viên | số học viên | tổng người | tổng số lượt
        | có mặt | số người được hướng dẫn | số người được hỗ trợ | số người dân | số dân
        | số người dân được hướng dẫn | thành phần tham dự | thành phần""",
    Tag.AIM: """không tính | chưa tính | không kể | chưa kể | chỉ tiêu | kế hoạch giao | =giao
        | được giao | còn thiếu | =thiếu | chưa đạt
        | cần thêm | =cần | định mức | đăng ký chỉ tiêu | theo kế hoạch | kế hoạch là
        | yêu cầu | tối thiểu phải | phải đạt | tổng dân số | dân số
        | so với | tháng trước được | năm ngoái được
        | nhiều hơn | ít hơn
        | =tăng | giảm | đã mời | giấy mời | phải được | cho đủ | sĩ số | sĩ số lớp""",
    Tag.BACKGROUND: """thôn có | thôn em có | thôn tôi có | thôn mình có | cả thôn có
        | toàn thôn có | xã có | cả xã có | trường có | nhà có | nhà em có | cả thôn
        | toàn thôn | toàn xã | cả xã | thôn ta có | địa bàn có | trên địa bàn có | nhà em
        | nhà tôi | nhà mình | gia đình tôi | gia đình em | nhà tôi có | nhà mình có
        | nhà cháu | danh sách lớp | đoàn kiểm tra | đoàn công tác | đoàn giám sát
        | đoàn thanh tra | đoàn khách | đoàn tham quan""",
    Tag.AHEAD: """lát nữa | tí nữa | tý nữa | chốc nữa | tẹo nữa | lúc nữa | chút nữa
        | mấy hôm nữa | ít hôm nữa | mấy bữa nữa | vài hôm nữa
        | sẽ | =sắp | sắp tới | dự kiến | dự định | dự tính | =định | dự là | chuẩn bị
        | kế hoạch | lên kế hoạch | tới đây | sắp sửa | đang định | tuần sau | tuần tới
        | tháng sau | tháng tới | mai mốt | ngày mai | lên lịch | sang tuần | hôm tới
        | đợt tới | hôm sau | năm sau | cuối tuần này | định tổ chức | đang tính | dự trù
        | xếp lịch | có kế hoạch | tính mở | định mở | lịch tuần sau | lịch tuần tới
        | lịch mai | có lịch""",
    Tag.PAST: "đã | vừa | vừa mới | mới vừa | xong rồi | vừa xong | hôm rồi",
    Tag.CORRECT: """gửi sai | gửi lộn | gửi nhầm | điều chỉnh | điều chỉnh lại | đọc lộn
        | báo trùng | gửi trùng | trùng rồi | bị trùng | ghi trùng | đổi buổi
        | đổi giờ | nhầm | nhầm rồi | à nhầm | ghi nhầm | báo nhầm
        | gõ nhầm | gõ lộn
        | nhập nhầm | viết nhầm | báo lộn | ghi lộn | =lộn | ghi sai | báo sai | sửa ngày
        | sửa số | sửa báo cáo | đính chính | đính chính lại | xin đính chính
        | chỉnh lại | cải chính | đổi ngày | đổi thành | đổi số | sai rồi | sai ngày | sai số
        | mới đúng | phải là | báo cáo lại | cập nhật lại | nói nhầm | điền nhầm | đếm nhầm
        | tính nhầm | đánh nhầm | bấm nhầm | nhầm lẫn | nhầm ngày | nhầm số | xin sửa
        | nói sai | đọc sai | nói ngược | nói lộn | đọc nhầm
        | gõ thừa | gõ thiếu | ghi thừa số | lỡ tay | lỡ gõ | lỡ ghi | lỡ bấm | lỡ báo
        | lỡ gõ nhầm | lỡ ghi nhầm | gõ dư | lỡ gõ dư | lỡ tay gõ nhầm | lỡ tay bấm nhầm | lỡ gõ lộn
        | nhầm tí | nhầm nhọt | đổi thôn | đổi nơi""",
    Tag.CANCEL: """hủy | huỷ | xóa | xoá | bỏ | rút | rút lại | =gỡ | thu hồi | hủy bỏ
        | xóa bỏ | =huỷ | khỏi ghi | đừng ghi | đừng lưu | đừng gửi
        | đừng tính | khỏi lưu | không lưu | khỏi tính | không ghi nữa
        | thôi không báo nữa | thôi không ghi | thôi không báo | thôi khỏi ghi | thôi khỏi báo
        | khỏi báo | del | delete | dừng lại không gửi
        | dừng không gửi | thôi không gửi | hủy giúp | xóa giúp | bỏ giúp | bỏ qua""",
    Tag.REPORTING: """lúc nãy | vừa nãy | hồi nãy | ban nãy | vừa gửi | vừa ghi | báo cáo
        | báo cáo vừa nãy | tin vừa gửi | tin báo cáo | tin trên | báo cáo vừa rồi
        | báo cáo trên | báo cáo lúc nãy | báo cáo đó | tin lúc nãy | báo cáo vừa gửi
        | tin nhắn trên | báo cáo này | tin đó | cái vừa ghi | cái vừa gửi | tin nhắn vừa rồi
        | bản ghi | cái trên | cái báo cáo | số liệu vừa gửi | tin vừa rồi | tin nãy
        | báo cáo nãy | cái vừa rồi | cái lúc nãy | cái vừa nãy | cái hồi nãy | cái nãy
        | bản vừa rồi | trước tôi ghi | trước em ghi | trước ghi | lúc nãy ghi
        | lúc nãy em ghi | lúc nãy tôi ghi | nãy em ghi | nãy ghi | ban đầu ghi | hồi nãy ghi
        | lần trước ghi | trước báo | nãy báo | lúc nãy báo | tin nhắn nãy""",
    Tag.ADDED: """thêm | thêm vào | cộng thêm | thêm nữa | tính thêm | cho thêm | ghi thêm
        | bổ sung thêm""",
    Tag.PHOTO: "=ảnh | hình | bức ảnh | tấm ảnh | tấm hình | cái ảnh",
    Tag.QUESTION: """khác gì | khác gì nhau | khác nhau thế nào | thì tính | thì ghi là
        | thứ mấy | tính mấy | tính là mấy | mấy lượt vậy | mấy người vậy
        | bao nhiêu vậy | được mấy ngày | vào đâu | bấm đâu | chỗ nào | bấm chỗ nào
        | mục nào | ở mục nào
        | bao nhiêu | bao lâu | bao giờ | khi nào | thế nào | như thế nào | làm sao
        | ra sao | sao vậy | tại sao | vì sao | làm thế nào | kiểu gì | ở đâu | chỗ nào
        | hôm nào | ngày nào | mấy giờ | mấy ngày | mấy người | cái gì | là gì | gì vậy
        | làm gì | có phải | có được không | hay không | xong chưa | cho hỏi | muốn hỏi | cho em hỏi
        | cho tôi hỏi | cho cháu hỏi | xin hỏi | hỏi chút | cho mình hỏi | cho bác hỏi
        | hỏi tí | hỏi xíu | em hỏi | =hỏi cái | cho biết | ai biết | sao thế
        | sao nhỉ | =nhỉ | thế à | vậy à | không vậy | không nhỉ | không bạn | không em
        | không cháu | không bot | không cô | =hả | =chăng | hay là | có không
        | đâu nhỉ | như nào | ntn | thế hả | ghi sao | ghi thế nào | tính sao | tính thế nào
        | làm răng | ra răng | mần răng | gì ạ | gì thế | bao h | có cần phải | có đúng không
        | có ai biết | mà sao | sao không | sao chưa | sao lại | sao vẫn | sao nó
        | sao hệ thống | sao máy | sao không thấy""",
    Tag.HAD: """đủ rồi | đủ cả rồi | có hết rồi | có cả rồi | đủ hết rồi
        | từ năm ngoái | từ năm kia | từ năm trước | từ tháng trước | từ tuần trước
        | từ đợt trước | từ hồi | từ dạo | từ lâu rồi | từ trước đó | từ trước
        | từ trước rồi | từ lâu | sẵn rồi
        | đã có sẵn | có sẵn | có sẵn rồi | đã có từ trước | có từ trước
        | đã cài từ trước | đã làm từ trước | cài từ trước | đã dùng từ trước | đã biết sẵn
        | biết sẵn | đã cài sẵn | đã có rồi | có rồi | đã làm rồi từ trước""",
    Tag.THING: "gì | thứ gì",
    Tag.STRETCH: """lũy kế | lũy kế đến nay | từ đầu năm | từ đầu năm đến nay | từ đầu tháng
        | từ đầu tuần | từ trước đến nay | từ trước tới nay | tính đến nay | tính cả hôm nay
        | kể cả hôm nay | tính đến hôm nay
        | cộng dồn | từ đầu năm tới giờ | từ đầu tháng tới giờ | từ đầu tháng đến giờ
        | từ đầu tháng đến nay | từ đầu tuần tới giờ | từ đầu tuần đến giờ
        | từ đầu tuần đến nay | mấy ngày qua | cả tuần | mấy hôm nay | tuần này được
        | tổng hợp tuần | tổng hợp tháng | tổng hợp tuần này | báo cáo tuần | báo cáo tháng
        | báo cáo quý | báo cáo năm | báo cáo tổng hợp | kết quả tuần | kết quả tháng
        | tổng kết tuần | tổng kết tháng | tổng kết | cả tháng | cả quý | cả năm | trong năm
        | trong tháng | trong tuần | trong quý | tổng hợp | suốt tuần | suốt tháng
        | báo cáo tuần này | số liệu tuần | số liệu tháng""",
    Tag.FILLER: """lận | =á | nè | nghen | nhen | hihi | haha | hehe | thui | ghê | vui ghê
        | lun | luôn á | mua 1 tặng 1 | mua một tặng một
        | mật khẩu | thành lập | thành phố | vào máy | vào sổ | vào hệ thống
        | phát động | lễ phát động | phát triển | phát biểu | phát hiện | phát thanh
        | phát huy | làm ăn | ăn uống | ăn mừng | mua bán | trao đổi | quay lại | quay về
        | quay ra | cao điểm | đợt cao điểm | điểm | điểm trường | điểm trực | điểm hỗ trợ
        | mưa to | trời mưa | mưa bão | mưa gió | mưa lớn | mưa quá | mưa phùn
        | khai xuân | chả mực | chả cá | nem chả | nhà văn hóa sửa | đang sửa | sửa chữa
        | sửa điện | sửa mạng | sửa đường
        | sửa nhà | đại học | trung học | tiểu học | cao học | ngày nghỉ lễ | ngày nghỉ
        | dịp nghỉ lễ | kỳ nghỉ lễ | dịp lễ | ngày lễ | ad
        | xin lỗi | thành thật xin lỗi | cho em xin lỗi | cho xin lỗi
        | admin | ad ơi | chắc chắn | hôm nào rảnh | khi nào rảnh | bao giờ rảnh | lúc nào rảnh
        | hôm nào tiện
        | khi nào tiện | khi nào cần | hỏi cho biết | hỏi thăm | lúc nào cũng | ai cũng vui
        | gì cũng | chỗ nào cũng | ở đâu cũng | thế nào cũng | bất cứ lúc nào
        | mấy người kia | mấy người đó | mấy người này | mấy người ấy | mấy bạn kia | cho vui
        | khi nào rỗi | hôm nào rỗi | nha mấy bạn | nhé mấy bạn | nha mấy bác | mấy bạn ơi
        | mấy bác ơi
        | nhé mấy bác | nha mấy chị | mấy chị ơi | mấy anh ơi | nha mấy anh
        | gánh hàng | gánh nước | gánh rau | gánh cá | đòn gánh | gấp đôi | gấp ba | gấp rưỡi
        | đông gấp đôi | đông gấp ba | nhiều gấp đôi | đông hơn | vắng hơn
        | đông bằng | nghỉ biển | mùa nghỉ biển | nghỉ việc | nghỉ học
        | nghỉ làm | nghỉ mùa | nghỉ chợ | nghỉ ca | nghỉ phép | nghỉ ngơi | nghỉ dưỡng
        | nghỉ hưu | nghỉ trưa | giờ nghỉ | nghỉ hè | kỳ nghỉ | ạ | à | nhé | nha
        | nhá | dạ | vâng | ừ | thưa | kính thưa | báo cáo | kính báo cáo | xin báo cáo
        | báo cáo nhanh | kính gửi | xin báo | số liệu | ngày | hôm | buổi | ở | tại | trong
        | ngoài | của | các bác | các cô | các chú | các anh chị | các đồng chí | đồng chí
        | mọi người | sếp | bot | ơi | alo | chào | em chào | chào cả nhà | cả nhà | ghi cho
        | nhắc lại | xin nhắc lại | nhắc lại cho chắc | nói lại cho chắc | cho chắc
        | vắng quá | vắng lắm | vắng ghê | ghi giùm | ghi dùm
        | ghi giúp | ghi hộ | báo | update | lãnh đạo | anh chị | bạn ơi | nhà văn hóa
        | nhà văn hoá | nvh | hội trường | ủy ban | ubnd | đình | chùa | chợ | trụ sở | trường
        | cảng cá | cảng | bến cá | bến | bãi tắm | ngoài chợ | ở chợ | trạm y tế | nhà thờ
        | bưu điện | trung tâm | cảm ơn | xin cảm ơn | trân trọng | trân trọng cảm ơn
        | xin hết | hết ạ | hết | thế thôi | thôi | nhưng | mà | vì | nên | do | lúc | khi
        | từ | theo | cách | kỹ | địa điểm | thời gian | thời điểm | hoạt động | tổ chức
        | triển khai | lưu động | trực tiếp | vào | mới | lần đầu | hôm đó | bà con
        | người dân | nhân dân | mọi nhà | ngư dân | tiểu thương | phụ nữ | đầy đủ
        | phấn khởi | mừng lắm | vui lắm | vui vẻ | nhiệt tình | rất | lắm | quá | luôn | hẳn
        | đúng | chỉ | mỗi tội | tuy nhiên | báo cáo bổ sung | gửi bổ sung | bổ sung báo cáo
        | báo bổ sung | xin bổ sung báo cáo | vừa tròn | tròn | =đủ | vừa đúng | vừa đủ
        | trở lên | trở xuống | dưới | tổng kết ngày | tổng hợp ngày | kết quả ngày
        | tổng kết hôm nay | tổng hợp hôm nay | tổng kết buổi | xin phép | xin chào | vui lòng
        | cảm ơn các | thông báo | xin thông báo""",
}
