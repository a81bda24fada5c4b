"""Checklists as a whole: every duty with a time stands on one, and on each only what is its role's to do."""

from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import stops
from ..checklist.coverage import checklists_of, needs_a_checklist, waivers
from ..due import in_use
from ..model.base import Originated
from ..model.checklist import OfProcess, OfSchedule
from .engine import Finding, at, rule


@rule("CHK015", "error")
def duty_on_no_checklist(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' has a time, but stands on no checklist.

    **Why.** What is on no checklist is what is forgotten; nobody notices, since nothing is missing on paper.

    **Fix.** Select it in a checklist of its role, or list it in checklists/{unit}/waived.yml with the reason.

    职责“{duty}”有时间要求，却不在任何清单上。

    **为什么。** 不在清单上的事最容易忘，而且纸面上看不出缺了什么。

    **怎么改。** 在本岗位的清单里选取它，或在checklists/{unit}/waived.yml里写明不上清单的理由。
    """
    if not book.whole:
        return
    units = {checklist.mark.path.split("/")[1] for checklist in book.checklists}
    waived = waivers(book)
    for duty in book.duties:
        unit = duty.mark.path.split("/")[1]
        wanted = unit in units and needs_a_checklist(duty) and in_use(book, duty)
        if wanted and duty not in waived and not checklists_of(book, duty):
            yield at(duty, "when", duty=duty.id, unit=unit)


@rule("CHK016", "warning")
def waived_for_nothing(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' is waived, but stands on the checklist '{checklist}'.

    **Why.** The reason no longer holds, and hides a gap when the checklist is changed.

    **Fix.** Delete the waiver.

    职责“{duty}”写着不上清单，却在清单“{checklist}”上。

    **为什么。** 理由已经不成立；清单一改，缺口就被它盖住了。

    **怎么改。** 删掉这一条。
    """
    for duty, each in waivers(book).items():
        on = checklists_of(book, duty)
        if on:
            yield at(each, "duty", duty=duty.id, checklist=on[0].id)


@rule("CHK019", "error")
def item_of_another_role(book: Book) -> Iterator[Finding]:
    """The duty '{duty}' on this checklist is not one of the role '{role}'.

    **Why.** People would be asked for what is not theirs to do, and sign for it.

    **Fix.** Choose the role whose duty it is, or leave the duty out.

    这张清单上的职责“{duty}”不是岗位“{role}”的。

    **为什么。** 这等于要人做不归他做的事，还要他签字。

    **怎么改。** 换成负责这项职责的岗位，或去掉这一项。
    """
    for made, stop in stops(book) if book.whole else ():
        if made.role is None:
            continue
        own = set(book.duties_of(made.role))
        for line in stop.lines:
            if line.duty is not None and line.duty not in own:
                yield at(line.said or stop.pause, duty=line.duty.id, role=made.role.id)


@rule("CHK020", "error")
def selection_names_nothing(book: Book) -> Iterator[Finding]:
    """'{name}' is no {what} of '{of}'.

    **Why.** What is selected by a name that does not exist is silently missing on the sheet.

    **Fix.** Write one of: {known}.

    “{of}”里没有{what_zh}“{name}”。

    **为什么。** 按不存在的名字去选，清单上就会悄悄少一项。

    **怎么改。** 可以写：{known}。
    """
    for checklist in book.checklists:
        for pause in checklist.pauses:
            for select in pause.select:
                if isinstance(select, OfSchedule):
                    found, names = book.find("schedule", select.schedule, select), ("from", "to")
                    known = [each.id for each in found.entries] if found is not None else []
                    asked: list[tuple[str, int | None, str | None]] = [
                        (key, None, getattr(select, f"{key}_" if key == "from" else key)) for key in names
                    ]
                    what = ("entry", "时间点")
                elif isinstance(select, OfProcess):
                    found = book.find("process", select.process, select)
                    known = [each.id for each in found.steps] if found is not None else []
                    asked = [("steps", place, each) for place, each in enumerate(select.steps)]
                    what = ("step", "步骤")
                else:
                    continue
                for key, place, name in asked:
                    if found is not None and name is not None and name not in known and name not in book.lost:
                        yield at(
                            select,
                            key,
                            place,
                            name=name,
                            what=what[0],
                            what_zh=what[1],
                            of=found.id,
                            known=", ".join(known),
                        )


@rule("CHK022", "error")
def essential_left_open(book: Book) -> Iterator[Finding]:
    """The checklist '{checklist}' leaves "{field}" open.

    **Why.** A source may leave a duty's measure open; a checklist is made by whoever writes it. Without its objective,
    mode, trigger, role, seconds and completion call nobody knows when to take it up, how to go through it, and when it
    is over.

    **Fix.** Fill in "{field}:" and delete it from "not-stated".

    清单“{checklist}”的“{field}”空着。

    **为什么。** 来源可以没有写明职责的标准，清单却是编者自己编的。目的、方式、何时使用、执行岗位、秒数、完成口令缺一样，
    就不知道什么时候用、怎么用、什么时候算用完。

    **怎么改。** 填上“{field}:”，并从“not-stated”里去掉。
    """
    for checklist in book.checklists:
        essentials = {"objective", "mode", "when", "completion", *(() if checklist.use == "private" else ("role",))}
        holders: list[tuple[Originated, set[str]]] = [(checklist, essentials)]
        holders += [(pause, {"seconds"}) for pause in checklist.pauses]
        for holder, fields in holders:
            for place, field in enumerate(holder.not_stated):
                if field in fields:
                    yield at(holder, "not-stated", place, checklist=checklist.id, field=field)


@rule("CHK023", "error")
def checklist_nobody_keeps_up(book: Book) -> Iterator[Finding]:
    """The checklist '{checklist}' has no {what}.

    **Why.** Work changes; a list that nobody looks at again asks for yesterday's work.

    **Fix.** Write "{field}:" here or among the unit's "defaults:".

    清单“{checklist}”没有{what_zh}。

    **为什么。** 工作会变；没有人再看的清单，要的还是过去的做法。

    **怎么改。** 在这里或单位的“defaults:”里写上“{field}:”。
    """
    for checklist in book.checklists if book.whole else ():
        owner = book.settled(checklist, "owner")[0]
        if owner is None and not (checklist.use == "private" and "owner" in checklist.not_stated):
            yield at(checklist, "id", checklist=checklist.id, what="owner", what_zh="归口岗位", field="owner")
        for field, what, what_zh in (
            ("reviewed-on", "date of its last review", "最近复核日期"),
            ("review-every", "interval between reviews", "复核周期"),
        ):
            if book.settled(checklist, field.replace("-", "_"))[0] is None:
                yield at(checklist, "id", checklist=checklist.id, what=what, what_zh=what_zh, field=field)
