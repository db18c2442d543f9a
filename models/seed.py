"""What a new commune counts beside people and VNeID: the ten indicators of the teams' own reports,
and three of what the commune asks of them besides.

They are rows of each commune, which may reword, close or add to them; here is only what it starts
with.
"""

from dataclasses import dataclass

from models.indicator import Audience

LABEL_LENGTH = 20
LIMIT_PER_ENTRY = 200


@dataclass(frozen=True, slots=True)
class SeedIndicator:
    id: str
    label: str
    question: str
    unit: str
    audience: Audience
    limit_per_entry: int = LIMIT_PER_ENTRY


INDICATORS = (
    SeedIndicator(
        "households",
        "Đến từng hộ",
        "Đã đến giúp bao nhiêu hộ ạ?",
        "hộ",
        Audience.RESIDENTS,
    ),
    SeedIndicator(
        "dvc",
        "Dịch vụ công",
        "Có bao nhiêu người được giúp làm dịch vụ công trực tuyến ạ?",
        "người",
        Audience.BOTH,
    ),
    SeedIndicator(
        "payment",
        "Thanh toán số",
        "Có bao nhiêu người được giúp quét mã QR, chuyển khoản hay mở tài khoản ạ?",
        "người",
        Audience.BOTH,
    ),
    SeedIndicator(
        "esign",
        "Chữ ký số",
        "Có bao nhiêu người được giúp làm chữ ký số ạ?",
        "người",
        Audience.BOTH,
    ),
    SeedIndicator(
        "vssid",
        "VssID",
        "Có bao nhiêu người được giúp cài VssID (bảo hiểm xã hội) ạ?",
        "người",
        Audience.BOTH,
    ),
    SeedIndicator(
        "etax",
        "eTax Mobile",
        "Có bao nhiêu người được giúp cài eTax Mobile (nộp thuế) ạ?",
        "người",
        Audience.BOTH,
    ),
    SeedIndicator(
        "smarthp",
        "Smart Hải Phòng",
        "Có bao nhiêu người được giúp cài Smart Hải Phòng ạ?",
        "người",
        Audience.BOTH,
    ),
    SeedIndicator(
        "invoice",
        "Hóa đơn điện tử",
        "Có bao nhiêu người được giúp làm hóa đơn điện tử ạ?",
        "người",
        Audience.RESIDENTS,
    ),
    SeedIndicator(
        "ocop",
        "Bán hàng trên mạng",
        "Có bao nhiêu người được giúp đưa sản phẩm lên sàn bán hàng trên mạng ạ?",
        "người",
        Audience.RESIDENTS,
    ),
    SeedIndicator(
        "feedback",
        "Gửi phản ánh",
        "Có bao nhiêu người được giúp gửi phản ánh, kiến nghị ạ?",
        "người",
        Audience.RESIDENTS,
    ),
    SeedIndicator(
        "media",
        "Tin bài phát thanh",
        "Đã làm bao nhiêu tin, bài hay buổi phát thanh ạ?",
        "tin, bài, buổi",
        Audience.BOTH,
    ),
    SeedIndicator(
        "duty",
        "Trực Trung tâm",
        "Đã trực hỗ trợ tại Trung tâm Phục vụ hành chính công bao nhiêu buổi ạ?",
        "buổi trực",
        Audience.RESIDENTS,
    ),
    SeedIndicator(
        "contest",
        "Tham gia cuộc thi",
        "Có bao nhiêu người được vận động tham gia cuộc thi ạ?",
        "người",
        Audience.BOTH,
    ),
)


def indicator_rows(commune_id: str) -> list[dict[str, object]]:
    """Rows of the table `indicator`, in the order in which a dialog offers them."""
    return [
        {
            "commune_id": commune_id,
            "id": indicator.id,
            "label": indicator.label,
            "question": indicator.question,
            "unit": indicator.unit,
            "limit_per_entry": indicator.limit_per_entry,
            "audience": indicator.audience,
            "is_active": True,
            "position": position,
        }
        for position, indicator in enumerate(INDICATORS, start=1)
    ]
