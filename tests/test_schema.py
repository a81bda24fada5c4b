"""The schemas for editors: what binding accepts and no more; completion and hover in the real language server."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HERE, PROJECT, run
from dutybook.check import RULES
from dutybook.edit.format import formatted
from dutybook.model.kinds import FOLDERS, KINDS
from dutybook.pipeline import check
from dutybook.read import files_of
from dutybook.schema.place import address_of, schema_of
from language_server import LanguageServer

CASES = sorted((HERE / "schema").glob("*.yml"))
SERVER = PROJECT / ".venv/editor/node_modules/yaml-language-server/bin/yaml-language-server"
needs_server = pytest.mark.skipif(
    not (SERVER.is_file() and shutil.which("node")),
    reason="no yaml-language-server in .venv/editor: '.ci/setup test' installs it where npm is there and reaches its registry",
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook with its schemas."""
    root = tmp_path_factory.mktemp("editor") / "shop"
    shutil.copytree(HERE / "rules" / "base", root)
    assert run("schema", cwd=root).returncode == 0
    return root


@pytest.fixture(scope="module")
def server(shop: Path) -> Iterator[LanguageServer]:
    found = LanguageServer(SERVER, shop)
    yield found
    found.stop()


def test_every_file_has_a_schema_and_every_reference_leads_somewhere(shop: Path) -> None:
    for _, name, model in files_of(shop):
        assert (shop / name).parent.joinpath(address_of(name, model)).resolve() == (
            shop / schema_of(name, model)
        ).resolve()
        assert (shop / schema_of(name, model)).is_file()
    for file in (shop / ".schema").rglob("*.json"):
        for target in re.findall(r'"\$ref": "([^"]+)"', file.read_text("utf-8")):
            place, _, pointer = target.partition("#/definitions/")
            other = file.parent / place if place else file
            assert pointer in json.loads(other.read_text("utf-8"))["definitions"], (file, target)


def test_fields_have_both_languages_and_ids_are_enumerated(shop: Path) -> None:
    model = json.loads((shop / ".schema/shop/model.json").read_text("utf-8"))["definitions"]
    for name, found in model.items():
        assert name == "Settings" or re.search("[一-鿿].*/ [a-z]", found["title"]), name
        for key, field in found["properties"].items():
            chinese, _, english = field["description"].partition("\n\n")
            assert english or name == "Text", (name, key)
            assert re.search("[一-鿿]", chinese), (name, key)
    ids = json.loads((shop / ".schema/shop/ids.json").read_text("utf-8"))["definitions"]
    assert ids["role"]["enum"] == ["boss", "clerk", "customer", "shop/boss", "shop/clerk", "shop/customer"]
    assert ids["role"]["enumDescriptions"][0] == "店长 / Shop manager"
    assert ids["clause"]["enum"][0] == "S1-01"
    outside = json.loads((shop / ".schema/ids.json").read_text("utf-8"))["definitions"]
    assert outside["duty"]["enum"] == ["shop/check-books", "shop/open", "shop/count", "shop/order"]


def test_check_says_what_is_stale_and_how_to_renew_it(small: Path) -> None:
    told = run("schema", "--check", cwd=small)
    assert told.returncode == 1
    assert not (small / ".schema").exists()
    assert run("schema", cwd=small).returncode == 0
    assert run("schema", "--check", cwd=small).returncode == 0
    (small / ".schema/shop/old.json").write_text("{}")
    file = small / "handbook/shop/roles/boss.yml"
    file.write_text(file.read_text("utf-8").replace("店长", "经理"), "utf-8")
    told = run("schema", "--check", "--lang", "zh", cwd=small)
    assert told.returncode == 1
    assert [line.rpartition("/")[2] for line in told.stdout.splitlines()] == ["ids.json", "ids.json", "old.json"]
    assert "dutybook schema" in told.stderr
    assert run("schema", cwd=small).returncode == 0
    assert not (small / ".schema/shop/old.json").exists()


def test_schema_needs_a_handbook(tmp_path: Path) -> None:
    told = run("schema", cwd=tmp_path)
    assert told.returncode == 1
    assert "SHP009" in told.stderr


def opened(case: Path, shop: Path) -> tuple[Path, bytes]:
    """Where a case would lie in the handbook, and its text with the schema's line."""
    word = case.name.split(".")[0]
    folder = next((kind.folder for kind in FOLDERS.values() if kind.word == word), "")
    name = f"handbook/shop/{folder}/{case.name}" if folder else f"checklists/shop/{case.name}"
    line = f"# yaml-language-server: $schema={address_of(name, KINDS[word].model)}\n"
    return shop / name, line.encode() + case.read_bytes()


@needs_server
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_editor_sees_what_check_sees(case: Path, shop: Path, server: LanguageServer, small: Path) -> None:
    """The same lines are faulted by the language server, with the schema alone, and by the check, rules left out."""
    path, data = opened(case, shop)
    name = path.relative_to(shop).as_posix()
    (small / name).write_bytes(data)
    shape = [each for each in check(small).problems if each.mark.path == name and each.kind not in RULES]
    found = {each["range"]["start"]["line"] + 1: each["message"] for each in server.open(path, data.decode())}
    assert set(found) == {problem.mark.line for problem in shape}, found
    assert bool(found) != case.name.endswith(".clean.yml")


@needs_server
def test_files_without_faults_have_none_in_the_editor(shop: Path, server: LanguageServer) -> None:
    for path, name, model in files_of(shop):
        text, _ = formatted(path.read_bytes(), name, model, address_of(name, model))
        assert text is not None
        assert server.open(path, text) == [], name


@needs_server
def test_the_real_handbook_has_no_faults_in_the_editor(tmp_path: Path, server: LanguageServer) -> None:
    """One file of each kind, and all of one unit's standards, as the formatter writes them."""
    for part in ("handbook", "checklists"):
        shutil.copytree(PROJECT / part, tmp_path / part)
    assert run("schema", cwd=tmp_path).returncode == 0
    seen: set[type] = set()
    for path, name, model in files_of(tmp_path):
        if model not in seen or name.startswith("handbook/tobacco/standards/"):
            seen.add(model)
            text, _ = formatted(path.read_bytes(), name, model, address_of(name, model))
            assert text is not None
            assert server.open(path, text) == [], name
    assert len(seen) > 15


HEAD = "# yaml-language-server: $schema=../../../.schema/shop/standard.json\n"
DUTY = "id: x\ntitle: {zh: 甲, en: A}\nduties:\n  - id: a\n    title: {zh: 甲, en: A}\n"


@needs_server
@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("    handed-to: ", {"none", "boss", "clerk", "customer"}),
        ("    form: ", {"none", "stock-sheet"}),
        ("    needs: ", {"open", "count", "order", "check-books"}),
        ("    source: ", {"S1-01", "S1-05"}),
        ("    checked-by: {role: ", {"boss", "clerk"}),
        ("    when: {every: ", {"workday", "month", "half-year"}),
        ("    when:\n      ", {"every", "count", "event", "each", "as"}),
        ("    not-stated: ", {"measure", "form", "checked-by"}),
        ("    assumed:\n      ", {"reason", "measure", "form"}),
        ("    critical: ", {"true", "false"}),
        ("    ", {"text", "when", "measure", "form", "handed-to", "source"}),
    ],
)
def test_completion(typed: str, proposed: set[str], shop: Path, server: LanguageServer) -> None:
    text = HEAD + DUTY + typed + ("}" if typed.count("{") > typed.count("}") else "")
    line = text.count("\n")
    path = shop / f"handbook/shop/standards/completion-{server.number}.yml"
    server.open(path, text)
    column = len(typed.rsplit("\n", 1)[-1])
    assert proposed <= set(server.complete(path, line, column))


@needs_server
def test_completion_names_what_an_id_stands_for(shop: Path, server: LanguageServer) -> None:
    path = shop / "handbook/shop/standards/named.yml"
    server.open(path, HEAD + DUTY + "    handed-to: ")
    found = server.complete(path, 6, 15)
    assert "店长 / Shop manager" in json.dumps(found["boss"], ensure_ascii=False)


@needs_server
def test_hover_explains_in_both_languages(shop: Path, server: LanguageServer) -> None:
    path = shop / "handbook/shop/standards/hover.yml"
    server.open(path, HEAD + DUTY + "    handed-to: boss\n    when: {every: month, by: 12}\n")
    said = server.hover(path, 6, 6)
    assert "交给谁" in said
    assert "to whom the result goes" in said
    assert "店长 / Shop manager" in said
    assert "最迟哪天" in server.hover(path, 7, 27)
    assert "every: month" in server.hover(path, 7, 6)
