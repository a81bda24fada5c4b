"""The rollout: five stages, in order, each with an owner, something to hand over, and a gate."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from ..book import Book, add_months
from ..model.rollout import After, Stage
from ..model.time import Span
from .engine import Finding, at, rule

FIVE = ("preparation", "pilot", "branding", "summary", "normalisation")


@rule("STG001", "error")
def rollout_without_all_stages(book: Book) -> Iterator[Finding]:
    """The rollout of '{unit}' has the stage '{stage}' {count} times; it needs each of the five once.

    **Why.** A rollout that leaves out a stage skips its gate; one that has it twice has two gates.

    **Fix.** Add the stage as rollout/{stage}.yml, or delete the second one.

    “{unit}”的推进里，阶段“{stage}”出现了{count}次，五个阶段各要一次。

    **为什么。** 少一个阶段就少一道关口，多一个就有两道。

    **怎么改。** 新建rollout/{stage}.yml，或者删掉多出来的。
    """
    for unit in book.units:
        stages = book.within("stage", unit)
        for name in FIVE if stages and book.whole else ():
            count = sum(stage.stage == name for stage in stages)
            if count != 1:
                holder = next((each for each in reversed(stages) if each.stage == name), stages[0])
                yield at(holder, "stage", unit=unit.id, stage=name, count=count)


@rule("STG002", "error")
def stages_out_of_order(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' has order {order}; it is number {expected} of the five.

    **Why.** The five stages build on each other: preparation, pilot, branding, summary, normalisation.

    **Fix.** Write "order: {expected}".

    阶段“{stage}”的次序写成{order}，它是五个阶段的第{expected}个。

    **为什么。** 五个阶段前后相承：组织筹备、试点、品牌推广、总结、常态化。

    **怎么改。** 写“order: {expected}”。
    """
    for stage in book.stages:
        expected = FIVE.index(stage.stage) + 1
        if stage.order != expected:
            yield at(stage, "order", stage=stage.id, order=stage.order, expected=expected)


@rule("STG003", "error")
def stage_without_owner(book: Book) -> Iterator[Finding]:
    """Nobody owns the stage '{stage}'.

    **Why.** Without an owner nobody keeps the plan or calls for the decision at its end.

    **Fix.** Add "owner:" with a role, here or as the unit's default.

    阶段“{stage}”没有归口岗位。

    **为什么。** 没有归口，就没有人盯进度，也没有人提请验收。

    **怎么改。** 在这里或者单位的默认值里写上“owner:”。
    """
    for stage in book.stages:
        if book.whole and book.settled(stage, "owner")[0] is None:
            yield at(stage, "id", stage=stage.id)


@rule("STG004", "error")
def stage_that_starts_before_the_last_ends(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' starts on {start}, before '{before}' ends on {end}.

    **Why.** It would start before the gate of the stage before has been passed.

    **Fix.** Let it start after {end}, or write "starts: {{after: {before}}}".

    阶段“{stage}”从{start}开始，这时“{before}”还没有结束（{end}）。

    **为什么。** 上一阶段的关口还没有过，就开始了下一阶段。

    **怎么改。** 把开始日期改到{end}之后，或者写“starts: {{after: {before}}}”。
    """
    for unit in book.units:
        dated = [
            (stage, *when) for stage in book.within("stage", unit) if (when := _dates(book, stage, ())) is not None
        ]
        dated.sort(key=lambda each: FIVE.index(each[0].stage))
        for (first, _, end), (second, start, _) in pairwise(dated):
            if end is not None and start <= end:
                yield at(second, "starts", stage=second.id, start=start, before=first.id, end=end)


@rule("STG005", "error")
def stage_that_ends_before_it_starts(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' starts on {start} and ends on {end}.

    **Why.** Its activities have no time.

    **Fix.** Correct "starts:", "ends:" or "lasts:".

    阶段“{stage}”从{start}开始，到{end}结束。

    **为什么。** 其中的活动没有时间做。

    **怎么改。** 改正“starts:”“ends:”或“lasts:”。
    """
    for stage in book.stages:
        when = _dates(book, stage, ())
        if when is not None and when[1] is not None and when[1] < when[0]:
            yield at(stage, "ends" if stage.ends else "lasts", stage=stage.id, start=when[0], end=when[1])


@rule("STG006", "error")
def stage_after_itself_or_a_later_one(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' starts after '{after}', which does not come before it.

    **Why.** It could never start.

    **Fix.** Let it start after an earlier stage, or on a date.

    阶段“{stage}”要在“{after}”之后开始，而“{after}”并不在它前面。

    **为什么。** 这样永远开始不了。

    **怎么改。** 改为在更早的阶段之后开始，或者写日期。
    """
    for stage in book.stages:
        if isinstance(stage.starts, After):
            before = book.find("stage", stage.starts.after, stage)
            if before is not None and FIVE.index(before.stage) >= FIVE.index(stage.stage):
                yield at(stage, "starts.after", stage=stage.id, after=before.id)


@rule("STG007", "error")
def end_and_length_at_once(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' says both when it ends and how long it lasts.

    **Why.** When one is changed the other contradicts it.

    **Fix.** Keep "ends:" or "lasts:".

    阶段“{stage}”既写了结束日期，又写了历时。

    **为什么。** 改了一个，另一个就对不上。

    **怎么改。** “ends:”和“lasts:”只留一个。
    """
    for stage in book.stages:
        if stage.ends is not None and stage.lasts is not None:
            yield at(stage, "lasts", stage=stage.id)


@rule("STG008", "error")
def stage_without_end(book: Book) -> Iterator[Finding]:
    """The stage '{stage}' says neither when it ends nor how long it lasts.

    **Why.** Nobody knows when to prepare its gate, and a stage that follows it has no beginning.

    **Fix.** Add "lasts:" or "ends:", or list lasts under "not-stated" when nobody has set it.

    阶段“{stage}”没有写什么时候结束，也没有写历时。

    **为什么。** 谁也不知道什么时候准备验收，排在它后面的阶段也没有开始的日子。

    **怎么改。** 写上“lasts:”或者“ends:”；还没有定的，把lasts列入“not-stated”。
    """
    for stage in book.stages:
        if stage.ends is None and stage.lasts is None and not {"ends", "lasts"} & set(stage.not_stated):
            yield at(stage, "id", stage=stage.id)


def _dates(book: Book, stage: Stage, seen: tuple[Stage, ...]) -> tuple[date, date | None] | None:
    """First and last day of a stage as planned; None where they cannot be computed."""
    start = stage.starts
    if isinstance(start, After):
        before = book.find("stage", start.after, stage)
        earlier = None if before is None or before in (*seen, stage) else _dates(book, before, (*seen, stage))
        if earlier is None or earlier[1] is None:
            return None
        start = _later(earlier[1] + timedelta(days=1), start.lag)
    if start is None:
        return None
    if stage.ends is not None:
        return start, stage.ends
    return start, _later(start, stage.lasts) - timedelta(days=1) if stage.lasts is not None else None


def _later(day: date, span: Span | None) -> date:
    if span is None:
        return day
    moved = add_months(day, span.months) if span.months else day
    return moved + timedelta(days=(span.days or 0) + 7 * (span.weeks or 0) + (span.workdays or 0) * 7 // 5)
