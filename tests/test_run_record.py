"""Records: what a run leaves, byte for byte; what is refused when it is read; what the published schema says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from dutybook.run.canonical import canonical, digest
from dutybook.run.engine import apply, begin
from dutybook.run.format import RECORD, json_schema
from dutybook.run.personal import personal, personal_in
from dutybook.run.plan import planned
from dutybook.run.read import MAX_BYTES, Record, file_bytes, file_name, read_record, sealed
from dutybook.run.record import follows, record_of
from dutybook.run.state import State
from hypothesis import given
from hypothesis import strategies as st

HERE = Path(__file__).parent / "vectors"
FILES = sorted((HERE / "records").glob("*.json"))
NAMES = [each.stem for each in FILES]


def case_of(name: str) -> dict[str, Any]:
    return json.loads((HERE / "records" / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", NAMES)
def test_a_run_leaves_this_record(name: str) -> None:
    case = case_of(name)
    state = begin(planned(case["runnable"], case["day"]), case["performer"], case["start"], case["subject"])
    for event in case["events"]:
        assert isinstance(state, State)
        state = apply(state, event)
    assert isinstance(state, State)
    made = record_of(state, case["runnable"], case["day"], case["run"], case["medium"], case["amends"])
    assert made == case["record"]
    assert read_record(file_bytes(made)) == Record(made)
    assert follows(made) == []


def test_the_name_of_the_file() -> None:
    assert file_name(case_of("complete")["record"]) == "shop-day_20261124_E1_1a2b3c4d.json"


def test_what_is_private_leaves_no_record() -> None:
    runnable = case_of("complete")["runnable"]
    runnable["definition"]["use"] = "private"
    state = begin(planned(runnable, "2026-11-24"), "E1", "2026-11-24T08:00:00+08:00")
    assert isinstance(state, State)
    with pytest.raises(ValueError, match="private"):
        record_of(state, runnable, "2026-11-24", "x", "terminal")


@pytest.mark.parametrize(
    "case", json.loads((HERE / "canonical.json").read_text("utf-8")), ids=lambda case: case["says"]
)
def test_canonical_bytes(case: dict[str, Any]) -> None:
    assert canonical(case["value"]) == case["canonical"].encode() == rfc8785.dumps(case["value"])
    assert digest(case["value"]) == case["sha256"]


SAFE = 2**53 - 1
values = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=20,
)


@given(values)
def test_canonical_bytes_are_those_of_the_standard(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("case", json.loads((HERE / "personal.json").read_text("utf-8")), ids=lambda case: case["text"])
def test_personal_numbers(case: dict[str, Any]) -> None:
    assert personal(case["text"]) == case["found"]


def test_personal_numbers_in_a_record() -> None:
    record = case_of("exceptions")["record"]
    assert list(personal_in(record)) == []
    record["answers"][0]["note"] = "打13812345678"
    record["audit"][1]["change-reason"] = "310101199001011234"
    record["overrides"][0]["reason"] = "138 1234 5678"
    assert list(personal_in(record)) == [
        ("/answers/0/note", "mobile"),
        ("/overrides/0/reason", "mobile"),
        ("/audit/1/change-reason", "identity"),
    ]


BYTES = {name: file_bytes(case_of(name)["record"]) for name in NAMES}


@given(st.sampled_from(NAMES), st.data())
def test_one_flipped_character_fails(name: str, data: st.DataObject) -> None:
    text = BYTES[name].decode("utf-8").rstrip("\n")
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[place]) | st.sampled_from('"{}[]:,\\ 0aA'))
    if other == text[place]:
        return
    spoilt = text[:place] + other + text[place + 1 :]
    found = read_record(spoilt.encode("utf-8"))
    assert isinstance(found, list), spoilt[max(0, place - 20) : place + 20]
    assert found


@given(st.sampled_from(NAMES), st.data())
def test_one_flipped_byte_fails(name: str, data: st.DataObject) -> None:
    spoilt = bytearray(BYTES[name].rstrip(b"\n"))
    place = data.draw(st.integers(0, len(spoilt) - 1))
    spoilt[place] ^= data.draw(st.integers(1, 255))
    assert isinstance(read_record(bytes(spoilt)), list)


@given(st.sampled_from(NAMES), st.integers(0, 10_000))
def test_a_truncated_record_fails(name: str, length: int) -> None:
    cut = BYTES[name].rstrip(b"\n")[:length]
    assert len(cut) == len(BYTES[name]) - 1 or isinstance(read_record(cut), list)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | values.map(canonical))
def test_what_is_no_record_is_told_and_never_raises(data: bytes) -> None:
    assert isinstance(read_record(data), list)


def faults(data: bytes) -> list[tuple[str, str]]:
    found = read_record(data)
    assert isinstance(found, list)
    return [(each.code, each.path) for each in found]


def test_the_look_of_the_file_does_not_matter() -> None:
    record = case_of("complete")["record"]
    pretty = json.dumps(record, indent=2).encode()
    assert read_record(pretty) == Record(record)
    assert read_record(b"\xef\xbb\xbf" + pretty.replace(b"\n", b"\r\n")) == Record(record)


def test_hostile_bytes() -> None:
    good = BYTES["complete"]
    assert faults(b" " * (MAX_BYTES + 1)) == [("too-big", "")]
    assert faults(b"") == [("not-json", "")]
    assert faults(good[:-10]) == [("not-json", "")]
    assert faults(good.decode().encode("utf-16")) == [("not-unicode", "")]
    assert faults(b"[" * 1_000_000) == [("too-deep", "")]
    assert faults(b'{"a":' * 100_000 + b"1" + b"}" * 100_000) == [("too-deep", "")]
    assert faults(b"[" * 40 + b"]" * 40) == [("no-record", "")]
    assert faults(b'{"schema":1,"digest":"x","schema":1}') == [("duplicate-key", "")]
    assert faults(good.replace(b'"schema":1', b'"schema":1.0')) == [("float", "")]
    assert faults(good.replace(b'"schema":1', b'"schema":NaN')) == [("float", "")]
    assert faults(good.replace(b'"schema":1', b'"schema":' + b"9" * 5000)) == [("not-json", "")]
    assert faults(b'{"schema":1,"digest":"\\ud800"}') == [("not-unicode", "")]
    assert faults(b'{"schema":2,"digest":""}') == [("unknown-version", "/schema")]
    assert faults(b'{"schema":true,"digest":""}') == [("unknown-version", "/schema")]
    assert faults(b"[]") == faults(b'"x"') == faults(b"{}") == faults(b"null") == [("no-record", "")]


def changed(record: dict[str, Any], path: str, value: Any) -> bytes:
    """A record with one value changed and a digest that fits."""
    at: Any = record
    *parts, last = path.split("/")[1:]
    for part in parts:
        at = at[int(part)] if isinstance(at, list) else at[part]
    at[int(last) if isinstance(at, list) else last] = value
    return file_bytes(sealed(record))


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("/performer", "<script>alert(1)</script>", ("bad-value", "/performer")),
        ("/performer", "a/../b", ("bad-value", "/performer")),
        ("/performer", "王五", ("bad-value", "/performer")),
        ("/run", "../../etc/passwd", ("bad-value", "/run")),
        ("/checklist", "shop/../day", ("bad-value", "/checklist")),
        ("/date", "2026-02-30", ("bad-value", "/date")),
        ("/date", "2026-11-24\n", ("bad-value", "/date")),
        ("/start", "2026-11-24T08:00:00Z", ("bad-value", "/start")),
        ("/start", "2026-02-30T08:00:00+08:00", ("bad-value", "/start")),
        ("/answers/0/value", 5, ("wrong-type", "/answers/0/value")),
        ("/answers/0/value", {"a": 1}, ("wrong-type", "/answers/0/value")),
        ("/answers/0/note", "a\u0000b", ("bad-value", "/answers/0/note")),
        ("/answers/0/note", "字" * 2001, ("wrong-length", "/answers/0/note")),
        ("/answers/0/extra", 1, ("unknown-key", "/answers/0")),
        ("/answers", None, ("wrong-type", "/answers")),
        ("/audit", {}, ("wrong-type", "/audit")),
        ("/audit/0/event", "rm", ("bad-value", "/audit/0/event")),
        ("/__proto__", {}, ("unknown-key", "")),
        ("/status", "completed ", ("bad-value", "/status")),
        ("/medium", ["paper"], ("bad-value", "/medium")),
        ("/definition/pauses/0/items/0/text/zh", 5, ("wrong-type", "/definition/pauses/0/items/0/text/zh")),
        ("/definition/use", "private", ("bad-value", "/definition/use")),
        ("/definition/more", {"字": 1}, ("unknown-key", "/definition/more")),
        ("/definition/more", [[[[[[[[[[[[[]]]]]]]]]]]]], ("too-deep", "/definition/more" + "/0" * 12)),
        ("/definition/more", 2**53, ("bad-value", "/definition/more")),
        ("/definition/title/en", "Other", ("wrong-fingerprint", "/fingerprint")),
        ("/checklist", "shop/night", ("other-checklist", "/checklist")),
        ("/unit", "bank", ("other-checklist", "/checklist")),
        ("/status", "stopped", ("result-does-not-fit", "/result")),
        ("/status", "amended", ("amends-nothing", "/status")),
        ("/end", None, ("no-end", "/result")),
    ],
)
def test_a_value_that_cannot_be(path: str, value: Any, expected: tuple[str, str]) -> None:
    assert expected in faults(changed(case_of("complete")["record"], path, value))


def test_a_definition_that_was_seen_before_is_not_mistaken_for_another() -> None:
    """Python takes true for 1; a record's bytes do not."""
    good = case_of("complete")["record"]
    assert isinstance(read_record(file_bytes(good)), Record)
    spoilt = case_of("complete")["record"]
    assert spoilt["definition"]["schema"] == 1
    assert faults(changed(spoilt, "/definition/schema", True)) == [("wrong-fingerprint", "/fingerprint")]
    assert isinstance(read_record(file_bytes(good)), Record)


def test_a_correction_has_to_say_so() -> None:
    amends = case_of("amended")["record"]["amends"]
    assert faults(changed(case_of("complete")["record"], "/amends", amends)) == [("amends-silently", "/status")]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("/answers/1/value", "301", ("does-not-follow", "/answers")),
        ("/result", "complete-with-exceptions", ("does-not-follow", "/result")),
        ("/exceptions", [{"node": "opening/till", "kind": "no", "reason": None, "critical": False}], ("does-not-follow", "/exceptions")),
        ("/audit/2/new-value", "9999", ("impossible-event", "/audit/2")),
        ("/audit/0/event", "resume", ("no-start", "/audit")),
        ("/audit/0/user", "E2", ("no-start", "/audit/0")),
        ("/audit", [], ("no-start", "/audit")),
        ("/start", "2026-11-24T07:00:00+08:00", ("does-not-follow", "/start")),
    ],
)  # fmt: skip
def test_what_does_not_follow_from_the_events(path: str, value: Any, expected: tuple[str, str]) -> None:
    record = case_of("complete")["record"]
    read = read_record(changed(record, path, value))
    assert isinstance(read, Record)
    assert expected in [(each.code, each.path) for each in follows(read.values)]


def test_nobody_signs_where_the_checklist_names_no_checker() -> None:
    record = case_of("exceptions")["record"]
    definition = {**record["definition"], "checker": None}
    record |= {"definition": definition, "fingerprint": digest(definition)}
    assert ("impossible-event", "/audit/11") in [(each.code, each.path) for each in follows(sealed(record))]
    definition = {**record["definition"], "checker": "shop/boss"}
    record |= {"definition": definition, "fingerprint": digest(definition)}
    assert follows(sealed(record)) == []


def places(value: Any, path: str = "") -> Iterator[str]:
    """Every place of a record but inside its definition, which may hold more than its schema says."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield f"{path}/{name}"
        if name != "definition":
            yield from places(each, f"{path}/{name}")


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_takes_what_we_write(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft202012Validator(json_schema()).validate(case_of(name)["record"])


WRONG = [None, True, 5, -1, "", "x", "E1", "no", [], ["x"], {}, {"id": "x"}, "2026-11-24", "2026-11-24T08:00:00+08:00"]


@given(st.sampled_from(NAMES), st.data())
def test_schema_and_reader_agree(name: str, data: st.DataObject) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    record = case_of(name)["record"]
    path = data.draw(st.sampled_from(sorted(places(record))))
    changed(record, path, data.draw(st.sampled_from(WRONG)))
    ours = any(RECORD.faults(record))
    theirs = not jsonschema.Draft202012Validator(json_schema()).is_valid(record)
    assert ours == theirs, path
