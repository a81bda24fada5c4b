"""What may go wrong around a run page: clocks, storage, records by people who mean harm."""

import json
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER
from conftest import PROJECT
from dutybook.run.canonical import digest
from dutybook.run.read import MAX_BYTES, file_bytes, sealed
from running import Person, bring, sound

pytestmark = NEEDS_BROWSER
ROUND, DAY = "shop/run/round.html", "shop/run/clerk-day.html"
NOW = "2026-12-11T08:30:00+08:00"
BROKEN = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
FILL = """() => { let size = 1 << 20; for (let place = 0; size;) {
  try { localStorage.setItem(`filler-${place}`, "x".repeat(size)); place++ } catch { size >>= 1 } } }"""
EMPTY = "() => Object.keys(localStorage).filter(each => each.startsWith('filler')).forEach(each => localStorage.removeItem(each))"
EVIL = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'


@pytest.mark.parametrize("other", ["2026-12-09T23:59:00+08:00", "2026-12-13T00:01:00+08:00"], ids=["back", "forward"])
def test_a_clock_that_is_set(other: str, phone: Any, run_addresses: dict[str, str]) -> None:
    """The run stays that of its date, the record says what the clock said, and still follows from its events."""
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}", now=NOW).begin()
    person.choose("lights", "yes")
    person.page.clock.set_system_time(other)
    person.go_round()
    person.page.reload()
    person.page.wait_for_selector(".item")
    assert person.count() == "8/8"
    person.complete()
    record = sound(*person.record())
    assert record["date"] == "2026-12-11"
    assert (record["start"][:10], record["end"][:10]) == ("2026-12-11", other[:10])
    assert person.faults == []
    person.leave()


def test_storage_that_runs_full_in_the_middle(phone: Any, run_addresses: dict[str, str]) -> None:
    """Really full: told, gone on with; and what localStorage has no room for is on the disk all the same."""
    person = Person(phone, f"{run_addresses['localhost']}en/{ROUND}").begin()
    person.choose("lights", "yes")
    assert person.page.locator(".banners [role=alert]").count() == 0
    person.page.evaluate(FILL)
    person.choose("shelves", "no")
    person.because("shelves", "two gaps. " * 40)
    person.page.wait_for_selector(".banners [role=alert]")
    assert "cannot keep" in person.page.inner_text(".banners")
    assert "Not saved" in person.page.inner_text(".foot .saved")
    assert len(person.kept()[0]["audit"]) < 3, "it really was full"
    person.page.wait_for_timeout(100)
    person.page.reload()
    person.page.wait_for_selector("#i-shelves[data-state=answered]")
    person.page.evaluate(EMPTY)
    person.choose("door", "yes")
    person.page.wait_for_selector(".banners:not(:has([role=alert]))", state="attached")
    assert "Saved" in person.page.inner_text(".foot .saved")
    assert [row["node"] for row in person.kept()[0]["audit"] if row["event"] == "answer"] == [
        "told/lights",
        "told/shelves",
        "told/door",
    ]
    assert person.faults == []
    person.leave()


FILL_WITH_RUNS = """exported => {
  const name = Object.keys(localStorage).find(each => each.includes("|run|")), head = name.split("|run|")[0]
  const old = JSON.parse(localStorage.getItem(name)), hex = place => place.toString(16).padStart(12, "0")
  const put = (place, exported, size) => localStorage.setItem(`${head}|run|00000000-0000-4000-8000-${hex(place)}`, JSON.stringify({ ...old,
    run: `00000000-0000-4000-8000-${hex(place)}`, exported, closed: true, filler: "x".repeat(size), audit: old.audit.map(row => ({ ...row, end: `20${20 + place % 5}${row.end.slice(4)}` })) }))
  put(0, "", 10)
  try { for (let place = 1; ; place++) put(place, exported, 100000) } catch { /* full */ }
  return Object.keys(localStorage).filter(each => each.includes("|run|")).length
}"""


def test_what_was_handed_in_makes_room(phone: Any, run_addresses: dict[str, str]) -> None:
    """A device that is full of handed-in runs takes new ones; what was not handed in stays."""
    person = Person(phone, f"{run_addresses['localhost']}en/{ROUND}").begin()
    person.page.wait_for_timeout(100)
    before = person.page.evaluate(FILL_WITH_RUNS, "file")
    assert before > 20
    person.page.evaluate(FILL)
    person.choose("shelves", "no")
    person.because("shelves", "two gaps. " * 49)
    person.choose("lights", "yes")
    assert "Saved" in person.page.inner_text(".foot .saved")
    assert person.page.locator(".banners [role=alert]").count() == 0
    kept = person.kept()
    assert len(kept) < before
    assert len([each for each in kept if each["closed"] and not each["exported"]]) == 1
    years = {each["audit"][0]["end"][:4] for each in kept if each["exported"]}
    assert "2024" in years, "the oldest go first"
    assert person.faults == []
    person.leave()


def test_storage_full_of_what_was_not_handed_in_is_told(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}en/{ROUND}").begin()
    person.page.wait_for_timeout(100)
    before = person.page.evaluate(FILL_WITH_RUNS, "")
    person.page.evaluate(FILL)
    person.choose("shelves", "no")
    person.because("shelves", "two gaps. " * 49)
    person.page.wait_for_selector(".banners [role=alert]")
    assert len(person.kept()) == before, "nothing of it is thrown away"
    person.leave()


def test_storage_that_takes_nothing(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}en/{ROUND}", before=BROKEN)
    goes_on_in_memory(person)
    person.leave()


def test_storage_that_is_denied(phone: Any, run_addresses: dict[str, str]) -> None:
    """Really denied: in a sandbox the browser refuses localStorage, IndexedDB and workers."""

    def in_a_sandbox(route: Any) -> None:
        answer = route.fetch()
        sandbox = {"content-security-policy": "sandbox allow-scripts allow-forms allow-downloads"}
        route.fulfill(response=answer, headers={**answer.headers, **sandbox})

    phone.route("**/*.html*", in_a_sandbox)
    person = Person(phone, f"{run_addresses['localhost']}en/{ROUND}")
    reached = person.page.evaluate("() => { try { return Boolean(localStorage) } catch (error) { return error.name } }")
    assert reached == "SecurityError"
    goes_on_in_memory(person)
    person.leave()


def goes_on_in_memory(person: Person) -> None:
    person.begin()
    person.page.wait_for_selector(".banners [role=alert]")
    assert "cannot keep" in person.page.inner_text(".banners")
    person.go_round()
    assert "Not saved" in person.page.inner_text(".foot .saved")
    person.complete()
    sound(*person.record())
    assert not [each for each in person.faults if "sandbox" not in each]


def hostile() -> dict[str, tuple[bytes, str]]:
    """Files, and what is said of each."""
    good = json.loads((PROJECT / "tests" / "vectors" / "records" / "complete.json").read_text("utf-8"))["record"]
    wrong = json.loads(json.dumps(good))
    wrong["answers"][0]["note"] = EVIL
    flipped = file_bytes(good).replace(good["performer"].encode(), b"E9", 1)
    assert flipped != file_bytes(good)
    return {
        "wrong-digest": (file_bytes(good | {"subject": EVIL}), "摘要不符"),
        "flipped": (flipped, "摘要不符"),
        "wrong-types": (file_bytes(sealed(good | {"answers": EVIL, "audit": 5})), "类型不对"),
        "does-not-follow": (file_bytes(sealed(wrong)), "和经过对不上"),
        "truncated": (file_bytes(good)[:-500], "不是完整的JSON"),
        "big": (b'{"schema":1,"digest":"' + b"x" * 50_000_000, "文件太大"),
        "just-too-big": (b" " * (MAX_BYTES + 1), "文件太大"),
        "script-as-key": (file_bytes(sealed(good | {EVIL: EVIL})), "多出"),
        "future": (file_bytes(sealed(good | {"schema": 2})), "请升级"),
        "no-json": (EVIL.encode(), "不是完整的JSON"),
        "lines": (b"\x00\xff" * 100, "不是UTF-8"),
        "deep": (b"[" * 300 + b"]" * 300, "嵌套"),
    }


def test_hostile_records_are_refused_with_the_reason(phone: Any, run_addresses: dict[str, str], tmp_path: Path) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}")
    person.page.click(".import > summary")
    for name, (data, said) in hostile().items():
        file = tmp_path / f"{name}.json"
        file.write_bytes(data)
        person.page.evaluate("document.querySelector('.import-told').replaceChildren()")
        person.page.set_input_files("#file", file)
        person.page.wait_for_selector(".import-told li")
        assert said in person.page.inner_text(".import-told"), name
        assert f"“{name}.json”" in person.page.inner_text(".import-told"), name
        assert person.page.locator("[data-do=take], .import-told img").count() == 0, name
    assert person.page.evaluate("window.hurt") is None
    assert person.kept() == []
    assert person.faults == []
    person.leave()


def with_script(value: Any) -> Any:
    """A definition with script in every text that people read."""
    if isinstance(value, dict):
        texts = set(value) <= {"zh", "en"}
        return {name: EVIL if texts and isinstance(each, str) else with_script(each) for name, each in value.items()}
    return [with_script(each) for each in value] if isinstance(value, list) else value


def test_a_sound_record_with_script_in_every_text(phone: Any, run_addresses: dict[str, str], tmp_path: Path) -> None:
    """Right in every way, and written by somebody who means harm: text on the page, on paper, and on what lists runs."""
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}")
    person.page.fill("#about", EVIL)
    person.begin()
    person.go_round()
    person.do("prices", "not-applicable")
    person.because("prices", EVIL)
    person.do("door", "note")
    person.because("door", EVIL)
    person.complete()
    record = json.loads(person.record()[1])
    definition = with_script(record["definition"])
    file = tmp_path / "evil.json"
    file.write_bytes(
        file_bytes(sealed(record | {"definition": definition, "fingerprint": digest(definition), "version": EVIL[:30]}))
    )
    assert file.read_text("utf-8").count("onerror") > 30
    person.page.evaluate("localStorage.clear()")
    other = Person(phone, f"{run_addresses['localhost']}en/{DAY}")
    other.page.evaluate("localStorage.clear()")
    bring(other, file)
    other.page.click("[data-do=take]")
    other.page.wait_for_selector(".item")
    for place in (
        "h1",
        ".meta",
        "#i-door .told",
        "#i-lights .text",
        "#i-prices .told",
        ".outcome",
        "section.pause h2 >> nth=0",
    ):
        assert "onerror" in other.page.inner_text(place), place
    other.page.click("[data-language=zh]")
    other.page.click(".correct > summary")
    other.page.fill("#amend-why", EVIL)
    other.page.click("[data-do=amend]")
    assert "onerror" in other.page.inner_text(".amends")
    other.page.pdf()
    other.page.click("[data-do=leave]")
    assert "onerror" in other.page.inner_text(".open")
    assert other.page.evaluate("[window.hurt, document.querySelectorAll('#app img, #app script').length]") == [None, 0]
    assert other.faults == []
    other.leave()
    person.leave()
