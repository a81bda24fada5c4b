"""What a build keeps makes no difference: after any edit it gives what a build gives that knows nothing."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

import pytest
from conftest import HERE, PROJECT, run
from dutybook.memo import forgotten
from dutybook.pipeline import check, site
from dutybook.site.build import Job, build_language
from dutybook.site.kept import FOLDER
from dutybook.site.workshop import _Bench
from edits import EDITS, Edit, restore
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sites import build_one

MOMENT = 1_700_000_000


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """The files in which two folders differ."""
    ours, theirs = files_in(one), files_in(other)
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook with a project's own looks, to change at will."""
    folder = tmp_path_factory.mktemp("kept") / "shop"
    restore(folder, Random(0))
    return folder


def own_theme(root: Path, chance: Random) -> None:
    """A project's own part of the theme over the tool's; one that shows all pages and the day; or none."""
    path = root / "site_config/theme/partials/copyright.html"
    if chance.random() < 0.3:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    at_large = "{% for each in pages %}{{ each.page.title }}{% endfor %} {{ build_date_utc }}"
    path.write_text(f"{chance.randrange(99)} {chance.choice(('', at_large))}", "utf-8")


def own_settings(root: Path, chance: Random) -> None:
    """A project's own mkdocs.yml, with another theme, or with Markdown that only its engine can read; or none."""
    path = root / "mkdocs.yml"
    if chance.random() < 0.3:
        path.unlink(missing_ok=True)
        return
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    text = text.replace("docs_dir: site_config/assets", f"docs_dir: {PROJECT / 'site_config/assets'}")
    chosen = chance.choice(("prune", "footer", "markdown", "address"))
    changed = {
        "prune": text.replace("    - navigation.prune\n", ""),
        "footer": text.replace("    - navigation.top\n", "    - navigation.footer\n"),
        "markdown": text.replace("  - attr_list\n", "  - attr_list\n  - admonition\n"),
        "address": f"{text}site_url: https://handbook.example/{chance.randrange(9)}/\n",
    }
    path.write_text(changed[chosen], "utf-8")


LOOKS: tuple[Edit, ...] = (own_theme, own_settings)


# To shrink a failure would take minutes; its edits are few.
@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EDITS + LOOKS), min_size=3, max_size=4), st.integers(0, 2**32))
def test_after_any_edit_a_build_is_as_a_clean_one(
    shop: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[Edit], seed: int
) -> None:
    chance = Random(seed)
    restore(shop, chance)
    language = chance.choice(("zh", "en"))
    base = tmp_path_factory.mktemp("sites")
    bench = _Bench(shop, language, "")
    for number, edit in enumerate(edits):
        edit(shop, chance)
        checked = check(shop)
        answer = bench.mend(base / "mended")
        if checked.book is None or checked.errors or language not in checked.book.settings.languages:
            continue
        if answer.said == "whole":
            rmtree(base / "mended", ignore_errors=True)
            answer = bench.build(base / "mended")
        assert answer.said == "done", answer.why
        with forgotten():
            assert not build_language(Job(shop, language, base / f"kept-{number}", "", MOMENT))
        with forgotten(), aside(shop):
            assert not build_language(Job(shop, language, base / f"clean-{number}", "", MOMENT))
        told = [each.__name__ for each in edits[:number]]
        assert not differing(base / f"kept-{number}", base / f"clean-{number}"), told
        if not (shop / "site_config/theme").exists():  # which may show when it was built: another moment
            assert not differing(base / "mended", base / f"clean-{number}"), told


def test_a_page_that_is_made_alone_knows_of_all_pages(shop: Path, tmp_path: Path) -> None:
    """One whose text only Markdown can read is made at every build, and its theme may list the others."""
    restore(shop, Random(0))
    path = shop / "site_config/theme/partials/copyright.html"
    path.parent.mkdir(parents=True)
    path.write_text("{% for each in pages %}{{ each.page.title }} {% endfor %}", "utf-8")
    for name in ("first", "again"):
        with forgotten():
            assert not build_language(Job(shop, "en", tmp_path / name, "", MOMENT))
    assert differing(tmp_path / "first", tmp_path / "again") == []


class aside:
    """Inside it nothing is kept of a handbook."""

    def __init__(self, root: Path) -> None:
        self.kept, self.away = root / FOLDER.parts[0], root / "away"

    def __enter__(self) -> None:
        if self.kept.exists():
            self.kept.rename(self.away)

    def __exit__(self, *_: object) -> None:
        rmtree(self.kept)
        if self.away.exists():
            self.away.rename(self.kept)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small handbook that has been built, its site, and the site it would have with some other words. Not to
    be changed.
    """
    folder = tmp_path_factory.mktemp("once")
    for name, out in (("small", "site"), ("other", "reworded")):
        copytree(HERE / "rules" / "base", folder / name)
        if out == "reworded":
            reworded(folder / name)
        build_again(folder / name, folder / out)
    rmtree(folder / "other")
    return folder


@pytest.fixture
def kept(once: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A small handbook that has been built once, and its site."""
    folder = copytree(once, tmp_path / "once")
    return folder / "small", folder / "site"


def build_again(root: Path, out: Path) -> None:
    told = run("build", "-o", str(out), cwd=root, COVERAGE_PROCESS_CONFIG="")
    assert told.returncode == 0, told.stderr


def test_what_is_unchanged_needs_no_engine(kept: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = kept
    script = "import sys; from dutybook.cli import main; code = main(sys.argv[1:]); assert 'mkdocs' not in sys.modules"
    words = ["build", "--root", str(root), "-o", str(tmp_path / "again")]
    subprocess.run([sys.executable, "-c", script, *words], check=True, stdout=subprocess.DEVNULL)
    assert not differing(out, tmp_path / "again")


def test_mkdocs_itself_makes_no_pages_that_it_has_made(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr("dutybook.mkdocs_plugin.site", lambda *words: made.append(words[2]) or site(*words))
    for number, edit in enumerate((None, None, reworded, None, restored_words)):
        if edit is not None:
            edit(small)
        assert build_one(small, "en", tmp_path / str(number), monkeypatch) == ""
    assert len(made) == 3
    assert not differing(tmp_path / "0", tmp_path / "1")
    assert not differing(tmp_path / "2", tmp_path / "3")
    assert not differing(tmp_path / "0", tmp_path / "4")
    assert differing(tmp_path / "0", tmp_path / "2")


def restored_words(root: Path) -> None:
    copytree(HERE / "rules" / "base", root, dirs_exist_ok=True)


def reworded(root: Path) -> None:
    """Changes some words of a duty, so that the rest is to be used again."""
    file = root / "handbook/shop/standards/sales.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("zh: 准时开门。, en: Open on time.", "zh: 提前开门。, en: Open early."), "utf-8")


def test_an_edit_of_some_words_is_mended(small: Path, tmp_path: Path) -> None:
    bench = _Bench(small, "en", "")
    assert bench.build(tmp_path / "site").said == "done"
    before = files_in(tmp_path / "site")
    reworded(small)
    assert bench.mend(tmp_path / "site").said == "done"
    changed = {path for path, data in files_in(tmp_path / "site").items() if before[path] != data}
    assert "shop/duties/open.html" in changed
    assert all(path.startswith(("shop/", "search/entries")) for path in changed), changed
    with aside(small), forgotten():
        assert bench.build(tmp_path / "clean").said == "done"
    assert not differing(tmp_path / "site", tmp_path / "clean")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def turn(file: Path) -> None:
    data = file.read_bytes()
    file.unlink()  # the site itself is another name of the same file
    file.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])


HARM: dict[str, Callable[[Path], object]] = {
    "pages": lambda home: (turn(home / "zh/shop/index.html"), (home / "en/shop/duties/count.html").unlink()),
    "index": lambda home: (cut(home / "zh.json"), (home / "en.json").write_text('{"whole": 1, "files": [[1]]}')),
    "texts": lambda home: (turn(home / "en.texts"), rmtree(home / "zh")),
    "folder": lambda home: (rmtree(home), home.write_text("no folder")),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_damage_counts_as_absent(kept: tuple[Path, Path], tmp_path: Path, harm: Callable[[Path], object]) -> None:
    root, out = kept
    harm(root / FOLDER)
    reworded(root)
    build_again(root, tmp_path / "again")
    assert not differing(out.with_name("reworded"), tmp_path / "again")


def test_editing_the_site_does_not_spoil_what_is_kept(kept: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = kept
    clean = files_in(out)
    with (out / "zh/shop/index.html").open("a") as page:
        page.write("<!-- mine -->")
    build_again(root, out)
    assert files_in(out) == clean


def test_a_killed_build_leaves_nothing_that_shows(kept: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = kept
    clean = files_in(out)
    reworded(root)
    for seconds in (0.3, 0.8, 1.3):
        words = [sys.executable, "-m", "dutybook", "build", "-o", str(out)]
        killed = subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE)
        time.sleep(seconds)
        killed.kill()
        killed.communicate(timeout=60)  # its processes hold its output open until they have ended too
        assert (out / "index.html").exists() or list(out.parent.glob(".site.*.old")), "the old site or the new one"
    restored_words(root)
    build_again(root, out)
    assert files_in(out) == clean
    assert not list(out.parent.glob(".site.*")), "what killed ones left is swept up"


def test_two_builds_at_once(kept: tuple[Path, Path]) -> None:
    root, out = kept
    clean = files_in(out)
    for harmed in ("zh.json", "en.json"):
        (root / FOLDER / harmed).unlink()
    words = [sys.executable, "-m", "dutybook", "build", "-o", str(out)]
    both = [subprocess.Popen(words, cwd=root, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    assert files_in(out) == clean
    build_again(root, out)
    assert files_in(out) == clean


WATCH = """
import sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from dutybook.site.build import Job, build_language
assert not build_language(Job(Path(sys.argv[1]), "zh", Path(sys.argv[2]), "", 1))
print("\\n".join(opened))
"""


def test_every_file_that_a_build_reads_is_in_its_key(small: Path, tmp_path: Path) -> None:
    """What is read from elsewhere than the folders that make the key would be missed when it changes."""
    told = subprocess.run(
        [sys.executable, "-c", WATCH, str(small), str(tmp_path / "out")], capture_output=True, text=True, check=True
    )
    known = [small / "handbook", small / "checklists", small / FOLDER.parts[0], tmp_path / "out"]
    known += [PROJECT / "site_config", PROJECT / "mkdocs.yml", PROJECT / "generator/dutybook"]
    known += [Path(sys.prefix), Path(sys.base_prefix), Path("/dev"), Path("/usr"), Path("/etc"), Path("/proc")]
    read = {Path(each) for each in told.stdout.splitlines() if each.startswith("/")}
    strange = sorted(str(each) for each in read if not any(each.is_relative_to(place) for place in known))
    assert read
    assert not strange


def test_pages_of_a_project_are_built_with_links_to_ours(small: Path, tmp_path: Path) -> None:
    """With pages that MkDocs alone can read nothing is taken out of its sight."""
    copytree(PROJECT / "site_config/assets", small / "site_config/assets")
    (small / "site_config/assets/own.md").write_text("# Own\n\nSee [counting](shop/duties/count.md#top).\n", "utf-8")
    (small / "mkdocs.yml").write_text((PROJECT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    for name in ("one", "two"):
        (small / "handbook/handbook.yml").touch()
        assert not build_language(Job(small, "en", tmp_path / name, "", MOMENT))
    assert 'href="shop/duties/count.html#top"' in (tmp_path / "two/own.html").read_text("utf-8")
    assert not differing(tmp_path / "one", tmp_path / "two")
