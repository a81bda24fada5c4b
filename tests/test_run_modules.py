"""The engine in JavaScript, in a real browser, by the cases that hold for Python too (tests/vectors/README.md).

As modules over http, and joined to the one script of run pages: both give the same.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, served
from dutybook.bundle import bundled
from dutybook.run.canonical import canonical
from dutybook.run.format import json_schema
from dutybook.run.read import file_bytes, file_name, read_record, sealed

pytestmark = NEEDS_BROWSER
HERE = Path(__file__).parent / "vectors"
SCRIPTS = Path(__file__).parent.parent / "site_config" / "assets" / "scripts" / "run"
NAMES = ("values", "plan", "standing", "engine", "canonical", "record", "personal", "read", "compact")
TRY = """
export const AT = "2026-11-24T08:00:00+08:00"
export const told = (state, expected) => {
  const whole = standing(state)
  const asked = (name, of) => Object.fromEntries(Object.keys(expected[name] ?? {}).map(id => [id, of(id) ?? null]))
  return {
    items: asked("items", id => whole.items.get(id)?.state), held: asked("held", id => whole.items.get(id)?.held),
    values: asked("values", id => state.answers.get(id)?.value), reasons: asked("reasons", id => state.answers.get(id)?.reason),
    notes: asked("notes", id => state.notes.get(id)), pauses: asked("pauses", id => whole.pauses.get(id)),
    last: asked("last", name => state.audit[state.audit.length - 1][name]),
    hold: whole.held, next: whole.next, progress: whole.progress, result: resultOf(state, whole),
    exceptions: exceptionsOf(state, whole).map(each => [each.node, each.kind, each.reason, each.critical]),
    scores: scoresOf(state).map(each => [each.id, each.opposite, each.answered, each.of, each.verdict]),
    overrides: [...state.overrides.keys()], checker: state.checker?.id ?? null, retracted: state.retracted,
    private: state.plan.private, subject: state.subject, audit: state.audit.length,
  }
}
export const compare = (state, expected, where) => {
  const found = told(state, expected), wrong = Object.keys(expected).filter(name => canonical(found[name]) !== canonical(expected[name]))
  return wrong.map(name => `${where}: ${name} is ${canonical(found[name])}, expected ${canonical(expected[name])}`)
}
export const tryRun = said => {
  const plan = planOf(said.definition, said.instance ?? null, said.checker ?? null, said.scoring ?? [])
  let state = begin(plan, said.performer ?? "E1", AT, said.subject ?? null), wrong = []
  for (const [place, { refused, node, expect, ...event }] of said.events.entries()) {
    const after = apply(state, { at: AT, ...event })
    if (refused) {
      if (!isRefused(after) || after.refused !== refused || (node !== undefined && after.node !== node)) wrong.push(`event ${place}: ${canonical(after)}`)
    } else if (isRefused(after)) wrong.push(`event ${place}: refused, ${after.refused}`)
    else state = after
    wrong.push(...compare(state, expect ?? {}, `event ${place}`))
  }
  wrong.push(...compare(state, said.expect ?? {}, "at the end"))
  let again = begin(plan, said.performer ?? "E1", AT, said.subject ?? null)
  for (const row of state.audit.slice(1)) again = apply(again, eventOf(row))
  if (isRefused(again) || canonical(again.audit) !== canonical(state.audit)) wrong.push("not the same again from its audit trail")
  const instance = said.instance ?? said.definition.pauses.map(pause => ({ pause: pause.id, items: pause.items.map(item => item.id) }))
  const runnable = { definition: said.definition, checker: said.checker ?? null, scoring: said.scoring ?? [], fingerprint: digestOf(said.definition) }
  const kept = { run: "1a2b3c4d-0000-4000-8000-00000000000f", day: "2026-11-24", dated: { instance }, performer: state.performer, subject: state.subject, audit: state.audit }
  const code = codeOf(kept, runnable), read = ofCode(code, runnable, () => instance)
  const hasNone = canonical(state.audit).length > 3000 || new Set(state.audit.map(row => row.end.slice(19))).size > 1
  if (!code && hasNone) return wrong // too long for a code, or from two time zones: there is the file
  if (!read || read.run !== kept.run || canonical(read.state.audit) !== canonical(state.audit)) wrong.push(`not the same again from its code: ${code}`)
  for (let place = 0; place < code.length; place += 7) {
    const flipped = code.slice(0, place) + (code[place] === "1" ? "2" : "1") + code.slice(place + 1), other = ofCode(flipped, runnable, () => instance)
    if (other && (other.run !== kept.run || other.day !== kept.day || canonical(other.state.audit) !== canonical(state.audit))) wrong.push(`a flipped sign passes: ${flipped}`)
  }
  return wrong
}
export const tryRecord = said => {
  const { runnable, day } = said, dated = runnable.dates[day]
  let state = begin(planOf(runnable.definition, dated.instance, runnable.checker, runnable.scoring), said.performer, said.start, said.subject)
  for (const event of said.events) state = apply(state, event)
  const record = recordOf(state, runnable, dated.instance, day, said.run, said.medium, said.amends)
  return { text: canonical(record), name: fileName(record), follows: follows(record) }
}
export const tryRead = (text, schema) => {
  const read = readRecord(Uint8Array.from(atob(text), each => each.charCodeAt(0)), schema)
  return "faults" in read ? read.faults.map(each => [each.code, each.path]) : follows(read.record).map(each => [each.code, each.path])
}
"""


def modules() -> dict[str, str]:
    found = {f"{name}.js": (SCRIPTS / f"{name}.js").read_text("utf-8") for name in NAMES}
    needs = {
        "standing": "standing, resultOf, exceptionsOf, scoresOf", "canonical": "canonical, digestOf, uuid", "plan": "planOf",
        "engine": "begin, apply", "values": "isRefused", "record": "eventOf, recordOf, fileName, follows", "read": "readRecord",
        "personal": "personal", "compact": "codeOf, ofCode",
    }  # fmt: skip
    head = "".join(f'import {{ {names} }} from "./{name}.js"\n' for name, names in needs.items())
    ways = "Object.assign(globalThis, { tryRun, tryRecord, tryRead, canonical, digestOf, uuid, personal })\n"
    return found | {"try.js": head + TRY + ways}


@pytest.fixture(scope="module", params=["modules", "script"])
def engine(request: pytest.FixtureRequest, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page with the engine, loaded one way or the other."""
    folder = tmp_path_factory.mktemp("engine")
    for name, text in modules().items():
        (folder / name).write_text(text, "utf-8")
    (folder / "joined.js").write_text(bundled(modules(), "try.js"), "utf-8")
    kind = 'type="module" src="try.js"' if request.param == "modules" else 'src="joined.js"'
    (folder / "index.html").write_text(f'<!doctype html><meta charset="utf-8"><script {kind}></script>', "utf-8")
    page = browser.new_page()
    if request.param == "script":
        page.goto((folder / "index.html").as_uri())
        yield page
    else:
        with served(folder) as address:
            page.goto(address)
            yield page
    page.close()


@pytest.mark.parametrize("file", sorted((HERE / "runs").glob("*.json")), ids=lambda file: file.stem)
def test_case(file: Path, engine: Any) -> None:
    assert engine.evaluate("said => tryRun(said)", json.loads(file.read_text("utf-8"))) == []


@pytest.mark.parametrize("file", sorted((HERE / "records").glob("*.json")), ids=lambda file: file.stem)
def test_a_run_leaves_this_record(file: Path, engine: Any) -> None:
    case = json.loads(file.read_text("utf-8"))
    made = engine.evaluate("said => tryRecord(said)", case)
    assert made["text"].encode() == canonical(case["record"])
    assert made["name"] == file_name(case["record"])
    assert made["follows"] == []


def test_canonical_bytes_and_digests(engine: Any) -> None:
    for case in json.loads((HERE / "canonical.json").read_text("utf-8")):
        # As text: the way into the browser would lose what no JSON text loses.
        made = engine.evaluate(
            "said => [canonical(JSON.parse(said)), digestOf(JSON.parse(said))]", json.dumps(case["value"])
        )
        assert made == [case["canonical"], case["sha256"]], case["says"]
    for size in (55, 56, 63, 64, 65, 1000):
        import hashlib

        assert (
            engine.evaluate("said => digestOf(said)", "x" * size)
            == hashlib.sha256(b'"' + b"x" * size + b'"').hexdigest()
        )


def test_personal_numbers(engine: Any) -> None:
    cases = json.loads((HERE / "personal.json").read_text("utf-8"))
    found = engine.evaluate("texts => texts.map(personal)", [case["text"] for case in cases])
    assert found == [case["found"] for case in cases]


def test_ids_of_runs(engine: Any) -> None:
    from uuid import UUID

    made = engine.evaluate("() => [...Array(50)].map(uuid)")
    assert len(set(made)) == 50
    assert {UUID(each).version for each in made} == {4}


def read(engine: Any, data: bytes) -> list[tuple[str, str]]:
    from base64 import b64encode

    found = engine.evaluate("([said, schema]) => tryRead(said, schema)", [b64encode(data).decode(), json_schema()])
    return [(code, path) for code, path in found]


def changed(path: str, value: Any) -> bytes:
    record = json.loads((HERE / "records" / "complete.json").read_text("utf-8"))["record"]
    at: Any = record
    *parts, last = path.split("/")[1:]
    for part in parts:
        at = at[int(part)] if isinstance(at, list) else at[part]
    at[int(last) if isinstance(at, list) else last] = value
    return file_bytes(sealed(record))


WRONG = [
    ("/performer", "<script>alert(1)</script>"), ("/performer", "王五"), ("/run", "../../etc/passwd"), ("/date", "2026-02-30"),
    ("/date", "2026-11-24\n"), ("/start", "2026-11-24T08:00:00Z"), ("/answers/0/value", 5), ("/answers/0/value", {"a": 1}),
    ("/answers/0/note", "a\u0000b"), ("/answers/0/note", "字" * 2001), ("/answers/0/extra", 1), ("/answers", None), ("/audit", {}),
    ("/audit/0/event", "rm"), ("/__proto__", {}), ("/medium", ["paper"]), ("/definition/pauses/0/items/0/text/zh", 5),
    ("/definition/use", "private"), ("/definition/more", {"字": 1}), ("/definition/more", [[[[[[[[[[[[[]]]]]]]]]]]]]),
    ("/definition/more", 2**53), ("/checklist", "shop/night"), ("/unit", "bank"), ("/status", "stopped"), ("/status", "amended"),
    ("/end", None), ("/schema", True), ("/schema", 2), ("/definition", []), ("/pauses", 1), ("/answers/0/at", "2026-11-24T25:00:00+08:00"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_reads_as_python_reads(path: str, value: Any, engine: Any) -> None:
    data = changed(path, value)
    expected = read_record(data)
    assert isinstance(expected, list)
    assert read(engine, data) == [(each.code, each.path) for each in expected]


def test_hostile_bytes(engine: Any) -> None:
    good = file_bytes(json.loads((HERE / "records" / "complete.json").read_text("utf-8"))["record"])
    assert read(engine, good) == []
    assert read(engine, b"\xef\xbb\xbf" + json.dumps(json.loads(good), indent=2).encode()) == []
    spoilt = [
        b" " * (8 * 1024 * 1024 + 1), b"", good[:-10], good.decode().encode("utf-16"), b"[" * 1_000_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b'{"schema":1,"digest":"x","schema":1}', b"[]", b"null", b'"x"',
        good.replace(b'"schema":1', b'"schema":1.0'), good.replace(b'"schema":1', b'"schema":NaN'),
        good.replace(b'"schema":1', b'"schema":' + b"9" * 5000), b'{"schema":1,"digest":"\\ud800"}', b'"\\"' * 500_000,
        good.replace(b"300", b"301", 1),
    ]  # fmt: skip
    for data in spoilt:
        assert isinstance(read_record(data), list)
        assert read(engine, data) != [], data[:60]


def test_what_does_not_follow_is_seen(engine: Any) -> None:
    assert read(engine, changed("/answers/1/value", "301")) == [("does-not-follow", "/answers")]
    assert read(engine, changed("/audit/2/new-value", "9999")) == [("impossible-event", "/audit/2")]
    assert read(engine, changed("/audit", [])) == [("no-start", "/audit")]


def test_joining_refuses_what_it_cannot_join() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        bundled(
            {"a.js": 'import { b } from "./b.js"\nconst x = 1\n', "b.js": "export const b = 1\nconst x = 2\n"}, "a.js"
        )
    with pytest.raises(ValueError, match="import each other"):
        bundled({"a.js": 'import { b } from "./b.js"\n', "b.js": 'import { a } from "./a.js"\n'}, "a.js")
    with pytest.raises(ValueError, match="text over"):
        bundled({"a.js": "const a = `text over\n  two lines`\n"}, "a.js")
    for line in ('import x from "./x.js"', "export default 1", 'import { a as b } from "x"'):
        with pytest.raises(ValueError, match=r"a\.js"):
            bundled({"a.js": f"{line}\n"}, "a.js")
