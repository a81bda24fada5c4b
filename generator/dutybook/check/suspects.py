"""Suspect links and stale translations: what relies on words that have changed since somebody compared them."""

from collections.abc import Iterator

from ..book import Book
from ..model.base import Text
from ..reliance.relations import Relation
from ..reliance.standing import file_of, id_of, standing
from .engine import Finding, at, rule


@rule("SUS001", "warning")
def suspect_link(book: Book) -> Iterator[Finding]:
    """This relies on the duty '{duty}', which has changed since {role} compared them on {day}.

    **Why.** What is said twice drifts apart: people may go by the words that nobody has corrected.

    **Fix.** Read both and correct this where it no longer fits; then 'dutybook confirm {id} --as ROLE'. 'dutybook
    suspects' shows the old and the new wording.

    这里以职责“{duty}”为依据，而{role}在{day}核对之后，该职责又改过。

    **为什么。** 同一件事说两遍，改了一处忘了另一处，有人就会照着旧的做。

    **怎么改。** 对照着读一遍，不合的改过来，然后运行“dutybook confirm {id} --as 岗位”；“dutybook suspects”列出新旧两种写法。
    """
    for each in standing(book).suspects:
        relation = each.relation
        if not isinstance(relation.on, Text):
            day, role = each.confirmed
            yield at(relation.holder.mark, duty=relation.on.id, day=day, role=role, id=id_of(book, relation))


@rule("SUS002", "warning")
def stale_translation(book: Book) -> Iterator[Finding]:
    """The wording under '{language}' was made from an older text: '{first}' has changed since {day}.

    **Why.** Readers of the two languages follow different rules, and neither knows.

    **Fix.** Translate it anew; where the wording still fits, 'dutybook confirm {id} --as ROLE'. Until then the page says so.

    “{language}”的写法是照旧文字译的：{day}核对之后，“{first}”又改过。

    **为什么。** 读两种语言的人照着不同的规定做，双方都不知道。

    **怎么改。** 重新翻译；译文仍然合适的，运行“dutybook confirm {id} --as 岗位”。在此之前，页面上会标明。
    """
    first = book.settings.languages[0]
    for each in standing(book).suspects:
        relation = each.relation
        if isinstance(relation.on, Text):
            language, id_ = relation.language, id_of(book, relation)
            yield at(relation.on.mark, language, language=language, first=first, day=each.confirmed[0], id=id_)


@rule("SUS003", "warning")
def not_recorded_yet(book: Book) -> Iterator[Finding]:
    """Texts that rely on others, and of which {file} knows nothing yet: {count}; this is the first.

    **Why.** What has never been recorded cannot be told to be out of date later.

    **Fix.** Once they have been read: 'dutybook confirm --new --as ROLE'.

    有{count}处文字以别处为依据，而{file}里还没有记录；这是第一处。

    **为什么。** 没有记录过的，以后也看不出是否过时。

    **怎么改。** 读过以后，运行“dutybook confirm --new --as 岗位”。
    """
    new: dict[str, list[Relation]] = {}
    for relation in standing(book).new:
        new.setdefault(file_of(relation), []).append(relation)
    for file, found in new.items():
        yield at(found[0].holder.mark, file=file, count=len(found))


@rule("SUS004", "error")
def confirmation_that_says_nothing(book: Book) -> Iterator[Finding]:
    """This line is no confirmation.

    **Why.** What it once confirmed counts as never read; often it is what a merge has left behind.

    **Fix.** Delete the line, or of a merge the marks alone, and keep the lines of both sides; 'dutybook confirm' writes
    this file, people do not.

    这一行不是核对记录。

    **为什么。** 它原来记录的核对就不算数了；常见的是合并时留下的痕迹。

    **怎么改。** 删掉这一行；如果是合并留下的，只删标记，两边的记录都保留。这个文件由“dutybook confirm”写，不要手改。
    """
    for mark in standing(book).unreadable:
        yield at(mark)
