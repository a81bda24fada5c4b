"""References and ids: what is named exists, is of the right kind, and is named once."""

from collections.abc import Iterator

from ..book import Book, unit_of
from ..hints import nearest, one_of
from ..model.kinds import KINDS
from ..walk import Reference
from .engine import Finding, at, rule


@rule("REF001", "error")
def unresolved_reference(book: Book) -> Iterator[Finding]:
    """'{key}' names the {kind} '{value}', which does not exist.

    **Why.** Whoever follows the link, or is told to hand something over, ends up nowhere.

    **Fix.** Correct the id, or add what it names. {hint}

    “{key}”写的{kind_zh}“{value}”不存在。

    **为什么。** 照着链接去找，或者按规定去交的人，会找不到对象。

    **怎么改。** 改正编号，或者补上它所指的内容。{hint_zh}
    """
    for reference in book.dangling:
        if _really(book, reference) and _other_kind(book, reference) is None:
            unit = unit_of(reference.owner)
            known = [each for kind in reference.kinds for each in book.ids(kind, unit)]
            guess = _titled(book, reference) or nearest(reference.value, known)
            own = [each for each in known if "/" not in each] or known
            yield at(
                reference.holder,
                reference.key,
                reference.place,
                key=reference.key,
                value=reference.value,
                kind=reference.kinds[0],
                kind_zh=KINDS[reference.kinds[0]].zh,
                instead=guess,
                hint=f"Did you mean '{guess}'?" if guess else f"There are: {one_of(own)}.",
                hint_zh=f"是不是“{guess}”？" if guess else f"现有：{one_of(own)}。",
            )


@rule("REF002", "error")
def reference_to_wrong_kind(book: Book) -> Iterator[Finding]:
    """'{key}' asks for a {kind}, but '{value}' is a {other}.

    **Why.** A duty cannot be handed to a form, nor be filled in on a role: the sentence makes no sense to its reader.

    **Fix.** Name a {kind}.

    “{key}”要写{kind_zh}，而“{value}”是{other_zh}。

    **为什么。** 职责不能交给表单，也不能填在岗位上，读的人会看不懂这句话。

    **怎么改。** 改写成一个{kind_zh}的编号。
    """
    for reference in book.dangling:
        if _really(book, reference):
            other = _other_kind(book, reference)
            if other is not None:
                yield at(
                    reference.holder,
                    reference.key,
                    reference.place,
                    key=reference.key,
                    value=reference.value,
                    kind=reference.kinds[0],
                    kind_zh=KINDS[reference.kinds[0]].zh,
                    other=other,
                    other_zh=KINDS[other].zh,
                )


@rule("REF003", "error")
def duplicate_id(book: Book) -> Iterator[Finding]:
    """The id '{id}' is taken already, at {first}.

    **Why.** Links, printed codes and references would reach one of the two, and nobody knows which.

    **Fix.** Give one of them another id; keep the id of the older one, because others link to it.

    编号“{id}”已经用在{first}。

    **为什么。** 链接、打印编码和引用只会指向其中一个，谁也不知道是哪一个。

    **怎么改。** 给其中一个换编号；较早的那个保留原编号，因为别处在引用它。
    """
    for again, first in book.twice:
        yield at(again, "id", id=book.key[again], first=first.mark)


@rule("REF004", "error")
def id_unlike_file_name(book: Book) -> Iterator[Finding]:
    """The id '{id}' does not match the file name '{file}'.

    **Why.** An id never changes and people look for things by file name; when the two differ, links break
    at the next rename.

    **Fix.** Name the file {id}.yml, or correct the id if the file name is right.

    编号“{id}”与文件名“{file}”不一致。

    **为什么。** 编号永不改变，而大家按文件名找内容；两者不同，下次改名时链接就会断。

    **怎么改。** 把文件改名为{id}.yml；如果文件名是对的，就改编号。
    """
    for root in book.roots:
        identity = getattr(root, "id", None)
        if identity is None:
            continue
        *_, folder, file = root.mark.path.split("/")
        expected = folder if file == "unit.yml" else file.removesuffix(".yml")
        if identity.casefold() != expected:
            yield at(root, "id", id=identity.casefold(), file=folder if file == "unit.yml" else file)


def _titled(book: Book, reference: Reference) -> str | None:
    """The id of what bears the name that was written in the place of an id."""
    asked = reference.value.casefold()
    for word in reference.kinds:
        for node in book.all(KINDS[word].model):
            title = getattr(node, "title", None) or getattr(node, "term", None)
            said = [*title.said.values(), *getattr(node, "aliases", ())] if title is not None else []
            if any(each.casefold() == asked for each in said):
                return _written(book.key[node], unit_of(reference.owner))
    return None


def _written(key: str, unit: str) -> str:
    return key.removeprefix(f"{unit}/")


# Things without a file of their own, and where they stand.
HOLDERS = {
    "duty": "handbook/{unit}/standards",
    "customer-class": "handbook/{unit}/customer-classes",
    "assumption": "handbook/{unit}/unit",
    "part": "handbook/{unit}/unit",
    "term": "handbook/glossary",
}


def _really(book: Book, reference: Reference) -> bool:
    """Whether a dangling reference is at fault, and not the file that should define what it names."""
    last = reference.value.rsplit("/", 1)[-1]
    holder = HOLDERS.get(reference.kinds[0])
    if book.lost and holder is not None and holder.format(unit=unit_of(reference.owner)) in book.lost:
        return False
    lost = (last, reference.value.split("/", 1)[0], last.rsplit("-", 1)[0].casefold())
    return not any(each in book.lost for each in lost)


def _other_kind(book: Book, reference: Reference) -> str | None:
    for word in KINDS:
        if word not in reference.kinds and book.find(word, reference.value, reference.owner) is not None:
            return word
    return None
