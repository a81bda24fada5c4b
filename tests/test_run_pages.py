"""Run pages in a real browser: over http://localhost, over plain http under another name, and from a folder."""

import gzip
import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_BROWSER, served
from conftest import run
from paper import leaves, squeezed
from running import PROJECT, Person, bring, lay_out, payload, sound

pytestmark = NEEDS_BROWSER
ORIGINS = ("localhost", "intranet", "folder")
NOW = "2026-12-11T08:30:00"
ROUND, DAY, VISIT = "shop/run/round.html", "shop/run/clerk-day.html", "tobacco/run/customer-visit.html"


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_whole_run(origin: str, phone: Any, run_addresses: dict[str, str], run_shop: Path) -> None:
    person = Person(phone, f"{run_addresses[origin]}zh/{ROUND}?date=2026-12-11")
    assert person.page.evaluate("isSecureContext") == (origin != "intranet")
    person.begin("E1")
    person.go_round()
    assert person.count() == "8/8"
    assert person.state("report-stock") == "off"
    assert "不用做" in person.page.inner_text("#i-report-stock .state")
    person.complete()
    assert "例外3项" in person.page.inner_text(".outcome .result")
    record = sound(*person.record())
    made = payload(run_shop, "shop/round", date(2026, 12, 11))
    assert record["fingerprint"] == made["fingerprint"]
    assert record["instance"] == made["dates"]["2026-12-11"]["instance"]
    assert (record["medium"], record["date"], record["result"]) == ("browser", "2026-12-11", "complete-with-exceptions")
    answers = {each["item"]: each for each in record["answers"]}
    assert answers["minutes-on-site"]["value"] == "12.5"
    assert answers["door"]["note"] == "<b>swept</b>"
    assert answers["shelves"]["reason"] == "两格空着"
    assert person.page.locator("#i-door .told b b").count() == 0
    assert person.faults == []
    person.leave()


def test_every_kind_of_answer_and_its_refusal(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}en/{ROUND}").begin()
    for said, told in (("abc", "is no number"), ("9999", "9999"), ("1,5", "is no number")):
        person.write("minutes-on-site", said)
        assert person.page.get_attribute("#i-minutes-on-site-value", "aria-invalid") == "true"
        described = str(person.page.get_attribute("#i-minutes-on-site-value", "aria-describedby")).split()
        shown = " ".join(person.page.inner_text(f"#{each}") for each in described)
        assert told in shown, shown
    person.write("minutes-on-site", "90")
    assert person.page.is_visible("#i-minutes-on-site-why"), "outside the usual range a reason is asked for"
    person.page.click("#i-minutes-on-site .why .main")
    assert "reason" in person.page.inner_text("#i-minutes-on-site-error")
    person.because("minutes-on-site", "call 13812345678")
    assert person.state("minutes-on-site") == "answered"
    assert "mobile" in person.page.inner_text("#i-minutes-on-site .warning")
    assert person.page.locator("#i-lights [data-do=skip]").count() == 0, "a critical item is not skipped"
    person.do("minutes-on-site", "clear")
    assert person.state("minutes-on-site") == "open"
    person.page.click("[data-do=complete]")
    assert person.page.locator(".summary li").count() == 7 + 3
    assert person.page.evaluate("document.activeElement.className") == "summary"
    person.page.click(".summary a >> nth=1")
    assert person.page.evaluate("document.activeElement.id") == "i-shelves"
    assert person.faults == []
    person.leave()


def test_hold_override_countersign_and_stop(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}en/shop/run/alarm.html").begin()
    person.choose("notice", "yes")
    person.choose("which", "major")
    assert person.page.is_disabled("#i-cause-value")
    person.page.click("#p-report .over-pause summary")
    person.page.click("#p-report .over-pause button")
    assert person.page.is_visible("#o-report-error")
    person.page.fill("#o-report", "no signal")
    person.page.click("#p-report .over-pause button")
    person.write("reported-at", "８：05")
    person.write("cause", "weather")
    person.choose("tell-boss", "yes")
    assert person.page.input_value("#i-reported-at-value") == "08:05"
    for who, told in (("e1", "another person"), ("王五", "is no id"), ("B2", "")):
        person.page.fill("#checker", who)
        person.page.click(".check button")
        assert told in person.page.inner_text("#check-error") if told else not person.page.is_visible("#check-error")
    person.complete()
    record = sound(*person.record())
    assert record["checker"]["id"] == "B2"
    assert [each["node"] for each in record["overrides"]] == ["report"]
    person.page.click(".outcome [data-do=start]")
    person.begin()
    person.page.click(".stop summary")
    person.page.click("[data-do=stop]")
    assert "reason" in person.page.inner_text("#stop-error")
    person.page.fill("#stop-why", "fire")
    person.page.click("[data-do=stop]")
    assert sound(*person.record())["result"] == "stopped"
    assert "Reason: fire" in person.page.inner_text(".outcome .result")
    assert "Reason:fire" in squeezed("".join(page.text for page in leaves(person.page.pdf())))
    assert person.faults == []
    person.leave()


@pytest.mark.parametrize("origin", ORIGINS)
def test_reload_and_kill_in_the_middle(origin: str, phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses[origin]}zh/{ROUND}").begin()
    person.choose("lights", "yes")
    person.choose("shelves", "no")
    person.page.fill("#i-shelves-why", "写到一半")
    person.page.fill("#i-minutes-on-site-value", "33")
    person.page.wait_for_timeout(300)
    url = person.page.url
    # The page gets no chance to say goodbye: what was there 300 ms later is what counts.
    kept = person.kept()
    assert kept[0]["drafts"]["minutes-on-site"]["value"] == "33"
    person.page.close()
    again = Person(phone, url)
    again.page.wait_for_selector(".item")
    assert again.count() == "1/10"
    assert again.page.input_value("#i-shelves-why") == "写到一半"
    assert again.page.input_value("#i-minutes-on-site-value") == "33"
    assert again.page.locator("#i-minutes-on-site").evaluate(
        "each => { const at = each.getBoundingClientRect(); return at.top > 0 && at.bottom < innerHeight }"
    )
    again.because("shelves", "写完了")
    again.page.reload()
    again.page.wait_for_selector(".item")
    assert again.count() == "2/10"
    again.page.goto("about:blank")
    again.page.go_back()
    again.page.wait_for_selector(".item")
    assert again.count() == "2/10"
    assert [each["event"] for each in again.kept()[0]["audit"]].count("resume") >= 2
    again.leave()
    start = Person(phone, f"{run_addresses[origin]}zh/{ROUND}")
    assert start.page.locator(".start .open button").count() == 1, "a page opened afresh offers the open run"
    start.page.click(".start .open button")
    start.page.wait_for_selector(".item")
    assert start.count() == "2/10"
    assert start.faults == []
    start.leave()


@pytest.mark.parametrize("origin", ORIGINS)
def test_two_windows_never_mix(origin: str, phone: Any, run_addresses: dict[str, str]) -> None:
    one = Person(phone, f"{run_addresses[origin]}zh/{ROUND}").begin()
    one.choose("lights", "yes")
    two = Person(phone, one.page.url)
    two.page.wait_for_selector("[data-do=take-over]")
    assert two.page.locator(".item").count() == 0
    two.page.click("[data-do=take-over]")
    two.page.wait_for_selector(".item")
    two.choose("door", "yes")
    one.page.wait_for_selector("[data-do=take-over]")
    assert one.page.is_disabled("#i-door input >> nth=0")
    assert two.count() == "2/10"
    one.page.click("[data-do=take-over]")
    one.page.wait_for_selector("#i-door[data-state=answered]")
    two.page.wait_for_selector("[data-do=take-over]")
    (kept,) = one.kept()
    assert [each["node"] for each in kept["audit"] if each["event"] == "answer"] == ["told/lights", "told/door"]
    assert one.faults == two.faults == []
    one.leave()
    two.leave()


def test_a_run_keeps_the_definition_it_was_begun_with(
    browser: Any, phone: Any, run_folder: Path, run_shop: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    for language in ("zh", "en"):
        (site / language / "shop" / "run").mkdir(parents=True)
        shutil.copy(run_folder / language / ROUND, site / language / ROUND)
    person = Person(phone, (site / "zh" / ROUND).as_uri()).begin()
    person.choose("lights", "yes")
    person.leave()
    newer = tmp_path / "newer"
    shutil.copytree(run_shop, newer)
    file = newer / "checklists" / "shop" / "round.yml"
    file.write_text(file.read_text("utf-8").replace("开灯", "把灯全打开"), "utf-8")
    lay_out(newer, site)
    start = Person(phone, (site / "zh" / ROUND).as_uri())
    assert "旧版" in start.page.inner_text(".start .open")
    start.page.click(".start .open button")
    start.page.wait_for_selector(".item")
    assert start.page.inner_text("#i-lights .text") == "开灯"
    start.go_round()
    start.complete()
    old = sound(*start.record())
    start.page.click(".outcome [data-do=start]")
    start.begin()
    assert start.page.inner_text("#i-lights .text") == "把灯全打开"
    start.go_round()
    start.complete()
    assert sound(*start.record())["fingerprint"] != old["fingerprint"]
    start.leave()


def test_finished_and_not_handed_in_is_told_everywhere(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}").begin()
    person.go_round()
    person.complete()
    other = Person(phone, f"{run_addresses['localhost']}en/{DAY}")
    assert "not handed in: 1" in other.page.inner_text(".banners")
    other.page.click(".banners a")
    other.page.wait_for_selector("[data-do=take-over]")
    other.leave()
    person.record()
    again = Person(phone, f"{run_addresses['localhost']}en/{DAY}")
    assert again.page.inner_text(".banners") == ""
    again.leave()
    person.page.click(".outcome [data-do=start]")
    assert person.page.locator(".history li").count() == 1
    person.page.click(".history summary")
    person.page.click(".history .quiet")
    assert person.kept() == []
    assert person.page.evaluate("Object.keys(localStorage).filter(each => each.includes('|pin|')).length") == 0
    person.leave()


def test_three_ways_out(phone: Any, run_addresses: dict[str, str]) -> None:
    share = """navigator.canShare = said => said.files.length === 1; navigator.share = async said => { window.shared = [said.files[0].name, await said.files[0].text()] }"""
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}", before=share).begin()
    person.go_round()
    person.complete()
    person.page.click("[data-do=share]")
    person.page.wait_for_selector(".out [role=status]:has-text('已分享')")
    name, text = person.page.evaluate("window.shared")
    assert sound(name, text.encode())["run"] in person.page.url
    assert person.kept()[0]["exported"] == "share"
    assert sound(*person.record())["digest"] == json.loads(text)["digest"]
    phone.grant_permissions(["clipboard-read", "clipboard-write"])
    person.page.click("[data-do=copy]")
    person.page.wait_for_selector(".out [role=status]:has-text('已复制')")
    assert person.page.evaluate("navigator.clipboard.readText()") == text
    person.leave()


def test_an_unfinished_run_goes_on_elsewhere(
    browser: Any, phone: Any, run_addresses: dict[str, str], tmp_path: Path
) -> None:
    person = Person(phone, f"{run_addresses['intranet']}zh/{ROUND}").begin()
    person.choose("lights", "yes")
    person.page.click(".early summary")
    with person.page.expect_download() as waiting:
        person.page.click(".early [data-do=file]")
    data = Path(waiting.value.path()).read_bytes()
    assert sound(waiting.value.suggested_filename, data)["status"] == "in-progress"
    person.leave()
    file = tmp_path / "record.json"
    file.write_bytes(data)
    elsewhere = browser.new_context(accept_downloads=True)
    other = Person(elsewhere, f"{run_addresses['folder']}en/{ROUND}")
    bring(other, file)
    other.page.click("[data-do=take]")
    other.page.wait_for_selector("#i-lights[data-state=answered]")
    other.go_round()
    other.complete()
    assert sound(*other.record())["run"] == json.loads(data)["run"]
    assert other.faults == []
    bring(other_again := Person(elsewhere, f"{run_addresses['folder']}en/{ROUND}"), file)
    assert "other content" in other_again.page.inner_text(".import-told")
    elsewhere.close()


WATCHED = """window.touched = []
for (const name of ["setItem", "getItem", "removeItem", "key"]) { const old = Storage.prototype[name]
  Storage.prototype[name] = function (...said) { window.touched.push(name); return old.apply(this, said) } }
for (const name of ["fetch", "XMLHttpRequest", "BroadcastChannel", "indexedDB", "WebSocket"]) Object.defineProperty(window, name, {get() { window.touched.push(name) }})"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_private_stays_in_memory(language: str, phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}{language}/well-being/run/type-c.html", before=WATCHED)
    page = person.page
    page.wait_for_selector(".item")
    assert page.locator("#who, #date, #file, [data-do=file], [data-do=complete], .early").count() == 0
    assert "12356" in page.inner_text(".notes.before")
    assert "12356" in page.inner_text(".notes.help"), "help is there whatever the score"
    items = page.locator(".item")
    made = payload(PROJECT, "well-being/type-c", date(2026, 12, 11))
    rule, ideals = (
        made["scoring"][0],
        {each["id"]: each["ideal"] for pause in made["definition"]["pauses"] for each in pause["items"]},
    )
    words = made["words"][language]["scoring"][rule["id"]]
    for place in range(items.count()):
        id_ = str(items.nth(place).get_attribute("id"))[2:]
        assert words["says"] not in page.inner_text(".scores") or place > rule["opposite-more-than"]
        page.check(f"#i-{id_} input[value='{'no' if ideals[id_] == 'yes' else 'yes'}']")
    assert words["says"] in page.inner_text(".scores")
    page.click("[data-language]")
    assert person.count() == f"{items.count()}/{items.count()}", "the language changes, the answers stay"
    assert page.evaluate("window.touched") == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, indexedDB ? 0 : 0]")[:3] == [
        0,
        0,
        "",
    ]
    assert page.evaluate("location.hash") == ""
    assert person.faults == []
    page.reload()
    assert person.count().startswith("0/")
    person.leave()


def test_the_language_changes_and_the_run_stays(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}").begin()
    person.choose("lights", "yes")
    person.page.fill("#i-minutes-on-site-value", "12")
    person.page.click("[data-language=en]")
    assert person.page.inner_text("#i-lights .text") == "Lights on"
    assert person.page.get_attribute("html", "lang") == "en"
    assert person.state("lights") == "answered"
    assert person.page.input_value("#i-minutes-on-site-value") == "12"
    run_id = person.page.url.split("#run=")[1]
    person.leave()
    english = Person(phone, f"{run_addresses['localhost']}en/{ROUND}#run={run_id}")
    english.page.wait_for_selector("#i-lights[data-state=answered]")
    english.leave()


def test_by_keyboard_alone(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}en/{ROUND}")
    page, keys = person.page, person.page.keyboard

    def tab_to(wanted: str) -> None:
        for _ in range(60):
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
            keys.press("Tab")
        raise AssertionError(wanted)

    tab_to("#who")
    keys.type("E7")
    keys.press("Enter")
    page.wait_for_selector(".item")
    for id_ in ("lights", "shelves", "prices", "queue", "door"):
        tab_to(f"#i-{id_} input")
        keys.press("Space")
        assert page.evaluate("document.activeElement.closest('.item').id") == f"i-{id_}", "focus stays where it was"
    tab_to("#i-minutes-on-site-value")
    keys.type("90")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "i-minutes-on-site-value"
    tab_to("#i-minutes-on-site-why")
    keys.type("talked")
    tab_to("#i-minutes-on-site .why .main")
    keys.press("Enter")
    assert person.state("minutes-on-site") == "answered"
    tab_to("#i-anything-wrong input")
    keys.press("Space")
    tab_to("[data-do=complete]")
    keys.press("Enter")
    page.wait_for_selector(".outcome:not([hidden])")
    tab_to(".outcome [data-do=file]")
    with page.expect_download() as waiting:
        keys.press("Enter")
    assert sound(waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes())["performer"] == "E7"
    person.leave()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_run_prints_its_values(language: str, phone: Any, run_addresses: dict[str, str]) -> None:
    """Values, reasons, who it was, the digest, places to sign, and below each page what it is and which of how many."""
    person = Person(phone, f"{run_addresses['localhost']}{language}/{ROUND}?date=2026-12-11").begin()
    person.go_round()
    person.complete()
    record = sound(*person.record())
    pages = leaves(person.page.pdf(prefer_css_page_size=True))
    whole = squeezed("".join(page.text for page in pages))
    own = {
        "zh": ["巡店清单", "2026年12月11日", "亮着", "未做", "12.5分钟", "违规", "不适用", "例外3项", "执行人签字E1", "巡店完成", "指纹", f"第1/{len(pages)}页"],
        "en": ["Going round the shop", "11 December 2026", "Lit", "not done", "12.5 minutes", "A violation", "does not apply", "exceptions: 3",
               "Done by, signature E1", "Round complete", "fingerprint", f"page 1/{len(pages)}"],
    }  # fmt: skip
    for said in [
        *own[language],
        "E1",
        "两格空着",
        "<b>swept</b>",
        "stocktaking",
        record["digest"],
        record["run"],
        record["fingerprint"][:7],
    ]:
        assert squeezed(said) in whole, said
    for each in ("存为文件", "下一项", "更正", "Save as a file", "Next", "Correct it"):
        assert squeezed(each) not in whole
    for page in pages:
        assert record["run"][:8] in squeezed(page.text)
        assert all(letter.left > 19 and letter.right < 199 for letter in page.letters), "nothing in the margins"
        assert min(letter.size for letter in page.letters) > 8
    for number, item in enumerate([each["item"] for each in record["answers"]], 1):
        text = next(one for pause in record["definition"]["pauses"] for one in pause["items"] if one["id"] == item)[
            "text"
        ][language]
        assert re.search(f"{number}(◆关键|◆critical)?{re.escape(squeezed(text))}", whole), item
    person.leave()


def test_a_run_that_is_not_finished_prints_so(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}zh/{ROUND}").begin()
    person.choose("lights", "yes")
    whole = squeezed("".join(page.text for page in leaves(person.page.pdf(prefer_css_page_size=True))))
    assert "未完成" in whole
    assert "SHA-256" not in whole
    assert "□" in whole, "what is open can be ticked by hand"
    person.leave()


def test_due_today_and_overdue(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(
        phone,
        f"{run_addresses['localhost']}zh/tobacco/run/customer-manager-day.html",
        now="2026-12-11T08:05:00+08:00",
    )
    assert "汇总分析片区预测数据" in person.page.inner_text(".due-list")
    assert "提前到12月11日" in person.page.inner_text(".due-list")
    person.begin()
    late = person.page.locator(".item .late:visible")
    assert late.all_inner_texts() == ["已过7:50"]
    person.page.locator(".item").first.locator("input").first.check()
    assert late.count() == 0
    person.page.clock.run_for(15 * 60 * 1000)
    assert set(late.all_inner_texts()) == {"已过8:15"}
    person.leave()


def test_every_date_is_what_python_says(browser: Any, run_addresses: dict[str, str]) -> None:
    """The page's tables give, date by date, the instance and the words of the payload."""
    page = browser.new_page()
    with served(PROJECT / "site_config" / "assets" / "scripts" / "run") as scripts:
        page.goto(f"{scripts}dates.js")
        for key in (
            "tobacco/customer-manager-day",
            "tobacco/month-end",
            "power-supply/customer-manager-day",
            "tobacco/customer-visit",
        ):
            unit, name = key.split("/")
            text = Path(run_addresses["folder"].removeprefix("file://"), "zh", unit, "run", f"{name}.html").read_text(
                "utf-8"
            )
            found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', text)
            assert found
            days = [date(2026, 9, 14) + timedelta(each) for each in range(0, 56, 2)]
            days += [date(2026, 1, 1), date(2026, 2, 28), date(2026, 12, 31), date(2027, 1, 4), date(2027, 12, 31)]
            made = page.evaluate(
                "async ([said, days]) => { const { datedOf } = await import('./dates.js'); const page = JSON.parse(said); return days.map(each => datedOf(page, each)) }",
                [found[1], [each.isoformat() for each in days]],
            )
            for day, mine in zip(days, made, strict=True):
                wanted = payload(PROJECT, key, day)["dates"][day.isoformat()]
                assert mine["instance"] == wanted["instance"], (key, day)
                for language, words in wanted["words"].items():
                    assert mine["words"][language] == {"date": words["date"], "due": words["due"]}, (key, day)
    page.close()


def test_a_day_that_was_not_worked_out_is_not_run(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['folder']}en/{DAY}?date=2031-01-01")
    assert person.page.is_disabled("[data-do=begin]")
    assert "not worked out" in person.page.inner_text("#date-said")
    person.leave()


def test_size_and_policy(run_folder: Path) -> None:
    for language in ("zh", "en"):
        text = (run_folder / language / VISIT).read_text("utf-8")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert len(scripts) == 1
        assert len(gzip.compress(scripts[0].encode(), 9)) <= 30_000
        assert "default-src 'none'; script-src 'sha256-" in text
        assert "unsafe" not in text
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text.split('id="payload"')[0])


def test_the_theme_swaps_no_pages() -> None:
    """Instant navigation would take a run page's document into another: it is off."""
    assert "navigation.instant" not in (PROJECT / "mkdocs.yml").read_text("utf-8")


def test_the_policy_lets_nothing_else_run(phone: Any, run_addresses: dict[str, str]) -> None:
    person = Person(phone, f"{run_addresses['localhost']}zh/{ROUND}")
    person.page.evaluate(
        "() => { const made = document.createElement('img'); made.src = 'http://example.org/x.png'; document.body.append(made) }"
    )
    person.page.wait_for_timeout(100)
    assert any("Content Security Policy" in each for each in person.faults)
    with pytest.raises(Exception, match="Trusted"):
        person.page.evaluate("document.body.innerHTML = '<b>x</b>'")
    person.leave()


def test_one_file(tmp_path: Path, run_shop: Path, phone: Any) -> None:
    file = tmp_path / "run.html"
    told = run("sheet", "shop/round", "--run", "-o", str(file), "--root", str(run_shop))
    assert told.returncode == 0, told.stderr
    first = file.read_bytes()
    run("sheet", "shop/round", "--run", "-o", str(file), "--root", str(run_shop))
    assert file.read_bytes() == first
    person = Person(phone, file.as_uri()).begin()
    person.go_round()
    person.complete()
    sound(*person.record())
    assert person.faults == []
    person.leave()
    for wrong in (["--all"], ["-o", "x.pdf"]):
        told = run(
            "sheet",
            *([] if wrong == ["--all"] else ["shop/round"]),
            "--run",
            *wrong,
            "--root",
            str(run_shop),
            cwd=tmp_path,
        )
        assert told.returncode == 2
        assert "--run" in told.stderr
