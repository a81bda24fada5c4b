"""HTML as views put it together is what markupsafe makes of the same parts."""

from datetime import date

import markupsafe
from dutybook.model.time import MonthDay
from dutybook.views.markup import Markup, escape
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(alphabet="ab<>&\"'{}12 中", max_size=8)
VALUES = st.one_of(
    TEXTS,
    TEXTS.map(Markup),
    TEXTS.map(markupsafe.Markup),
    TEXTS.map(MonthDay),
    st.integers(0, 99),
    st.just(date(2026, 11, 1)),
    st.none(),
)


@given(VALUES, VALUES, VALUES)
def test_format_join_and_escape(one: object, other: object, third: object) -> None:
    pattern = '<a title="{}">{}{name}</a>'
    made = Markup(pattern).format(one, other, name=third)
    assert made == markupsafe.Markup(pattern).format(one, other, name=third)
    parts = [str(one) if one is None else one, "<", other if isinstance(other, str) else str(other)]
    joined = Markup(" · ").join(parts)
    assert joined == markupsafe.Markup(" · ").join(parts)
    escaped = escape(one)
    assert escaped == markupsafe.escape(one)
    for each in (made, joined, escaped, Markup("<b>") + str(other)):
        assert type(each) is Markup


@given(TEXTS, TEXTS)
def test_sums(one: str, other: str) -> None:
    for left, right in ((Markup(one), other), (Markup(one), Markup(other)), (one, Markup(other))):
        safe = tuple(markupsafe.Markup(each) if isinstance(each, Markup) else each for each in (left, right))
        assert left + right == safe[0] + safe[1]
        assert isinstance(left + right, Markup)


def test_a_sum_with_no_text_is_none() -> None:
    assert Markup("a").__add__(None) is NotImplemented
