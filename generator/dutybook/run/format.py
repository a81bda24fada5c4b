"""The format of a record: what each of its fields holds. Its JSON Schema is made from this."""

from typing import Any

from .shape import Anything, Either, Fields, Flag, Many, Maybe, OneOf, Real, Whole, Words

SCHEMA = 1
NAME = f"dutybook-record-{SCHEMA}.json"  # of its JSON Schema, which the site publishes under schemas/
MOST_ITEMS = 500
MOST_EVENTS = 20_000
REASON, TEXT, SUBJECT = 500, 2000, 100  # characters
ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
KEY = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NODE = r"^([a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z][a-z0-9]*(-[a-z0-9]+)*)?)?$"
PERSON = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
RUN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
HEX = r"^[0-9a-f]{64}$"

MEDIA = ("paper", "browser", "terminal")
STATUSES = ("in-progress", "completed", "amended", "entered-in-error", "stopped")
RESULTS = ("in-progress", "complete", "complete-with-exceptions", "stopped")
STATES = ("open", "waiting", "blocked", "answered", "not-applicable", "skipped", "off")
EXCEPTIONS = ("no", "abnormal", "not-applicable", "skipped", "overridden")
EVENTS = (
    "start", "resume", "answer", "not-applicable", "skip", "clear", "note",
    "override", "countersign", "complete", "stop", "amend", "retract",
)  # fmt: skip
TYPES = ("confirm", "number", "choice", "multi-choice", "text", "time", "sign-off", "yes-no")

_id, _key = Words(ID, 100, 1), Words(KEY, 201, 1)
_node = Words(NODE, 201)
_person = Words(PERSON, 32, 1)
_moment, _day, _hex = Real(moment=True), Real(moment=False), Words(HEX, 64)
_reason, _note = Words(most=REASON), Words(most=TEXT)
_value = Either(_note, Many(Words(most=100), 100))
_texts = Fields({}, extra=_note)
_range = Fields({"min": Whole(), "max": Whole()}, frozenset(("min", "max")))

ITEM = Fields(
    {
        "id": _id,
        "text": _texts,
        "response": Maybe(_texts),
        "type": OneOf(TYPES),
        "critical": Flag(),
        "hold": Flag(),
        "unit": Maybe(_texts),
        "choices": Many(Fields({"id": _id, "text": _texts}, extra=Anything()), 100),
        "valid": _range,
        "expect": _range,
        "only-if": Fields(
            {"item": _id, "is": _note, "above": Whole(), "below": Whole()}, frozenset(("is", "above", "below"))
        ),
        "ideal": OneOf(("yes", "no")),
    },
    free=frozenset(("response", "critical", "hold", "unit", "choices", "valid", "expect", "only-if", "ideal")),
    extra=Anything(),
)
# A definition may say more than a run needs; its fingerprint covers all of it.
DEFINITION = Fields(
    {
        "checklist": _key,
        "use": OneOf(("work", "gate", "induction")),
        "title": _texts,
        "pauses": Many(
            Fields(
                {"id": _id, "title": _texts, "hold": Flag(), "items": Many(ITEM, MOST_ITEMS)},
                free=frozenset(("hold",)),
                extra=Anything(),
            ),
            MOST_ITEMS,
        ),
    },
    extra=Anything(),
)
RECORD = Fields(
    {
        "schema": Whole(SCHEMA, SCHEMA),
        "run": Words(RUN, 36),
        "status": OneOf(STATUSES),
        "result": OneOf(RESULTS),
        "amends": Maybe(Fields({"run": Words(RUN, 36), "digest": _hex, "reason": Words(most=REASON, least=1)})),
        "checklist": _key,
        "version": Maybe(Words(most=100)),
        "fingerprint": _hex,
        "url": Words(most=TEXT),
        "unit": _id,
        "role": Maybe(_key),
        "performer": _person,
        "subject": Maybe(Words(most=SUBJECT)),
        "checker": Maybe(Fields({"id": _person, "at": _moment})),
        "medium": OneOf(MEDIA),
        "date": _day,
        "start": _moment,
        "end": Maybe(_moment),
        "definition": DEFINITION,
        "instance": Many(Fields({"pause": _id, "items": Many(_id, MOST_ITEMS)}), MOST_ITEMS),
        "answers": Many(
            Fields(
                {
                    "item": _id,
                    "state": OneOf(STATES),
                    "value": Maybe(_value),
                    "at": Maybe(_moment),
                    "reason": Maybe(_reason),
                    "note": Maybe(_note),
                }
            ),
            MOST_ITEMS,
        ),
        "overrides": Many(Fields({"node": _node, "reason": _reason, "at": _moment}), MOST_ITEMS),
        "exceptions": Many(
            Fields({"node": _node, "kind": OneOf(EXCEPTIONS), "reason": Maybe(_reason), "critical": Flag()}),
            2 * MOST_ITEMS,
        ),
        "audit": Many(
            Fields(
                {
                    "event": OneOf(EVENTS),
                    "node": _node,
                    "start": _moment,
                    "end": _moment,
                    "old-value": Maybe(_value),
                    "new-value": Maybe(_value),
                    "user": _person,
                    "change-reason": Maybe(_reason),
                }
            ),
            MOST_EVENTS,
        ),
        "digest": _hex,
    }
)


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema (draft 2020-12), as the site publishes it.

    What no schema can say is checked besides: the digest, the fingerprint, and that the answers are those of the
    events.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": NAME,
        "title": "dutybook record",
        "description": "One run of a checklist. digest = SHA-256 of the RFC 8785 bytes of the record without digest.",
        **RECORD.schema(),
    }
