"""What stands behind a number and says what is counted. Tables only; `|` parts the phrases."""

from collections.abc import Mapping

from bot.language.sentences.pieces import Unit

UNITS: Mapping[Unit, str] = {
    Unit.PEOPLE: """đại biểu | đại biểu dự | người | người dân | lượt người
        | lượt người dân | lượt bà con | lượt dân | lượt bác | lượt khách | lượt công dân
        | lượt học viên | lượt cán bộ | nhân dân | bà con | bà con ngư dân | bà con nông dân
        | dân | công dân | khách | khách hàng | cô bác | chú bác | ông bà | anh chị | anh em
        | chị em | chị em phụ nữ | chị phụ nữ | phụ nữ | bạn học sinh | học viên | hội viên
        | hội viên phụ nữ | hội viên nông dân | hội viên cựu chiến binh | hội viên hội phụ nữ
        | hội viên hội nông dân | học sinh | sinh viên | phụ huynh | phụ huynh học sinh
        | giáo viên | thầy cô | thầy giáo | cô giáo | công nhân | nông dân | tiểu thương
        | người bán hàng | chị bán hàng | cô bán hàng
        | lượt người tham gia | cựu chiến binh | thanh niên | người lớn
        | người trẻ | người mù chữ | mẹ bỉm | bố mẹ | nhân khẩu | khẩu | chủ hộ | lao động
        | trường hợp người | cá nhân | người nước ngoài | chủ cửa hàng | chủ quán | chủ shop
        | chủ nhà nghỉ | chủ cơ sở | nhân viên | viên chức | công chức | anh chị em | bà cô
        | ông bác | bà bác | con người | mống | mạng người | nhà giáo | bà mẹ | bác sĩ
        | chị tiểu thương | anh xe ôm | tài xế | bác nông dân | cô chú tiểu thương
        | bà con tiểu thương | học trò | cô dì | chú dì | quần chúng | người nhà
        | bà con nhân dân | bà con cô bác | bác dân | lượt hội viên | lượt đoàn viên
        | bạn thanh niên | thân nhân | thân nhân liệt sĩ | thân nhân liệt sỹ | nội trợ
        | chị nội trợ | bà nội trợ | thương binh | bệnh binh | người có công | hưu trí
        | cán bộ hưu | cán bộ hưu trí | chiến sĩ | chiến sỹ | bộ đội | quân nhân | bảo vệ
        | lái xe | shipper | thợ | thợ xây | thợ may | thợ mỏ | thợ hàn | diêm dân | xã viên
        | thương lái | thương nhân | chủ trọ | người thuê trọ | khách mời | khách du lịch
        | du khách | tăng ni | phật tử | giáo dân | bệnh nhân | người bệnh | sản phụ
        | kế toán | nhân viên y tế | y tá | dược sĩ | tiểu chủ
        | người thất nghiệp | người xin việc | người mua | người bán | người giúp việc
        | công nhân viên | em nhỏ | nam sinh | nữ sinh | tân sinh viên | tân binh | thí sinh
        | vợ chồng | mẹ con | bố con | ông cháu | bà cháu | khách hàng đến | bà con lương giáo
        | chị em tiểu thương | anh chị tiểu thương | bà con xã viên | cựu giáo chức
        | cựu quân nhân""",
    Unit.KIN: """bác | bé | nhóc | con cháu | ông | bà | cô | chú | cô chú | anh | chị | em
        | cháu | bạn | dì | dượng
        | cậu | mợ | thím | mệ | bác trai | bác gái | =chế | mẹ | đứa | vị | bạn trẻ
        | chị công nhân | anh công nhân | bạn công nhân | bạn sinh viên | cháu học sinh
        | em học sinh | cháu sinh viên | em sinh viên | cháu thanh niên""",
    Unit.ELDERLY: """cụ | cụ già | cụ ông | cụ bà | ông cụ | bà cụ | các cụ | cụ cao tuổi
        | người già | người cao tuổi | cụ ông cụ bà | bác cao tuổi | ông bà cao tuổi
        | hội viên người cao tuổi | hội viên hội người cao tuổi | người lớn tuổi
        | người có tuổi | bà con cao tuổi | bác lớn tuổi | bà già | ông già | lượt cụ
        | hội viên cao tuổi | cao tuổi | người trên 60 tuổi | cụ lớn tuổi
        | lượt người cao tuổi | lão ông | lão bà | ông bà già | cụ trên 80 tuổi""",
    Unit.FISHERMEN: """ngư dân | bạn thuyền | thuyền viên | chủ tàu | chủ thuyền
        | người đi biển | bác ngư dân | anh ngư dân | bà con đi biển | lượt ngư dân
        | thuyền trưởng | ngư phủ | chủ tàu cá""",
    Unit.FREELANCE: "lao động tự do | người lao động tự do | xe ôm | thợ tự do | người làm tự do",
    Unit.VULNERABLE: """người mù | người khiếm thính | người điếc | người liệt | người câm điếc
        | người bệnh nặng | người khuyết tật | khuyết tật | người yếu thế | yếu thế
        | người tàn tật | người khiếm thị | người hoàn cảnh khó khăn | người nghèo
        | người neo đơn""",
    Unit.MEMBERS: """thành viên | thành viên tổ | thành viên tổ công nghệ số
        | thành viên tổ công nghệ số cộng đồng | thành viên của tổ | tổ viên | cán bộ tổ
        | tổ trưởng | thành viên tổ mình | tổ viên tổ công nghệ số | thành viên trong tổ
        | thành viên các tổ | thành viên tổ cnscđ | cán bộ công nghệ số""",
    Unit.COMRADES: """đồng chí | đoàn viên | bạn đoàn viên | tình nguyện viên | cán bộ
        | cán bộ thôn | cb | bạn tình nguyện | bạn tình nguyện viên | đảng viên | công an
        | cán bộ xã | cán bộ công an | đoàn viên thanh niên | bạn đoàn viên thanh niên
        | anh em trong tổ | anh em tổ""",
    Unit.MALE: "nam | nam giới | bạn nam | đàn ông",
    Unit.FEMALE: "nữ | nữ giới | bạn nữ | đàn bà",
    Unit.HOUSEHOLDS: """hộ | hộ dân | hộ gia đình | hộ kinh doanh | hộ kd | nhà | gia đình
        | hộ nghèo | hộ cận nghèo | hộ tiểu thương | hộ buôn bán | hộ nuôi cá | hộ nuôi trồng
        | hộ nuôi hàu | hộ ngư dân | hộ bán hàng | hộ sản xuất | hộ kinh doanh nhà nghỉ
        | hộ cá thể | hộ kinh doanh cá thể | lượt hộ | hộ chính sách | nhà dân | hộ nông dân
        | căn nhà | nóc nhà""",
    Unit.SESSIONS: """buổi | lớp | lớp học | buổi học | buổi tập huấn | lớp tập huấn
        | hội nghị | buổi hướng dẫn | lớp bình dân học vụ số | buổi bình dân học vụ số | cuộc họp
        | cuộc tập huấn | hội nghị tập huấn | buổi ra quân | buổi tuyên truyền | đợt ra quân
        | phiên | buổi lưu động | lớp bdhvs | cuộc họp dân""",
    Unit.TURNS: """lượt | lần | ca | trường hợp | lượt hỗ trợ | lượt cài | lượt cài đặt
        | lượt hướng dẫn""",
    Unit.FILES: """hồ sơ | bộ hồ sơ | lượt hồ sơ | bộ hồ sơ khai sinh | hồ sơ trợ cấp
        | thủ tục | bộ thủ tục | hồ sơ đất đai | hồ sơ đất
        | hồ sơ khai sinh | hồ sơ tạm trú | hồ sơ thường trú | hồ sơ hộ tịch
        | hồ sơ cấp lại thẻ | hồ sơ lý lịch tư pháp | bộ hồ sơ đất đai""",
    Unit.ITEMS: """đơn | lá đơn | tài khoản | tk | máy | cái | app | ứng dụng
        | điện thoại | cửa hàng | cửa hàng tạp hóa | quán | quán ăn | tiệm | shop | gian hàng
        | sạp | sạp hàng | ki ốt | doanh nghiệp | cơ sở | cơ sở kinh doanh | sản phẩm
        | mặt hàng | mã | bộ mã | biển | thẻ | nhà hàng | nhà nghỉ | tin | ý kiến | tàu
        | thuyền | chiếc điện thoại | hợp tác xã | homestay | bản | bộ""",
}

THINGS = """lượt xem | lượt like | lượt thích | lượt chia sẻ | lượt tương tác | lượt theo dõi
        | lượt truy cập | lượt bình luận | like | view | share | bình luận | clip
        | video | bài viết | đơn hàng | đơn đặt hàng | nhà văn hóa | nhà văn hoá
        | nhà thờ | nhà trường
        | nhà máy | nhà trẻ | hội trường
        | ngõ | ngách | hẻm | con ngõ | mũi | cánh | cụm | dãy phố | ngả | vùng | tờ rơi | tờ
        | cuốn | quyển | suất quà | phần quà | suất | món | xuất | chai | con
    | cân | bao | thùng | hộp | lon | cây | chiếc | cái bàn | bàn | ghế | máy tính | máy in
    | máy chiếu | máy cũ | xe | xe máy | ô tô | ảnh | bức ảnh | tấm ảnh | video | clip | bài
    | câu | trang | bước | phần | tin nhắn | cuộc gọi | mục | việc | nội dung | chủ đề
    | kỹ năng | cách | loại | nơi | điểm | chỗ | cuộc | nhóm | thôn | xóm | khu | tổ | đội | xã
    | phường | chi hội | chi đoàn | đoàn thể | cơ quan | trường | ngày công | bên | đoàn
    | vòng | phòng | tầng | dãy | bàn tay | mặt | phía | địa điểm | bóng đèn | cột | loa
    | băng rôn | khẩu hiệu | pano | biển báo | bát | ly | cốc | chuyến | tuyến | chậu | thứ
    | dòng | mẫu | phiếu | cuộc thi | tiết mục | bữa | mâm | trận | bàn thắng | lạng | vé
    | ca khúc | chỉ tiêu | tiêu chí | nhiệm vụ | giải pháp | dấu | chữ số | số"""
"""Counted, but nothing that a report counts: their number is accounted for."""
