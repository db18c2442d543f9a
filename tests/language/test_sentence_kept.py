"""A sentence on its way into a dialog survives as text: what was understood, none of its words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.language.sentences.forms import Form, form_of
from bot.language.sentences.heard import Ask, Audience, Change, Key, PartOfDay, Report, Subgroup
from bot.language.sentences.sentence import Sentence, sentences_from_text, sentences_to_text

numbers = st.one_of(st.none(), st.integers(0, 5000))
reports = st.builds(
    Report,
    audience=st.one_of(st.none(), st.sampled_from(Audience)),
    day=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1))),
    session=st.one_of(st.none(), st.sampled_from(PartOfDay)),
    place=st.one_of(st.none(), st.text(min_size=1, max_size=9)),
    counts=st.dictionaries(st.sampled_from(Key), numbers, max_size=4),
    ask=st.lists(st.sampled_from(Ask), max_size=3, unique=True).map(tuple),
    subgroups=st.dictionaries(st.sampled_from(Subgroup), st.integers(1, 99)),
    is_lunar=st.booleans(),
)
sentences = st.builds(
    Sentence,
    report=reports,
    change=st.builds(Change, st.booleans(), st.booleans(), st.booleans()),
    is_correction=st.booleans(),
    form=st.one_of(st.none(), st.sampled_from(Form)),
)


@given(st.lists(sentences, max_size=4).map(tuple))
def test_sentences_are_read_back_equal(said: tuple[Sentence, ...]) -> None:
    assert said == sentences_from_text(sentences_to_text(said))


def test_session_and_visit_are_told_apart_and_both_at_once_are_asked() -> None:
    assert form_of("hôm nay huong dan 12 nguoi") is Form.SESSION
    assert form_of("Chiều qua đến nhà cụ Tám cài VNeID") is Form.HOME_VISIT
    assert form_of("hỗ trợ 3 bác nộp hồ sơ") is None
    assert form_of("đi từng nhà hướng dẫn 5 hộ") is None
