"""Answers from a file instead of a keyboard: what each item's entry means, and what is missing.

An entry is the answer itself, or a mapping: `{value: …, reason: …, note: …}`, `{na: reason}`, `{skip: reason}`. Beside
the items stand `overrides: {item or pause point: reason}`, `countersign: id` and `stop: reason`.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..load import plain
from ..run.plan import Plan
from ..run.standing import standing
from ..run.state import State
from ..run.values import Refused
from ..scalars import FALSE, TRUE
from .kept import Kept

SPECIAL = ("overrides", "countersign", "stop")
MOST_BYTES = 1024 * 1024


class Unusable(Exception):
    """A file of answers that means nothing: the word for what is wrong, and what it quotes."""

    def __init__(self, name: str, said: str = "") -> None:
        super().__init__(name)
        self.name, self.said = name, said


class Failed(NamedTuple):
    """What kept the answers from being enough: refusals, by item, and items that have no answer."""

    refused: list[tuple[str, Refused]]
    missing: list[str]


def read_answers(path: Path) -> dict[str, Any]:
    """The entries of a file, JSON or YAML by its name. Raises Unusable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unusable("too-big")
        if path.suffix.casefold() == ".json":
            found = json.loads(path.read_bytes().decode("utf-8-sig"), parse_float=str, parse_int=str)
        else:
            found = plain(path)
    except OSError as error:
        raise Unusable("unreadable", error.strerror or "") from error
    except (ValueError, RecursionError) as error:
        raise Unusable("no-syntax", str(error)) from error
    if not isinstance(found, dict):
        raise Unusable("no-mapping")
    return found


def unknown(entries: Mapping[str, Any], plan: Plan) -> list[str]:
    """The names of a file that are no item of the checklist."""
    return [name for name in entries if name not in plan.known and name not in SPECIAL]


def answer_all(kept: Kept, entries: Mapping[str, Any]) -> Failed:
    """Goes through a run with answers from a file: in the order of the items, as far as they are enough."""
    tried: set[str] = set()
    refused: list[tuple[str, Refused]] = []
    overrides = _mapping(entries.get("overrides") or {}, "overrides")
    while True:
        whole = standing(kept.state)
        item = next((id_ for id_, each in whole.items.items() if each.state == "open" and id_ not in tried), None)
        if item is not None:
            tried.add(item)
            if item in entries:
                refused += [
                    (item, found)
                    for event in events(item, entries[item])
                    if (found := kept.do(plainly(event, kept.state.plan)))
                ]
        elif whole.held is None or not _override(kept, whole.held, overrides):
            break
    missing = [] if refused else _missing(kept.state, tried)
    if not refused and "stop" in entries:
        found = kept.do({"do": "stop", "reason": _text(entries["stop"], "stop")})
        return Failed([("stop", found)] if found else [], [])
    if not refused and not missing:
        refused += _end(kept, entries)
    return Failed(refused, missing)


def plainly(event: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """An event whose answer is a yes or a no as people write it in YAML."""
    value = event.get("value")
    if event["do"] != "answer" or plan.items[event["item"]].type not in ("confirm", "yes-no"):
        return event
    meant = next(
        (word for word, known in (("yes", TRUE), ("no", FALSE)) if isinstance(value, str) and value in known), value
    )
    return {**event, "value": meant}


def _end(kept: Kept, entries: Mapping[str, Any]) -> Iterator[tuple[str, Refused]]:
    whole = standing(kept.state)
    if whole.held is not None:
        yield whole.held, Refused("held", whole.held)
        return
    if "countersign" in entries:
        found = kept.do({"do": "countersign", "by": _text(entries["countersign"], "countersign")})
        if found is not None:
            yield "countersign", found
            return
    found = kept.do({"do": "complete"})
    if found is not None:
        yield found.node or "complete", found


def _missing(state: State, tried: set[str]) -> list[str]:
    return [id_ for id_, each in standing(state).items.items() if each.state == "open" and id_ in tried]


def _override(kept: Kept, held: str, overrides: Mapping[str, Any]) -> bool:
    pause, _, item = held.partition("/")
    reason = overrides.get(held, overrides.get(item) if item else None)
    if reason is None:
        return False
    target = {"item": item} if item else {"pause": pause}
    return kept.do({"do": "override", **target, "reason": _text(reason, "overrides")}) is None


def events(item: str, entry: Any) -> Iterator[dict[str, Any]]:
    """The events that an entry means. Raises Unusable."""
    if not isinstance(entry, dict):
        yield {"do": "answer", "item": item, "value": _value(entry, item)}
        return
    kinds = [name for name in ("value", "na", "skip") if name in entry]
    strange = [name for name in entry if name not in ("value", "na", "skip", "reason", "note")]
    if strange or len(kinds) != 1 or (kinds != ["value"] and "reason" in entry):
        raise Unusable("no-entry", item)
    if "note" in entry:
        yield {"do": "note", "item": item, "value": _text(entry["note"], item)}
    reason = {"reason": _text(entry["reason"], item)} if "reason" in entry else {}
    if kinds == ["value"]:
        yield {"do": "answer", "item": item, "value": _value(entry["value"], item), **reason}
    else:
        kind = "skip" if kinds == ["skip"] else "not-applicable"
        yield {"do": kind, "item": item, "reason": _text(entry[kinds[0]], item)}


def _value(said: Any, item: str) -> Any:
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, list):
        return [_text(each, item) for each in said]
    return _text(said, item)


def _text(said: Any, item: str) -> str:
    if not isinstance(said, str):
        raise Unusable("no-entry", item)
    return said


def _mapping(said: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise Unusable("no-entry", name)
    return said
