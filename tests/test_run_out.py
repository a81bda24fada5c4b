"""What goes out of a run page and comes in: codes and pasted text, records of other versions, corrections."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER
from conftest import run
from dutybook.collate.chains import chains
from dutybook.collate.gather import gather
from dutybook.run.canonical import digest
from dutybook.run.read import file_bytes, file_name, sealed
from running import PROJECT, Person, sound

pytestmark = NEEDS_BROWSER
ROUND, ALARM, DAY = "shop/run/round.html", "shop/run/alarm.html", "shop/run/clerk-day.html"
REAL_DAY = "tobacco/run/customer-manager-day.html"


def finished(phone: Any, address: str, language: str = "zh") -> Person:
    person = Person(phone, f"{address}{language}/{ROUND}?date=2026-12-11").begin()
    person.go_round()
    person.complete()
    return person


def read_code(person: Person) -> str:
    """What a phone reads in the code on the page."""
    import zxingcpp
    from PIL import Image

    person.page.click("[data-do=qr]")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(person.page.locator(".square svg").screenshot())))
    return str(code.text)


def paste(person: Person, text: str) -> None:
    person.page.click(".import > summary")
    person.page.fill("#pasted", text)
    person.page.click("[data-do=paste]")
    person.page.wait_for_selector(".import-told p")


@pytest.mark.parametrize("origin", ["localhost", "intranet"])
def test_a_code_opens_the_run_on_another_phone(
    origin: str, browser: Any, phone: Any, run_addresses: dict[str, str]
) -> None:
    person = finished(phone, run_addresses[origin])
    said = read_code(person)
    assert said.startswith(f"{run_addresses[origin]}zh/{ROUND}#in=1!")
    assert person.kept()[0]["exported"] == "", "a code that was shown was not read yet"
    person.page.click("[data-do=scanned]")
    assert person.kept()[0]["exported"] == "qr"
    record = sound(*person.record())
    elsewhere = browser.new_context()
    other = Person(elsewhere, said)
    assert "in=" not in other.page.url, "a reload does not bring it in again"
    other.page.click("[data-do=take]")
    other.page.wait_for_selector(".outcome:not([hidden])")
    assert sound(*other.record()) == record
    assert other.faults == []
    elsewhere.close()
    person.leave()


@pytest.mark.parametrize("code", ["1!", "%", "1!%E0%A4%A", "<img src=x onerror=alert(1)>", "1!" + "~" * 9000])
def test_an_address_with_a_spoilt_code_opens_the_page_all_the_same(
    code: str, phone: Any, run_addresses: dict[str, str]
) -> None:
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}#in={code}")
    assert person.page.inner_text(".import-told") != ""
    assert person.page.locator("[data-do=take], .import-told img").count() == 0
    person.begin()
    person.choose("lights", "yes")
    assert person.faults == []
    person.leave()


def test_another_run_in_the_same_window(phone: Any, run_addresses: dict[str, str]) -> None:
    """Following the banner's link from an open run: the run that was open is kept, the other one is shown."""
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}").begin()
    person.go_round()
    person.complete()
    first = person.page.url
    person.page.click("[data-do=start]")
    person.begin()
    person.choose("lights", "yes")
    person.page.click(".banners a")
    person.page.wait_for_selector(".outcome:not([hidden])")
    assert person.page.url == first
    person.page.click("[data-do=start]")
    person.page.click(".open [data-run]")
    person.page.wait_for_selector("#i-lights[data-state=answered]")
    assert person.faults == []
    person.leave()


def test_a_code_of_a_folder_is_text_that_is_pasted(browser: Any, phone: Any, run_addresses: dict[str, str]) -> None:
    person = finished(phone, run_addresses["folder"])
    said = read_code(person)
    assert said.startswith("dutybook-run:1!")
    record = sound(*person.record())
    elsewhere = browser.new_context()
    other = Person(elsewhere, f"{run_addresses['localhost']}en/{ROUND}")
    for wrong in (
        said[:-4],
        said.replace("!E1!", "!E2!"),
        said.replace("2026-12-11", "2026-12-12"),
        "dutybook-run:1!" + "!" * 50,
        said + "!00~1~1~y",
    ):
        paste(other, wrong)
        assert "cannot be read" in other.page.inner_text(".import-told"), wrong
        other.page.click(".import > summary")
    paste(other, said)
    other.page.click("[data-do=take]")
    other.page.wait_for_selector(".outcome:not([hidden])")
    assert sound(*other.record()) == record
    elsewhere.close()
    other = Person(phone, f"{run_addresses['localhost']}en/{DAY}")
    paste(other, said)
    assert "cannot be read" in other.page.inner_text(".import-told"), "it is of another checklist"
    assert other.faults == []


def test_what_is_long_has_no_code(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}").begin()
    person.do("door", "note")
    person.because("door", "门口有一堆纸箱，" * 30)
    person.go_round()
    person.do("door", "note")
    person.because("door", "门口有一堆纸箱，" * 30)
    person.complete()
    assert person.page.locator("[data-do=file]").count() == 1
    assert person.page.locator("[data-do=qr]").count() == 0
    person.leave()


def test_copied_text_is_pasted(browser: Any, phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['intranet']}zh/{ROUND}").begin()
    person.choose("lights", "yes")
    person.page.click(".early summary")
    person.page.click(".early [data-do=copy]")
    text = person.page.input_value(".early .raw")
    assert json.loads(text)["status"] == "in-progress"
    elsewhere = browser.new_context()
    other = Person(elsewhere, f"{run_addresses['folder']}en/{ROUND}")
    paste(other, text[:-30])
    assert other.page.locator("[data-do=take]").count() == 0
    other.page.fill("#pasted", text)
    other.page.click("[data-do=paste]")
    other.page.click("[data-do=take]")
    other.page.wait_for_selector("#i-lights[data-state=answered]")
    assert other.faults == []
    elsewhere.close()


def test_where_json_is_not_shared_it_goes_as_text(phone: Any, run_addresses: dict[str, str], tmp_path: Path) -> None:
    """Chromium on a phone shares texts and pictures and no JSON; what arrives is read by name and by content."""
    share = """navigator.canShare = said => said.files.every(each => each.type === "text/plain" && each.name.endsWith(".txt"))
    navigator.share = async said => { window.shared = [said.files[0].name, await said.files[0].text()] }"""
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}", before=share).begin()
    person.go_round()
    person.complete()
    person.page.click("[data-do=share]")
    person.page.wait_for_selector(".out [role=status]:has-text('已分享')")
    name, text = person.page.evaluate("window.shared")
    assert name == f"{person.record()[0]}.txt"
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "note.txt").write_text("no record", "utf-8")
    found = gather([tmp_path])
    assert [each.digest for each in found.runs.values()] == [json.loads(text)["digest"]]
    assert [each.verdict for each in found.seen if each.path.endswith("note.txt")] == ["other"]
    told = run("records", "verify", str(tmp_path))
    assert told.returncode == 0, told.stderr
    person.leave()


def test_a_slip_is_corrected_in_a_new_record(phone: Any, run_addresses: dict[str, str], tmp_path: Path) -> None:
    person = finished(phone, run_addresses["folder"])
    old_name, old = person.record()
    person.page.click(".correct > summary")
    person.page.click("[data-do=amend]")
    assert "原因" in person.page.inner_text("#amend-error")
    person.page.fill("#amend-by", "王五")
    person.page.fill("#amend-why", "看错了货架")
    person.page.click("[data-do=amend]")
    assert "编号" in person.page.inner_text("#amend-error")
    person.page.fill("#amend-by", "B2")
    person.page.click("[data-do=amend]")
    assert "看错了货架" in person.page.inner_text(".amends")
    assert person.page.is_visible("[data-do=complete]")
    person.choose("shelves", "yes")
    person.page.reload()
    person.page.wait_for_selector(".amends")
    assert person.state("shelves") == "answered"
    person.complete()
    new_name, new = person.record()
    before, after = sound(old_name, old), sound(new_name, new)
    assert after["status"] == "amended"
    assert after["amends"] == {"run": before["run"], "digest": before["digest"], "reason": "看错了货架"}
    assert after["run"] != before["run"]
    assert after["audit"][: len(before["audit"])] == before["audit"]
    assert {row["user"] for row in after["audit"][len(before["audit"]) :]} == {"B2"}
    assert len(person.kept()) == 2, "the old one stays"
    for name, data in ((old_name, old), (new_name, new)):
        (tmp_path / name).write_bytes(data)
    told = run("records", "verify", *map(str, sorted(tmp_path.glob("*.json"))))
    assert told.returncode == 0, told.stdout + told.stderr
    found = chains(gather([tmp_path]))
    assert [each.digest for each in found.counted] == [after["digest"]]
    assert [each.digest for each in found.amended] == [after["digest"]]
    assert (found.unclear, found.lost, found.forked, found.pending) == ((), (), (), ())
    assert person.faults == []
    person.leave()


def test_a_correction_that_is_given_up_leaves_nothing(phone: Any, run_addresses: dict[str, str]) -> None:
    person = finished(phone, run_addresses["folder"])
    person.page.click(".correct > summary")
    person.page.fill("#amend-why", "看错了")
    person.page.click("[data-do=amend]")
    assert person.page.locator(".stop").count() == 0
    assert len(person.kept()) == 2
    person.page.click("[data-do=discard]")
    assert person.page.locator(".open").count() == 0
    (left,) = person.kept()
    assert left["closed"]
    assert left["amends"] is None
    person.page.click(".history [data-run]")
    person.page.wait_for_selector(".outcome:not([hidden])")
    assert person.faults == []
    person.leave()


def test_a_record_is_declared_an_error(phone: Any, run_addresses: dict[str, str], tmp_path: Path) -> None:
    person = finished(phone, run_addresses["localhost"], "en")
    old_name, old = person.record()
    person.page.click(".correct > summary")
    person.page.fill("#amend-why", "wrong shop")
    person.page.click("[data-do=retract]")
    assert "error" in person.page.inner_text(".outcome .result")
    assert person.page.locator(".correct").count() == 0
    new_name, new = person.record()
    assert sound(new_name, new)["status"] == "entered-in-error"
    for name, data in ((old_name, old), (new_name, new)):
        (tmp_path / name).write_bytes(data)
    found = chains(gather([tmp_path]))
    assert found.counted == ()
    assert len(found.retracted) == 1
    person.page.click(".outcome [data-do=start]")
    person.page.click(".history summary")
    assert "Declared an error" in person.page.inner_text(".history")
    assert person.faults == []
    person.leave()


def test_what_came_in_goes_out_as_it_came(phone: Any, run_addresses: dict[str, str], tmp_path: Path) -> None:
    """A record from a terminal, with another address in it: opened, exported, corrected; its digest stays."""
    person = finished(phone, run_addresses["folder"])
    record = sound(*person.record())
    person.leave()
    made = sealed(
        record
        | {
            "medium": "terminal",
            "url": "https://example.org/round",
            "version": "0.9",
            "run": "0" * 8 + record["run"][8:],
        }
    )
    other = Person(phone, f"{run_addresses['localhost']}en/{ROUND}")
    paste(other, file_bytes(made).decode())
    other.page.click("[data-do=take]")
    other.page.wait_for_selector(".outcome:not([hidden])")
    assert other.record() == (file_name(made), file_bytes(made))
    other.page.click(".correct > summary")
    other.page.fill("#amend-why", "counted again")
    other.page.click("[data-do=amend]")
    other.complete()
    assert sound(*other.record())["amends"]["digest"] == made["digest"]
    other.leave()


def test_a_record_of_another_version_says_so_and_what_it_holds(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{REAL_DAY}?date=2026-12-11").begin()
    person.page.locator(".item input").first.check()
    own = {
        str(each.get_attribute("id")): [
            each.locator(".hints p, .cautions p").nth(at).inner_text()
            for at in range(each.locator(".hints p, .cautions p").count())
        ]
        for each in person.page.locator(".item").all()
    }
    person.page.click(".early summary")
    with person.page.expect_download() as waiting:
        person.page.click(".early [data-do=file]")
    record = json.loads(Path(waiting.value.path()).read_bytes())
    person.leave()
    definition = json.loads(json.dumps(record["definition"]))
    definition["objective"]["zh"] = "另一个目标。"
    made = sealed(record | {"definition": definition, "fingerprint": digest(definition), "version": "0.9"})
    other = Person(phone, f"{run_addresses['localhost']}zh/{REAL_DAY}")
    paste(other, file_bytes(made).decode())
    assert "另一版" in other.page.inner_text(".import-told")
    assert made["fingerprint"][:7] in other.page.inner_text(".import-told")
    other.page.click("[data-do=take]")
    other.page.wait_for_selector(".item")
    assert "另一版" in other.page.inner_text("main > .other")
    due = {"汇总分析片区预测数据", "开展客户需求预测", "制定下周计划", "写周销售分析报告"}
    compared = 0
    for each in other.page.locator(".item").all():
        if each.locator(".text").inner_text() in due:
            continue  # why an item is due on the date stands on the page, not in the record
        lines = [
            each.locator(".hints p, .cautions p").nth(at).inner_text()
            for at in range(each.locator(".hints p, .cautions p").count())
        ]
        said = " ".join(lines)
        for line in own[str(each.get_attribute("id"))]:
            assert line in said, (line, lines)
            compared += bool(line)
    assert compared > 9, "forms, receivers, times, conditions and ranges"
    assert "《客户异常情况记录》交专卖部门" in other.page.inner_text(".item:has-text('通报订货异常')")
    other.page.click("[data-language=en]")
    assert "another version" in other.page.inner_text("main > .other")
    assert other.faults == []
    other.leave()


def test_a_reason_stands_with_its_answer(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}").begin()
    person.choose("shelves", "no")
    person.because("shelves", "两格空着")
    assert "原因：两格空着" in person.page.inner_text("#i-shelves .told")
    person.leave()


def test_squares_are_read_at_every_size(browser: Any) -> None:
    """Versions 1 to 20, as another implementation draws them where it takes the same mask, and as a reader reads them."""
    import segno
    import zxingcpp
    from PIL import Image

    page = browser.new_page()
    page.add_script_tag(path=str(PROJECT / "site_config" / "assets" / "scripts" / "qr.js"))
    room = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]
    alike = 0
    for version, size in enumerate(room, 1):
        text = ("1!aB3_~*-" * 80)[:size]
        rows = page.evaluate("text => dutybookQr(text)", text)
        assert len(rows) == version * 4 + 17
        picture = Image.new("L", (len(rows) + 8,) * 2, 255)
        for r, row in enumerate(rows):
            for c, dark in enumerate(row):
                picture.putpixel((c + 4, r + 4), 0 if dark else 255)
        (code,) = zxingcpp.read_barcodes(picture.resize((picture.width * 4,) * 2, Image.Resampling.NEAREST))
        assert code.text == text
        made = segno.make(text, error="m", micro=False, boost_error=False, mode="byte")
        alike += [[bool(each) for each in row] for row in made.matrix] == rows
    assert alike > 5
    page.close()
