"""The kinds of fault of what cannot be put on paper. See problem.py."""

from .problem import kind


@kind("PRT001", "error")
def character_not_printable() -> None:
    """The font of printed sheets has no '{character}' (U+{code}), which stands in '{said}'.

    **Why.** It would print as an empty box, and nobody would know what was meant.

    **Fix.** Write it in another way; pictograms and rare characters belong on no sheet.

    打印用的字体里没有“{character}”（U+{code}），它在“{said}”里。

    **为什么。** 打印出来是一个空框，谁也不知道原来写的是什么。

    **怎么改。** 换一种写法；表情符号和生僻字不要上清单。
    """


@kind("PRT002", "error")
def higher_than_a_page() -> None:
    """The pause point '{pause}' of the checklist '{checklist}' does not fit on a page.

    **Why.** A pause point is gone through in one go; on two pages half of it is forgotten.

    **Fix.** Split it where people stop anyway, or shorten its items.

    清单“{checklist}”的停顿点“{pause}”一页放不下。

    **为什么。** 一个停顿点要一口气核对完，分在两页上就会漏掉半截。

    **怎么改。** 在本来就会停下来的地方分成两个，或者缩短事项。
    """


@kind("PRT003", "error")
def sheet_too_long() -> None:
    """The checklist '{checklist}' takes {count} pages{on}; two are the most.

    **Why.** A sheet that goes along all day is one leaf of paper, front and back; more is left behind.

    **Fix.** Split the checklist, leave out what nobody forgets, or print one language at a time.

    清单“{checklist}”{on_zh}要打{count}页，最多两页。

    **为什么。** 随身带一天的清单就是一张纸的正反面，再多就不会带了。

    **怎么改。** 拆成两张清单，去掉没有人会忘的事，或者一次只打一种语言。
    """


@kind("PRT004", "error")
def date_outside_the_calendar() -> None:
    """The calendar has no year {year}, so nobody can say what is due on {day}.

    **Why.** Days off and make-up workdays of a year are laid down by its notice; a guess would print wrong dates.

    **Fix.** Enter the year in handbook/calendar/cn/{year}.yml, or choose a date in one of: {known}.

    日历里没有{year}年，说不出{day}有什么到期。

    **为什么。** 放假和调休由当年的通知规定，靠猜会印出错误的日期。

    **怎么改。** 在handbook/calendar/cn/{year}.yml里录入这一年，或者换成这些年份里的日期：{known}。
    """


@kind("PRT005", "error")
def form_too_long() -> None:
    """The blank of the form '{form}' takes {count} pages; one is the most.

    **Why.** A form whose fields stand on two leaves comes back with one of them.

    **Fix.** Make "layout: record" of it, shorten the names of its columns, or make two forms.

    表单“{form}”的空白表要打{count}页，最多一页。

    **为什么。** 栏目分在两张纸上，收回来常常只剩一张。

    **怎么改。** 改成“layout: record”，缩短栏目名，或者拆成两张表。
    """
