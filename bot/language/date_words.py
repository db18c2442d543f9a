"""The words for days. Tables only; `bot.language.dates` walks over them."""

from collections.abc import Iterable, Mapping

Phrase = tuple[str, ...]


def _phrases(*lines: str) -> tuple[Phrase, ...]:
    return tuple(tuple(line.split()) for line in lines)


def _paired(firsts: Iterable[str], last: str) -> tuple[Phrase, ...]:
    return tuple((first, last) for first in firsts)


PARTS_OF_DAY = ("sáng", "trưa", "chiều", "tối", "đêm", "khuya")

DAYS: Mapping[Phrase, int] = {
    **dict.fromkeys(
        (
            *_paired((*PARTS_OF_DAY, "hôm", "bữa"), "nay"),
            *_paired(("hồi", "lúc", "ban"), "sáng"),
            *_paired(("hồi", "ban"), "trưa"),
            *_paired(("hồi", "ban"), "chiều"),
            *_paired(PARTS_OF_DAY, "ni"),
            *_phrases(
                "hôm ni", "bữa ni", "hnay", "hnai", "vừa xong", "vừa nãy", "hồi nãy", "ban nãy"
            ),
            *_phrases("lúc nãy", "today", "hum nay", "hom nai", "hôm nau"),
            *_phrases(
                "sáng giờ",
                "chiều giờ",
                "tối giờ",
                "nãy giờ",
                "từ sáng đến giờ",
                "từ sáng tới giờ",
                "sáng tới giờ",
                "sáng đến giờ",
                "từ nãy đến giờ",
                "từ nãy tới giờ",
                "từ sáng tới chiều",
                "từ sáng đến tối",
                "từ sáng đến trưa nay",
                "từ sáng đến chiều",
            ),
        ),
        0,
    ),
    **dict.fromkeys(
        (
            *_paired((*PARTS_OF_DAY, "hôm", "bữa"), "qua"),
            *_phrases("hqua", "hqa", "hôm wa", "hwa", "hum qua", "hum wa", "hôm qa", "tối qa"),
            *_phrases("yesterday"),
        ),
        -1,
    ),
    **dict.fromkeys(_phrases("hôm kia", "bữa kia", "hkia"), -2),
    **dict.fromkeys(_phrases("hôm kìa", "bữa kìa"), -3),
    **dict.fromkeys(_paired((*PARTS_OF_DAY, "ngày", "bữa"), "mai"), 1),
    **dict.fromkeys(
        (*_paired(PARTS_OF_DAY, "mốt"), *_phrases("ngày mốt", "bữa mốt", "ngày kia")), 2
    ),
}
"""How many days from today. Without its mark "hôm kìa" is "hôm kia", which stands first."""

FIRST_WORDS: Mapping[str, int] = {"nay": 0, "mai": 1}
"""Days only as the first word: elsewhere "mai" is a name and "nay" the end of something."""

WEEKDAYS: Mapping[Phrase, int] = {
    **{
        (thu, name): weekday
        for thu in ("thứ", "t")
        for weekday, names in enumerate(
            (
                ("hai", "2"),
                ("ba", "3"),
                ("tư", "4", "bốn"),
                ("năm", "5"),
                ("sáu", "6"),
                ("bảy", "7", "bẩy"),
            )
        )
        for name in names
    },
    **{(f"t{weekday + 2}",): weekday for weekday in range(6)},
    **dict.fromkeys(_phrases("chủ nhật", "chúa nhật", "cn", "cnhat"), 6),
}
"""Monday is 0."""

NOT_WEEKDAY_BEHIND = ("lần", "đợt", "khóa", "lớp", "tổ", "đội", "thôn")
"""Behind them it counts: "lần thứ ba" is the third time."""

LAST_ONE = _phrases("vừa rồi", "vừa qua", "trước", "rồi", "hôm trước")
THIS_WEEKS = _phrases("này", "nay")
NEXT_ONE = _phrases("tới", "sau", "kế tiếp")
SPEAKERS = ("em", "cháu", "tổ", "tôi", "mình", "bọn", "tụi", "chúng", "nhóm", "đội")
"""Behind "thứ năm tới" they begin what will be done."""
OTHER_WORDS_UNMARKED = frozenset({"toi"})
"""It is "tôi" more often than "tới": "thu 6 toi huong dan 5 nguoi"."""

WEEKS: Mapping[Phrase, int] = {
    **dict.fromkeys(_phrases("tuần trước nữa"), -2),
    **dict.fromkeys(
        _phrases("tuần trước", "tuần rồi", "tuần qua", "tuần vừa rồi", "tuần vừa qua"), -1
    ),
    **dict.fromkeys(_phrases("tuần này", "tuần nay"), 0),
    **dict.fromkeys(_phrases("tuần sau", "tuần tới"), 1),
}

RANGES = _phrases("đến nay", "tới nay", "đến giờ", "tới giờ", "đến hôm nay", "tới hôm nay")

VAGUE = _phrases(
    "hôm trước", "hôm nọ", "hôm rồi", "hôm bữa", "hôm đó", "hôm ấy", "hôm sau",
    "bữa hổm", "hôm hổm", "bữa kia kìa", "độ trước", "dạo trước", "dạo nọ",
    "bữa trước", "bữa nọ", "bữa đó", "bữa rồi", "ngày trước", "ngày nọ",
    "vài hôm trước", "mấy hôm trước", "mấy hôm nay", "mấy bữa nay", "mấy ngày nay",
    "mấy hôm", "mấy ngày", "vài hôm", "vài ngày", "dạo này", "gần đây", "mới đây",
    "lâu lâu rồi", "hồi xưa", "hôm lâu", "bữa lâu",
    "vừa rồi", "lần trước", "đợt trước", "đợt vừa rồi", "lần vừa rồi", "thời gian trước",
    "thời gian qua", "thời gian vừa rồi", "hồi trước", "thời gian vừa qua",
    "đầu tuần", "giữa tuần", "cuối tuần", "cả tuần", "suốt tuần",
    "tháng trước", "tháng rồi", "tháng này", "tháng sau", "đầu tháng", "giữa tháng", "cuối tháng",
)  # fmt: skip

PARTS_OF_MONTH = _phrases("đầu tháng", "giữa tháng", "cuối tháng")
"""Behind them a month may be named: "đầu tháng 11"."""

UNUSABLE = _phrases("không phải", "chứ không", "âm lịch", "tết", "rằm")
"""The day that is named is not the one ("không phải hôm nay"), or one of the moon's calendar."""

DAY_WORDS = ("ngày", "mùng", "mồng", "hôm")
DAILY = ("mỗi", "một", "cả", "hàng")
"""In front of "ngày 12" they make it "12 a day"."""
JOINTS = _phrases("đến", "tới", "và", "với", ",", "-", "–")

AGO_LEADS = _phrases("cách", "cách đây")
AGO = _phrases("trước")
AHEAD = _phrases("nữa", "tới")
COUNTED_DAYS = _phrases("ngày", "hôm", "bữa")
LONGER = _phrases("tuần", "tháng", "năm")
WEEKS_AGO = _phrases("tuần trước")
LONG_STRETCH = _phrases("nay", "qua", "liền")
"""Behind counted days they name all of them: "ba ngày nay"."""

MONTH_NAMES: Mapping[str, int] = {"giêng": 1, "tư": 4, "chạp": 12}
"""Months that have another name than their number."""
MONTHS_FROM_NOW: Mapping[str, int] = {"này": 0, "trước": -1, "rồi": -1, "sau": 1}
YEARS_FROM_NOW: Mapping[str, int] = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}
