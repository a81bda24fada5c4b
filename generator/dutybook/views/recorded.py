"""The words of a record in one language, out of the definition that it holds: what was recorded is looked at again as it
was worded then, whatever the handbook says now. Beyond its shape a definition may hold anything.
"""

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]


def recorded(record: Values, language: str, words: Values) -> dict[str, Any]:
    """What a terminal needs to speak of a record, as far as views/run.py gives it for a run. `words` are all of the interface."""
    definition, day = record["definition"], record["date"]
    items = [item for pause in definition["pauses"] for item in pause["items"]]
    known = {each["id"]: each for each in items}
    said: dict[str, Any] = {
        "title": _text(definition["title"], language),
        "objective": _text(definition.get("objective"), language),
        "completion": _text(definition.get("completion"), language),
        "role": _role(definition, record["role"], language),
        "checker": _role(definition, definition.get("checker"), language),
        "subject": record["subject"] or "",
        "hints": [],
        "before": [],
        "help": [],
        "scoring": {},
        "pauses": {each["id"]: _pause(each, language, words["sheet"]) for each in definition["pauses"]},
        "items": {each["id"]: _item(each, known, language, words["sheet"]) for each in items},
    }
    dated = {"date": day, "due": {}, "empty": {}, "coming": None}
    names = ("checklist", "version", "fingerprint")
    return {
        **{name: record[name] for name in names},
        "words": {language: said},
        "dates": {day: {"words": {language: dated}}},
    }


def _text(said: Any, language: str) -> str:
    """A text in a language, without characters that would command a terminal."""
    texts = said if isinstance(said, dict) else {}
    found = texts.get(language) or next(iter(texts.values()), "")
    if not isinstance(found, str):
        return ""
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in found)


def _role(definition: Values, key: Any, language: str) -> str:
    names = definition.get("names")
    roles = names.get("roles") if isinstance(names, dict) else None
    known = roles.get(key) if isinstance(roles, dict) and isinstance(key, str) else None
    return _text(known, language) or (_text({language: key}, language) if isinstance(key, str) else "")


def _pause(said: Values, language: str, words: Values) -> dict[str, Any]:
    return {
        "title": _text(said["title"], language),
        "notes": [],
        "hold": words["hold"] if said.get("hold") else "",
    }


def _item(said: Values, known: Mapping[str, Values], language: str, words: Values) -> dict[str, Any]:
    return {
        "text": _line(said["text"], language),
        "response": _line(said.get("response"), language),
        "lead": _lead(said, known, language, words),
        "detail": "",
        "marks": "",
        "range": words["stop"].join(_ranges(said, words)),
        "unit": _text(said.get("unit"), language),
        "hold": words["hold"] if said.get("hold") else "",
        "critical": words["critical"] if said.get("critical") else "",
        "choices": _choices(said, language, words),
    }


def _line(said: Any, language: str) -> str:
    """A text as an item says it: without the full stop of a sentence."""
    return _text(said, language).rstrip("。.")


def _choices(said: Values, language: str, words: Values) -> dict[str, str]:
    if said.get("type") == "yes-no":
        return {name: words["answers"][name] for name in ("yes", "no")}
    return {each["id"]: _text(each["text"], language) for each in said.get("choices", ())}


def _ranges(said: Values, words: Values) -> list[str]:
    found = []
    for name in ("valid", "expect"):
        ends = {end: each for end, each in said.get(name, {}).items() if each is not None}
        if ends:
            which = "both" if len(ends) == 2 else next(iter(ends))
            if which == "both" and ends["min"] == ends["max"]:
                which = "same" if name == "expect" else which
            found.append(str(words[name][which]).format(**ends))
    return found


def _lead(said: Values, known: Mapping[str, Values], language: str, words: Values) -> str:
    """The condition of an item as an "if … then" line."""
    condition = said.get("only-if")
    if not condition:
        return ""
    other = known.get(condition["item"], {})
    item = _line(other.get("text"), language) or condition["item"]
    for name in ("above", "below"):
        if name in condition:
            return str(words[f"if-{name}"]).format(item=item, value=condition[name])
    answer = condition.get("is", "")
    said_so = {**words["answers"], **_choices(other, language, words)}.get(answer, answer)
    return str(words["if-is"]).format(item=item, answer=said_so)
