"""Plain values as canonical JSON (RFC 8785), and its digest: what JavaScript makes of the same values, byte for byte.

The standard library's encoder gives these bytes for what definitions and records hold: no floats, ASCII keys, whole
numbers that JavaScript can hold. It is written in C: `rfc8785` takes fifty times as long, and records come by the
hundred thousand.
"""

import json
from hashlib import sha256
from typing import Any

SAFE = 2**53 - 1  # the largest whole number that JavaScript holds exactly
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    """Plain values as canonical bytes. Raises UnicodeEncodeError for text that is no Unicode (lone surrogates)."""
    return _encoder.encode(value).encode("utf-8")


def digest(value: Any) -> str:
    """The SHA-256 of plain values as canonical JSON, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()
