"""Where a run stands: what was answered, noted, overridden and signed, and every event that led there."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from .plan import Plan

Settled = Literal["answered", "not-applicable", "skipped"]


class Answer(NamedTuple):
    """What was said of an item, when, and why. It is kept when a changed condition makes the item not applicable."""

    state: Settled
    value: Any
    at: str
    reason: str | None


class Override(NamedTuple):
    """That one went on although an item or pause point held everything back."""

    reason: str
    at: str


class Signature(NamedTuple):
    """Who checked the run, and when."""

    id: str
    at: str


class State(NamedTuple):
    """A run. `closed` is how it was ended; `audit` holds plain values with the columns of ODK's audit log.

    `subject` is whom or what it was about, such as a customer's number. `user` is who acts: the performer, or whoever
    corrects a closed run.
    """

    plan: Plan
    performer: str
    subject: str | None
    user: str
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    overrides: Mapping[str, Override]
    checker: Signature | None
    closed: Literal["", "complete", "stop"]
    retracted: bool
    audit: tuple[dict[str, Any], ...]
