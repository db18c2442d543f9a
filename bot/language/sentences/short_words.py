"""Short forms of messages and what they stand for. Tables only."""

from collections.abc import Mapping


def _table(*lines: str) -> Mapping[str, str]:
    pairs = (line.partition("=") for line in lines)
    return {short: words.strip() for shorts, _, words in pairs for short in shorts.split()}


WRITTEN_OUT: Mapping[str, str] = _table(
    "ng ngươi ngưòi ngườii ngừi ngừoi nguời ngừơi ngươì nguoif người = người",
    "mn mng mnguoi mngười = mọi người",
    "đc dc đcj đuợc đựơc đươc ddc = được",
    "ko k khg khong hok hông hem hổng khum = không",
    "hd hdan hdẫn hdẩn = hướng dẫn",
    "ht htro htrợ hôtro hổtrợ = hỗ trợ",
    "hn hnai hna = hôm nay",
    "bn = bạn",
    "hômnay homnay = hôm nay",
    "hômqua homqua = hôm qua",
    "sángnay sangnay = sáng nay",
    "chiềunay chieunay = chiều nay",
    "tốinay toinay = tối nay",
    "tốiqua toiqua = tối qua",
    "bcon bàcon = bà con",
    "xl xloi xlỗi sorry sory sr srr sry = xin lỗi",
    "bc bcao = báo cáo",
    "trg trog = trong",
    "vs = với",
    "nvh = nhà văn hóa",
    "hsơ = hồ sơ",
    "hkd hộkd = hộ kinh doanh",
    "hgđ hgd = hộ gia đình",
    "đk đki dki đkí đky = đăng ký",
    "ck = chuyển khoản",
    "onl = online",
    "tv tvien = thành viên",
    "cbộ = cán bộ",
    "đv = đoàn viên",
    "hv = học viên",
    "r rùi roài = rồi",
    "j = gì",
    "e = em",
    "mk = mật khẩu",
    "sdt sđt đt dt = điện thoại",
    "nct ngườicaotuổi = người cao tuổi",
    "ndan = người dân",
    "lđtd ldtd = lao động tự do",
    "tdp tdân = tổ dân phố",
    "kdc = khu dân cư",
    "cks ckso ckí ckys = chữ ký số",
    "hđđt hddt = hóa đơn điện tử",
    "dvc dvctt dvcttt = dịch vụ công",
    "tmđt tmdt = thương mại điện tử",
    "bdhvs bdhv bdhvso = bình dân học vụ số",
    "cnscđ cnscd cnsocd = công nghệ số cộng đồng",
    "tnscđ = công nghệ số cộng đồng",
    "cmt cmnd cccd = căn cước",
    "thcs thpt = trường",
    "wa = qua",
    "bhxh = bảo hiểm xã hội",
    "bhyt = bảo hiểm y tế",
    "zậy zay dzậy = vậy",
    "bj = bị",
    "pa = phản ánh",
    "vnied vnid vneld vneiđ vneind vnei = vneid",
    "smarthp smart_hp = smart hải phòng",
    "m1 lv1 lever1 level1 = mức 1",
    "m2 lv2 lever2 level2 = mức 2",
    "vneid1 vneidm1 = vneid mức 1",
    "vneid2 vneidm2 = vneid mức 2",
    "hổ = hỗ",
    "huớng hướg = hướng",
    "tuyêntruyền tutr = tuyên truyền",
)

AS_TYPED = frozenset(["k", "m1", "m2", "đt", "dt", "r", "j", "ht"])
"""Behind a figure they are a unit or a part of a name: "50k", "5kg", "120m2"."""
