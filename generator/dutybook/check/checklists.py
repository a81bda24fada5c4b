"""Checklists as a whole: every duty with a time stands on one, and on each only what is its role's to do."""

from collections.abc import Iterator

from ..book import Book
from ..checklist.compile import stops
from ..checklist.coverage import checklists_of, needs_a_checklist
from ..due import in_use
from ..model.checklist import OfProcess, OfSchedule, Waivers
from ..model.work import Duty
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
    waived = {book.find("duty", each.duty, each) for file in book.all(Waivers) for each in file.waived}
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
    for file in book.all(Waivers):
        for each in file.waived:
            duty = book.find("duty", each.duty, each)
            on = checklists_of(book, duty) if isinstance(duty, Duty) else []
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
                    if found is not None and name is not None and name not in known:
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
