"""Records in tests: read, followed from their events, and valid by the published JSON Schema, all at once."""

import json
from functools import cache
from typing import Any

from dutybook.run.format import json_schema
from dutybook.run.read import Record, read_record
from dutybook.run.record import follows
from jsonschema import Draft202012Validator


@cache
def validator() -> Draft202012Validator:
    """What checks values against the schema that the site publishes."""
    return Draft202012Validator(json_schema())


def valid(data: bytes) -> bytes:
    """The bytes of a record that are valid by the schema."""
    assert [each.message for each in validator().iter_errors(json.loads(data))] == []
    return data


def sound(data: bytes) -> dict[str, Any]:
    """A record as Python reads it: nothing wrong with it by any of the three, and everything follows."""
    found = read_record(data)
    assert isinstance(found, Record), found
    assert follows(found.values) == []
    valid(data)
    return dict(found.values)
