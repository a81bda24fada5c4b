"""Terms: every acronym explained, every document named as it is called, every word once."""

import re
from collections.abc import Iterator

from ..book import Book
from .engine import Finding, at, rule

# Han characters count as letters for \b, and an acronym stands between them without a space.
ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,}(?![A-Za-z0-9])")
DOCUMENT = re.compile("《([^《》]+)》")
# Everybody knows these: countries, sizes, and the letters of hypotheses are none of the trade's words.
COMMON = frozenset(("US", "UK", "OK", "ID", "PDF", "MM", "DD"))


@rule("TRM001", "warning")
def acronym_nobody_explains(book: Book) -> Iterator[Finding]:
    """The acronym '{word}' is not in the glossary.

    **Why.** A newcomer cannot guess it and has nowhere to look it up.

    **Fix.** Add it to a file in handbook/glossary/, or write the words out.

    缩写“{word}”不在术语表里。

    **为什么。** 新来的人猜不出来，也没有地方查。

    **怎么改。** 在handbook/glossary/里加上它，或者写全称。
    """
    known = " ".join(said for term in book.terms for text in (term.term, *term.also) for said in text.said.values())
    explained = set(ACRONYM.findall(known)) | COMMON
    if all(explained.issuperset(re.findall("[A-Z]{2,}", said)) for said in book.said.values()):
        return
    for worded in book.texts:
        for language, said in worded.text.said.items():
            for word in ACRONYM.findall(said):
                if word not in explained:
                    explained.add(word)
                    yield at(worded.text.mark, language, word=word)


@rule("TRM002", "warning")
def document_nobody_knows(book: Book) -> Iterator[Finding]:
    """The text names the document 《{name}》, but no form or source is called so.

    **Why.** The reader looks for a form by its name and finds none.

    **Fix.** Write the title exactly as the form has it, or add the form.

    正文提到《{name}》，但没有表单或来源叫这个名字。

    **为什么。** 读者按名字找表单，找不到。

    **怎么改。** 名称写得和表单完全一致，或者补上这张表单。
    """
    if not book.whole or "《" not in book.said.get("zh", ""):
        return
    titled = [form.title for form in book.forms] + [source.title for source in book.sources]
    known = {said for title in titled for said in title.said.values()} | {"牛津词典", "民法典"}
    for worded in book.texts:
        for name in DOCUMENT.findall(worded.text.said.get("zh", "")):
            if name not in known:
                yield at(worded.text.mark, "zh", name=name)


@rule("TRM003", "error")
def two_terms_of_one_wording(book: Book) -> Iterator[Finding]:
    """The wording '{wording}' stands for two terms; the other is '{other}'.

    **Why.** A link from the text could lead to either.

    **Fix.** Merge the two terms, or word one of them differently.

    “{wording}”是两个术语的写法，另一个是“{other}”。

    **为什么。** 正文里的链接不知道该指向哪一个。

    **怎么改。** 合并两个术语，或者给其中一个换写法。
    """
    seen: dict[tuple[str, str], str] = {}
    for term in book.terms:
        for text in (term.term, *term.also):
            for language, said in text.said.items():
                first = seen.setdefault((language, said.casefold()), term.id)
                if first != term.id:
                    yield at(text.mark, language, wording=said, other=first)


@rule("TRM004", "warning")
def term_that_occurs_nowhere(book: Book) -> Iterator[Finding]:
    """The term '{term}' occurs in no text of the handbook.

    **Why.** A glossary of unused words hides the ones that people look up.

    **Fix.** Delete the term, or add under "also:" the wording that the handbook uses.

    术语“{term}”在手册正文里没有出现。

    **为什么。** 没用到的词多了，真正要查的就不好找。

    **怎么改。** 删掉它，或者在“also:”里补上手册实际用的写法。
    """
    if not book.whole:
        return
    words = {term: [said for text in (term.term, *term.also) if (said := text.said.get("zh"))] for term in book.terms}
    everything = "\n".join(
        said for worded in book.texts if type(worded.owner).__name__ != "Term" and (said := worded.text.said.get("zh"))
    )
    for term, wordings in words.items():
        if not any(each in everything for each in wordings):
            yield at(term, "term", term=wordings[0] if wordings else term.id)


@rule("TRM005", "error")
def term_that_refers_to_itself(book: Book) -> Iterator[Finding]:
    """The term '{term}' says "see also" of itself.

    **Why.** The reader is sent in a circle.

    **Fix.** Delete it from "see:".

    术语“{term}”的参见指向自己。

    **为什么。** 读者会原地打转。

    **怎么改。** 从“see:”里删掉它。
    """
    for term in book.terms:
        for index, each in enumerate(term.see):
            if book.find("term", each, term) is term:
                yield at(term, "see", index, term=term.id)
