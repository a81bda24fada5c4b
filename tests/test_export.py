"""`dutybook export`: everything of the handbook is in it, it follows its schema, and it is the same every time."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from collating import book_of
from conftest import HERE, PROJECT, run
from dutybook.cli import main
from dutybook.exporting import plain_pages
from dutybook.load import plain
from dutybook.model.kinds import KINDS
from dutybook.outputs.plain import plain_page
from dutybook.run.format import json_schema
from dutybook.schema.export import export_schema
from dutybook.views.export_model import EXPORT, LISTS, exported
from hypothesis import given
from hypothesis import strategies as st

LINK = re.compile(r"(?<!\\)\]\(([^()\s]+)\)")


@pytest.fixture(scope="module")
def model() -> dict[str, Any]:
    """The real handbook as a program reads it."""
    found: dict[str, Any] = json.loads(json.dumps(exported(book_of(PROJECT))))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the small handbook."""
    out = tmp_path_factory.mktemp("export") / "out"
    assert main(["export", str(out), "--root", str(HERE / "rules" / "base"), "--on", "2026-11-25"]) == 0
    return out


def said_in(value: Any) -> set[str]:
    """Every text of plain values."""
    if isinstance(value, dict):
        return {text for each in value.values() for text in said_in(each)}
    if isinstance(value, list):
        return {text for each in value for text in said_in(each)}
    return {value} if isinstance(value, str) else set()


def files_in(out: Path) -> dict[str, bytes]:
    return {each.relative_to(out).as_posix(): each.read_bytes() for each in sorted(out.rglob("*")) if each.is_file()}


def test_the_model_follows_its_schema(model: dict[str, Any]) -> None:
    schema = export_schema(EXPORT, LISTS)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert [(list(each.absolute_path), each.message[:200]) for each in validator.iter_errors(model)] == []
    for wrong in ({"export": 2}, {"duties": [{"id": "x"}]}, {"roles": [{**model["roles"][0], "salary": "9"}]}):
        assert not validator.is_valid({**model, **wrong}), wrong


def test_everything_that_readers_see_is_in_the_model(model: dict[str, Any]) -> None:
    book, said = book_of(PROJECT), said_in(model)
    texts = {wording for each in book.texts for wording in each.text.said.values()}
    assert len(texts) > 1000
    assert texts - said == set()
    for name, word in LISTS.items():
        assert len(model.get(name, [])) == len(book.all(KINDS[word].model)), name
    keys = {each["key"] for name in LISTS for each in model.get(name, []) if "key" in each}
    assert keys == set(book.key.values())
    for reference in book.references:
        found = book.find_any(reference.kinds, reference.value, reference.owner)
        assert book.key[found] in said


def test_defaults_are_written_out_and_references_are_keys(model: dict[str, Any]) -> None:
    duty = next(each for each in model["duties"] if each["key"] == "tobacco/visit-log")
    assert duty["form"] == ["tobacco/visit-log"]
    assert duty["part-of"] == "tobacco/follow-up"
    assert duty["owner"] == "tobacco/market-manager"
    assert {"owner", "status"} <= set(duty["inherited"])
    assert duty["critical"] is False
    standard = next(each for each in model["standards"] if each["key"] == "tobacco/follow-up")
    assert "tobacco/visit-log" in standard["duties"]
    assert [each for each in model["definitions"] if each["checklist"] == "tobacco/customer-manager-day"]


def test_the_command_writes_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    told = run("export", str(tmp_path / "again"), "--root", str(HERE / "rules" / "base"), "--on", "2026-11-25")
    assert told.returncode == 0, told.stderr
    files = files_in(folder)
    assert files == files_in(tmp_path / "again")
    assert {
        "model.json",
        "llms.txt",
        "schemas/dutybook-export-1.json",
        "schemas/dutybook-record-1.json",
    } <= files.keys()
    assert {"tables/zh.xlsx", "tables/en.xlsx", "tables/zh/duties.csv", "zh/shop/roles/clerk.md"} <= files.keys()
    model = json.loads(files["model.json"])
    schema = json.loads(files[model["$schema"]])
    jsonschema.Draft202012Validator(schema).validate(model)


def test_tables_are_for_spreadsheets(folder: Path) -> None:
    import openpyxl

    for language in ("zh", "en"):
        names = plain(PROJECT / "site_config" / "words" / language / "export.yml")["export"]["table"]
        book = openpyxl.load_workbook(folder / "tables" / f"{language}.xlsx")
        for path in (folder / "tables" / language).glob("*.csv"):
            data = path.read_bytes()
            assert data.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            assert len({len(row) for row in rows}) == 1, path
            sheet = book[names[path.stem]].iter_rows(values_only=True)
            assert [[str(each) if each is not None else "" for each in row] for row in sheet] == rows
        assert sorted(book.sheetnames) == sorted(names[each.stem] for each in (folder / "tables" / language).glob("*"))
    deadlines = (folder / "tables" / "en" / "deadlines.csv").read_text("utf-8-sig")
    assert "Count the stock" in deadlines
    assert "2026-12-10" in deadlines


def test_pages_are_markdown_that_leads_to_markdown(folder: Path) -> None:
    pages = [*(folder / "zh").rglob("*.md"), *(folder / "en").rglob("*.md")]
    assert len(pages) > 40
    for path in pages:
        text = path.read_text("utf-8")
        assert text.startswith("# "), path
        assert re.search(r"(?<!\\)<[a-z/!]", text) is None, path
        for target in LINK.findall(text):
            front = target.partition("#")[0]
            if front.endswith(".md"):
                assert (path.parent / front).is_file(), (path, target)


def test_llms_txt_leads_to_the_pages(folder: Path) -> None:
    text = (folder / "llms.txt").read_text("utf-8")
    assert re.match(r"# .+\n\n> .+\n\n", text)
    links = LINK.findall(text)
    assert {"zh/shop/roles/clerk.md", "en/shop/roles/clerk.md", "en/glossary.md"} <= set(links)
    assert [each for each in links if not (folder / each).is_file()] == []


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("# a &#42;b&#42; {#top}", "# a \\*b\\*"),
        ("<p>one <b>two</b>, <a href=\"x.html#y\">three</a></p>", "one **two**, [three](x.html#y)"),
        ("<ul>\n<li>a<ul><li>b</li></ul></li>\n<li>1 &lt; 2</li>\n</ul>", "- a\n  - b\n- 1 \\< 2"),
        ("<table><tbody>\n<tr><th scope=\"row\">Who</th><td>she</td></tr>\n</tbody></table>", "- **Who**: she"),
        (
            "<div><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x|y</td><td></td></tr></tbody></table></div>",
            "| a | b |\n| --- | --- |\n| x\\|y |  |",
        ),
        ("<dl><div><dt>Status</dt><dd>In force</dd></div></dl>", "- **Status**: In force"),
        ("<details open><summary>More</summary><p>text</p></details>", "**More**\n\ntext"),
        ("<p>a<script>alert(1)</script><button>b</button><input value=\"c\"></p>", "a"),
        ("<svg role=\"img\" aria-label=\"3 of 4\"><rect x=\"0\"/></svg>", "3 of 4"),
        ("<p>open <b>and never closed", "open **and never closed**"),
        ("---\nsearch:\n  exclude: true\n---\n\n# T {#top}", "# T"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert plain_page(html) == markdown + "\n"


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<td>", "</tr>", "<table>", '<a href="x">', "</a>", "<br>", "a", "*", "\n\n", "<", ">"]
        )
    )
)
def test_nothing_stops_it_and_no_element_is_left(parts: list[str]) -> None:
    said = plain_page("".join(parts))
    assert re.search(r"(?<!\\)<[a-z]", said) is None


def test_links_to_pages_lead_to_their_markdown() -> None:
    made = {
        "a/b.md": '<p><a href="../c.html#x">c</a> <a href="https://e.org/c.html">e</a> <a href="no.html">n</a></p>',
        "c.md": "# c",
    }
    found = plain_pages(made, ".html.md")["a/b.md"]
    assert found == "[c](../c.html.md) [e](https://e.org/c.html) [n](no.html)\n"


def test_what_cannot_be_exported_leaves_the_old_export(
    folder: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, words = tmp_path / "out", ("--root", str(small), "--lang", "en")
    assert main(["export", str(out), *words, "--write", "model"]) == 0
    before = files_in(out)
    for wrong, says in (("--write", "pdf"), ("--languages", "fr"), ("--on", "tomorrow")):
        assert main(["export", str(out), *words, wrong, says]) == 2
        assert says in capsys.readouterr().err
    write_bytes = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.suffix == ".xlsx":
            raise OSError(28, "No space left on device")
        return write_bytes(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert main(["export", str(out), *words]) == 2
    assert "No space left" in capsys.readouterr().err
    assert files_in(out) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out", "small"]
    (out / "mine.txt").write_text("mine")
    assert main(["export", str(out), *words]) == 2
    assert "mine.txt" in capsys.readouterr().err
    (small / "handbook" / "shop" / "unit.yml").write_text("id: [")
    assert main(["export", str(tmp_path / "new"), *words]) == 1
    assert not (tmp_path / "new").exists()


def test_the_site_has_what_programs_read(built: Path) -> None:
    for name in ("dutybook-export-1.json", "dutybook-record-1.json"):
        schema = json.loads((built / "schemas" / name).read_text("utf-8"))
        assert schema["$id"] == name
    assert json.loads((built / "schemas" / "dutybook-record-1.json").read_bytes()) == json_schema()
    text = (built / "llms.txt").read_text("utf-8")
    assert [each for each in LINK.findall(text) if not (built / each).is_file()] == []
    pages = [
        each
        for each in built.rglob("*.html")
        if "run" not in each.parts and 'rel=" alternate" type="text/markdown"' in each.read_text("utf-8")
    ]
    assert len(pages) > 800
    for page in pages:
        beside = page.with_suffix(".html.md")
        assert f'<link rel=" alternate" type="text/markdown" href="{beside.name}">' in page.read_text("utf-8")
        folder_of = {
            (beside.parent / front)
            for each in LINK.findall(beside.read_text("utf-8"))
            if (front := each.partition("#")[0]).endswith(".md")
        }
        assert [each for each in folder_of if not each.is_file()] == []


def test_both_languages_have_the_same_words() -> None:
    zh, en = (plain(PROJECT / "site_config" / "words" / each / "export.yml") for each in ("zh", "en"))

    def shape(value: Any) -> Any:
        return {name: shape(each) for name, each in value.items()} if isinstance(value, dict) else None

    assert shape(zh) == shape(en)
