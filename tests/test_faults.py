"""Files that are no YAML of ours or not shaped right: tests/faults/*.yml, each laid into the small handbook."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from dutybook.load import MAX_BYTES, load_bytes
from dutybook.pipeline import check
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASES = sorted((Path(__file__).parent / "faults").glob("*.yml"))
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, small: Path) -> None:
    """The first line says what is expected where; its line number counts."""
    text = case.read_text("utf-8")
    words = text.split("\n", 1)[0].removeprefix("# expect: ").split()
    expected = {(code, place) for code, place in zip(words[::2], words[1::2], strict=True)}
    (small / "handbook/shop/topics/case.yml").write_text(text, "utf-8")
    found = check(small, TODAY).problems
    assert {(each.kind.code, f"{each.mark.line}:{each.mark.column}") for each in found} == expected
    assert all(each.mark.path == "handbook/shop/topics/case.yml" for each in found)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty", b"", "YML005"),
        ("only a comment", b"# nothing\n", "YML005"),
        ("byte order mark", "\ufeffid: case\n".encode(), "YML004"),
        ("GBK", "title: 客户经理".encode("gbk"), "YML003"),
        ("UTF-16", "id: case\n".encode("utf-16"), "YML003"),
        ("control character", b"id: a\x07b\n", "YML012"),
        ("line separator", "id: a\u2028b\n".encode(), "YML012"),
        ("byte order mark inside", "id: a\ufeffb\n".encode(), "YML012"),
        ("more than a MiB", b"# " + b"x" * (1 << 20), "YML001"),
    ],
)
def test_bytes(name: str, data: bytes, code: str) -> None:
    node, problems = load_bytes(data, "file.yml")
    assert node is None
    assert [problem.kind.code for problem in problems] == [code]


BOMBS = {
    "nested brackets": b"[" * 200_000,
    "nested lists": b"- " * 100_000 + b"x",
    "nested keys": b"".join(b" " * depth + b"a:\n" for depth in range(1000)),
    "nested braces": b"{a: " * 50_000,
    "billion laughs": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % ((n, n) + (n - 1,) * 8) for n in range(98, 106)),
    "a flood of aliases": b"a: &a [x]\n" + b"".join(b"b%d: [*a,*a,*a,*a,*a,*a]\n" % n for n in range(30_000)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bomb_is_refused_cheaply(bomb: str, tmp_path: Path) -> None:
    """In a process of its own: the C parser would take the whole process down."""
    file = tmp_path / "bomb.yml"
    file.write_bytes(BOMBS[bomb])
    assert file.stat().st_size < MAX_BYTES
    script = (
        "import sys, time; from pathlib import Path; from dutybook.load import load_file\n"
        "before = time.process_time(); node, problems = load_file(Path(sys.argv[1]), 'bomb.yml')\n"
        "assert node is None and 1 <= len(problems) <= 20, len(problems)\n"
        "seconds = time.process_time() - before\n"
        "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(seconds, peak)"
    )
    told = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    seconds, kibibytes = (float(word) for word in told.stdout.split())
    assert seconds < 0.3
    assert kibibytes < 60 * 1024


def test_a_huge_file_is_named_cheaply(small: Path) -> None:
    """The line under the message is not worth reading all of a file that was refused for its size."""
    with (small / "handbook/shop/topics/huge.yml").open("wb") as file:
        file.truncate(200 * MAX_BYTES)
    script = (
        "from dutybook.cli import main; code = main(['check'])\n"
        "print(code, next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=small, capture_output=True, text=True, check=False)
    code, kibibytes = told.stdout.split("\n")[-2].split()
    assert (code, "YML001" in told.stdout) == ("1", True), told.stderr
    assert int(kibibytes) < 60 * 1024


def test_missing_handbook(tmp_path: Path) -> None:
    assert [each.kind.code for each in check(tmp_path).problems] == ["SHP009"]


def test_misplaced_files(small: Path) -> None:
    (small / "handbook/shop/rolls").mkdir()
    (small / "handbook/shop/extra.yml").write_text("id: extra\n")
    (small / "handbook/shop/roles/x.yaml").write_text("id: x\n")
    (small / "handbook/bakery").mkdir()
    found = {(each.kind.code, each.mark.path) for each in check(small, TODAY).problems}
    assert found == {
        ("SHP007", "handbook/shop/rolls"),
        ("SHP007", "handbook/shop/extra.yml"),
        ("SHP007", "handbook/shop/roles/x.yaml"),
        ("SHP008", "handbook/bakery/unit.yml"),
    }


def test_unreadable_file(small: Path) -> None:
    file = small / "handbook/shop/roles/ghost.yml"
    file.symlink_to(small / "nowhere.yml")
    assert "YML002" in {each.kind.code for each in check(small, TODAY).problems} or not file.is_file()


BASE = Path(__file__).parent / "rules" / "base"


@pytest.mark.parametrize("name", [str(file.relative_to(BASE)) for file in sorted(BASE.rglob("*.yml"))])
def test_one_unreadable_file_gives_one_message(name: str, small: Path) -> None:
    (small / name).write_text("title: [", "utf-8")
    assert [(each.kind.code, each.mark.path) for each in check(small, TODAY).problems] == [("YML013", name)]


def test_values_come_out_as_people_mean_them(small: Path) -> None:
    file = small / "handbook/shop/topics/case.yml"
    file.write_text(
        "id: case\ntitle: {zh: no, en: on}\nversion: 1.10\nnumber: 012\norder: 012\n"
        "summary:\n  zh: 第一行\n    第二行\n  en: first\n    second\nsections: []\nsource: [S1-01]\n",
        "utf-8",
    )
    book = check(small, TODAY).book
    assert book is not None
    topic = book.find("topic", "case", "shop")
    assert (topic.title.said, topic.version, topic.number, topic.order) == ({"zh": "no", "en": "on"}, "1.10", "012", 12)
    assert topic.summary.said == {"zh": "第一行第二行", "en": "first second"}
    schedule = book.schedules[0]
    assert str(schedule.entries[0].start) == "8:30"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_files_never_crash(data: st.DataObject, small: Path) -> None:
    """Any slip of the hand in a real file ends in places, not in a traceback."""
    file = small / "handbook/shop/standards/sales.yml"
    original = (Path(__file__).parent / "rules/base/handbook/shop/standards/sales.yml").read_bytes()
    start = data.draw(st.integers(0, len(original)))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(
        st.sampled_from(
            [b"", b" ", b"\t", b"\n", b":", b"{", b"]", b"'", "：".encode(), b"\xff", b"- ", b"#", b"? ", b"["]
        )
    )
    file.write_bytes(original[:start] + put + original[start + cut :])
    for problem in check(small, TODAY).problems:
        assert problem.mark.line >= 1
        assert problem.message("zh")
        assert problem.fix("en")
