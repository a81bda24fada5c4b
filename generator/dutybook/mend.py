"""A file → the object it was meant to describe, and what is wrong with it.

A file without faults is read once. In one with faults, likely corrections are tried on the text:
one that makes a fault vanish and brings no new one is what was meant. The fault is then told as
the slip that it is, and the rest of the file is read as corrected, so that one slip gives one
message and hides no other fault. Nothing is written.
"""

from typing import Any

from . import yaml_faults
from .bind import read_text
from .binding import Result
from .load import MAX_BYTES, wrong_encoding
from .paths import ReadablePath
from .problem import Mark, Problem, fault
from .source import decode


def read_file(path: ReadablePath, name: str, model: type[Any]) -> Result:
    """The object of class `model` that a file describes. `name` is how people call the file."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return nothing([fault(yaml_faults.file_too_big, Mark(name, 1, 1), size=size, most=MAX_BYTES)])
        return read_bytes(path.read_bytes(), name, model)
    except OSError as error:
        reason = error.strerror or "unknown error"
        return nothing([fault(yaml_faults.file_unreadable, Mark(name, 1, 1), reason=reason)])


def read_bytes(data: bytes, name: str, model: type[Any]) -> Result:
    """As read_file, for the bytes of a file of at most MAX_BYTES."""
    source = decode(data)
    wrong = wrong_encoding(data, source, name)
    saved = [wrong] if wrong is not None else []
    if source.text is None:
        return nothing(saved)
    reading = read_text(source.text, name, model)
    if reading.node is not None and not reading.problems and "\r" not in source.text:
        return Result(reading.node, reading.value, saved + reading.binding.slips)
    from .slips.repair import repaired

    found = repaired(source.text, reading, name, model)
    return found._replace(problems=saved + found.problems)


def nothing(problems: list[Problem]) -> Result:
    """A file that cannot be read."""
    return Result(None, None, problems, sound=False)
