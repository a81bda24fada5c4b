"""Until when something has to be done after an event.

A period counted from an event begins on the day after it: PRC Civil Code, article 201.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from .book import add_months
from .calendar import DAY, Calendar
from .due import Move, Policy, missing_year, moved
from .model.time import Event, Span
from .model.work import Duty


class Limit(NamedTuple):
    """Until when something has to be done after an event: a moment, or the end of a day (`moment` is then 24:00)."""

    moment: datetime
    whole_day: bool
    moves: tuple[Move, ...]
    missing: int | None

    @property
    def provisional(self) -> bool:
        """Whether it may still move: a notice that it rests on has not been entered."""
        return self.missing is not None


def limit_of(duty: Duty, happened: datetime, policy: Policy, calendar: Calendar) -> Limit | None:
    """Until when a duty has to be done after its event; None where the rule gives no time that can be reckoned."""
    within = duty.when.within if isinstance(duty.when, Event) else None
    if within == "at-once":
        return Limit(happened, False, (), None)
    return after(happened, within, policy, calendar) if isinstance(within, Span) else None


def after(happened: datetime, within: Span, policy: Policy, calendar: Calendar) -> Limit:
    """The end of a span that begins with an event.

    Minutes and hours run on, days off or not. In days, weeks and months the day of the event does not count, and an
    end on a day off moves as the policy says, but never before the day after the event. Workdays skip days off.
    """
    if within.minutes is not None or within.hours is not None:
        end = happened + timedelta(minutes=within.minutes or 0, hours=within.hours or 0)
        return Limit(end, False, (), None)
    day = happened.date()
    moves: list[Move] = []
    if within.workdays is not None:
        end_day = calendar.after(day, within.workdays) if within.workdays else day
    else:
        end_day = day + timedelta(days=within.days or 0, weeks=within.weeks or 0)
        if within.months is not None:
            end_day = add_months(day, within.months)
            if end_day.day < day.day:
                moves.append(Move("no-such-day", calendar.day(end_day), end_day))
        free = policy._replace(crossing="allow")
        end_day = moved(end_day, day + DAY, (end_day, end_day), free, calendar, moves)
    midnight = datetime.combine(end_day + DAY, datetime.min.time())
    return Limit(midnight, True, tuple(moves), missing_year(calendar, day, end_day))
