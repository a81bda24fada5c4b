"""Texts: in every language, written as the language is written."""

import re
from collections.abc import Iterator

from ..book import Book
from ..walk import Worded
from .engine import Finding, at, rule

HAN = "\u3400-\u9fff"
# Patterns are compiled when a text first makes them necessary: most handbooks never need most of them.
HAS_HAN = f"[{HAN}]"
# Two words in a row; names such as CRM, R² or a version are the same in Chinese.
PLAIN_ENGLISH = "[a-z]{2,} [a-z]{2,}"
SPACED = f"[{HAN}] +[A-Za-z0-9]|[A-Za-z0-9] +[{HAN}]|[{HAN}] +[{HAN}]"
HALF = f"(?m:[{HAN}][,;:?!()][{HAN}]|[{HAN}][,;?!]$|[{HAN}][.](?![A-Za-z0-9])|[{HAN}]\\([^()]*\\))"
WIDE = "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]"
CHINESE_MARKS = "[，。；：？！（）、《》]"
PAIRS = (("《", "》"), ("“", "”"), ("（", "）"))


@rule("TXT001", "error")
def text_without_a_language(book: Book) -> Iterator[Finding]:
    """The text '{shown}' has no wording in '{language}'.

    **Why.** Readers of that language see a foreign sentence in the middle of their page.

    **Fix.** Add "{language}:" with the translation.

    文字“{shown}”没有“{language}”的写法。

    **为什么。** 用这种语言的读者会看到一句外文。

    **怎么改。** 补上“{language}:”和译文。
    """
    wanted = book.settings.languages
    for worded in book.texts:
        if len(worded.text.said) < len(wanted):
            for language in wanted:
                if language not in worded.text.said:
                    yield _at(worded, "", language=language, shown=_short(next(iter(worded.text.said.values()))))


@rule("TXT002", "warning")
def untranslated_copy(book: Book) -> Iterator[Finding]:
    """The wording '{shown}' under '{language}' is in the other language.

    **Why.** It was copied and not translated; those who need this language cannot read it.

    **Fix.** Translate it.

    “{language}”里的“{shown}”是另一种语言。

    **为什么。** 这是复制过来没有翻译的，需要这种语言的读者看不懂。

    **怎么改。** 翻译过来。
    """
    for worded in book.texts:
        english, chinese = worded.text.said.get("en", ""), worded.text.said.get("zh", "")
        if not english.isascii() and re.search(HAS_HAN, english):
            yield _at(worded, "en", language="en", shown=_short(english))
        elif chinese.isascii() and re.search(PLAIN_ENGLISH, chinese):
            yield _at(worded, "zh", language="zh", shown=_short(chinese))


@rule("TXT003", "warning")
def space_beside_han(book: Book) -> Iterator[Finding]:
    """There is a typed space at '{shown}'.

    **Why.** Pages and prints set the distance between Chinese and Latin themselves; typed spaces double it and
    break the search.

    **Fix.** Delete the space.

    “{shown}”处有手打的空格。

    **为什么。** 网页和打印件会自动留出中西文间距，手打空格会重复，还会妨碍搜索。

    **怎么改。** 删掉空格。
    """
    return _spots(book, SPACED, " ")


@rule("TXT004", "warning")
def half_width_mark_beside_han(book: Book) -> Iterator[Finding]:
    """There is a half-width mark at '{shown}'.

    **Why.** Chinese text is set with full-width punctuation.

    **Fix.** Use ， ； ： 。 ？ ！ （ ）.

    “{shown}”处用了半角标点。

    **为什么。** 中文用全角标点。

    **怎么改。** 换成，；：。？！（）。
    """
    return _spots(book, HALF, "[,;:?!(.]")


@rule("TXT005", "warning")
def full_width_letter_or_digit(book: Book) -> Iterator[Finding]:
    """There is a full-width letter, digit or space at '{shown}'.

    **Why.** It looks like an ordinary one but is found by no search and read as no number.

    **Fix.** Type it again with the Chinese input switched to half-width.

    “{shown}”处有全角的字母、数字或空格。

    **为什么。** 看着一样，却搜不到，也不会被当成数字。

    **怎么改。** 切换到半角重新输入。
    """
    return _spots(book, WIDE, "")


@rule("TXT006", "warning")
def chinese_mark_in_english(book: Book) -> Iterator[Finding]:
    """There is a Chinese punctuation mark at '{shown}' in an English text.

    **Why.** It leaves a gap in an English line and shows that the text was not proofread.

    **Fix.** Use , . ; : ? ! ( ).

    英文里“{shown}”处用了中文标点。

    **为什么。** 英文里会留出一大块空白，一看就没有校对。

    **怎么改。** 换成半角标点。
    """
    for worded in book.texts if re.search(CHINESE_MARKS, book.said.get("en", "")) else ():
        english = worded.text.said.get("en", "")
        if not english.isascii() and (found := re.search(CHINESE_MARKS, english)):
            yield _at(worded, "en", shown=_around(english, found.start()))


@rule("TXT007", "warning")
def unbalanced_pair(book: Book) -> Iterator[Finding]:
    """A {mark} at '{shown}' has no partner.

    **Why.** Readers cannot tell where the title, quotation or remark ends.

    **Fix.** Add the missing mark.

    “{shown}”里的{mark}不成对。

    **为什么。** 看不出书名、引文或括注到哪里为止。

    **怎么改。** 补上缺的那一半。
    """
    for left, right in PAIRS:
        if not any(mark in said for mark in (left, right) for said in book.said.values()):
            continue
        for worded in book.texts:
            for said in worded.text.said.values():
                if not said.isascii() and (left in said or right in said) and said.count(left) != said.count(right):
                    yield _at(worded, "", mark=left + right, shown=_short(said))


def _spots(book: Book, pattern: str, signs: str) -> Iterator[Finding]:
    """Where a pattern occurs in Chinese texts; without one of its signs (if it has any) it cannot."""
    if (signs and re.search(signs, book.said.get("zh", "")) is None) or re.search(
        pattern, book.said.get("zh", "")
    ) is None:
        return
    for worded in book.texts:
        chinese = worded.text.said.get("zh", "")
        if signs and re.search(signs, chinese) is None:
            continue
        if found := re.search(pattern, chinese):
            yield _at(worded, "zh", shown=_around(chinese, found.start()))


def _at(worded: Worded, key: str, /, **values: object) -> Finding:
    return at(worded.text.mark, key, **values)


def _short(text: str, most: int = 20) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _around(text: str, place: int) -> str:
    return text[max(0, place - 4) : place + 8].replace("\n", " ")
