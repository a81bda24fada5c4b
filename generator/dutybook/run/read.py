"""A record as it is read: everything in it may be wrong or hostile until it has been looked at."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from .canonical import canonical, digest
from .format import RECORD, SCHEMA
from .shape import MOST_FAULTS, Accepted, Anything, Fault, shown

MAX_BYTES = 8 * 1024 * 1024
LARGE, MOST_KNOWN = 128 * 1024, 256  # definitions are remembered: none that is large, and not too many
KNOWN = RECORD._replace(fields={**RECORD.fields, "definition": Accepted()})
_definitions: dict[str, tuple[Any, bytes]] = {}


class Record(NamedTuple):
    """A record that is what it says it is: right in shape, and with the digest that it carries.

    That proves no more than that nothing was changed by accident: who wrote it could write another digest too. What
    counts is whether the digest was deposited elsewhere.
    """

    values: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """What names this record."""
        return str(self.values["digest"])


def read_record(data: bytes) -> Record | list[Fault]:
    """A record from the bytes of its file, or everything that speaks against it, at most MOST_FAULTS faults."""
    if len(data) > MAX_BYTES:
        return [Fault("too-big", said=str(len(data)))]
    read = _parsed(data)
    if isinstance(read, Fault):
        return [read]
    value, written = read
    if not isinstance(value, dict) or "schema" not in value or "digest" not in value:
        return [Fault("no-record")]
    if type(value["schema"]) is not int or value["schema"] != SCHEMA:
        return [Fault("unknown-version", "/schema", shown(value["schema"]))]
    known = _is_known(value, written)
    shape = KNOWN if known else RECORD
    found = list(shape.faults(value)[:MOST_FAULTS])
    found = found or _whole(value, written, known=known)
    if not found and not known and len(data) < LARGE and len(_definitions) < MOST_KNOWN:
        _definitions[value["fingerprint"]] = value["definition"], canonical(value["definition"])
    return found or Record(value)


def _is_known(value: dict[str, Any], written: bytes) -> bool:
    """Whether its definition is one that was looked through before; then both share the one object.

    Records come in thousands of a few definitions, which are two thirds of their bytes.
    """
    name = value.get("fingerprint")
    known, its_bytes = _definitions.get(name, (None, b"")) if isinstance(name, str) else (None, b"")
    # Equal values may differ in bytes: Python takes true for 1.
    if known is None or known != value.get("definition") or b'"definition":%b,' % its_bytes not in written:
        return False
    value["definition"] = known
    return True


def is_remembered(values: Mapping[str, Any]) -> bool:
    """Whether a record shares its definition with others that have been read, and it stays in memory anyway."""
    known, _ = _definitions.get(values["fingerprint"], (None, b""))
    return known is not None and known is values["definition"]


def sealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """A record with its digest, of everything else that it holds."""
    rest = {name: value for name, value in values.items() if name != "digest"}
    return {**rest, "digest": digest(rest)}


def file_name(values: Mapping[str, Any]) -> str:
    """The name of a record's file: checklist, date, performer and run. What counts stands inside."""
    checklist, day = str(values["checklist"]).replace("/", "-"), str(values["date"]).replace("-", "")
    return f"{checklist}_{day}_{values['performer']}_{str(values['run'])[:8]}.json"


def file_bytes(values: Mapping[str, Any]) -> bytes:
    """The bytes of a record's file: canonical, with a line break at the end."""
    return canonical(values) + b"\n"


def _parsed(data: bytes) -> tuple[Any, bytes] | Fault:
    """The value that a file holds, and its canonical bytes."""
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
        written = canonical(value)
    except UnicodeError:
        return Fault("not-unicode")
    except _Float as error:
        return Fault("float", said=shown(str(error)))
    except ValueError as error:
        return Fault("not-json", said=shown(str(error)))
    except RecursionError:
        return Fault("too-deep", said=str(Anything().levels))
    if written != data.strip():  # canonical bytes name every key once; only others have to be looked through again
        try:
            json.loads(text, object_pairs_hook=_unique)
        except ValueError as error:
            return Fault("duplicate-key", said=shown(str(error)))
    return value, written


class _Float(ValueError):
    """A number with a fraction or an exponent, or none at all."""


def _no_float(said: str) -> Any:
    raise _Float(said)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(next(name for name in names if names.count(name) > 1))
    return found


def _without_digest(value: dict[str, Any], written: bytes) -> bytes:
    """The canonical bytes of a record without its digest: cut out of those with it, where it stands there once."""
    part = f',"digest":"{value["digest"]}"'.encode()
    if written.count(part) == 1:
        return written.replace(part, b"")
    return canonical({name: each for name, each in value.items() if name != "digest"})


def _whole(value: dict[str, Any], written: bytes, *, known: bool) -> list[Fault]:
    """What is wrong between the fields of a record that is right in shape."""
    found = []
    if sha256(_without_digest(value, written)).hexdigest() != value["digest"]:
        found.append(Fault("wrong-digest", "/digest"))
    if not known and digest(value["definition"]) != value["fingerprint"]:
        found.append(Fault("wrong-fingerprint", "/fingerprint"))
    unit = value["checklist"].partition("/")[0]
    if value["definition"]["checklist"] != value["checklist"] or value["unit"] != unit:
        found.append(Fault("other-checklist", "/checklist", value["checklist"]))
    found += [Fault(code, path, value[path[1:]]) for code, path, wrong in _misfits(value) if wrong]
    return found


def _misfits(value: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """What status, result, end and the amended record say of each other. An amendment may be in progress too."""
    status, result = value["status"], value["result"]
    amends = value["amends"] is not None
    results = {
        "in-progress": result == "in-progress",
        "completed": result in ("complete", "complete-with-exceptions"),
        "stopped": result == "stopped",
    }
    return [
        ("amends-nothing", "/status", not amends and status in ("amended", "entered-in-error")),
        ("amends-silently", "/status", amends and status in ("completed", "stopped")),
        ("result-does-not-fit", "/result", not results.get(status, result != "in-progress")),
        ("no-end", "/result", (value["end"] is None) != (result == "in-progress")),
    ]
