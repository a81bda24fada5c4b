"""Numbers of customers, as people write them in a file or behind --class."""

import json
from pathlib import Path

import pytest
from test_workload import CLERK, told


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"class,customers\nregular,120\n", 120),
        ("b.csv", "\ufeff类别;户数\r\nregular;240\r\n\r\n".encode(), 240),
        ("c.csv", "老顾客\t户数\nregular\t1\n".encode("gbk"), 1),
        ("d.yml", b"customers: {shop/regular: 5}\n", 5),
        ("e.yaml", b"customers:\n  regular: 0\n", 0),
        ("f.csv", "\ufeff类别，户数\n老顾客，１２０\n".encode(), 120),
        ("g.csv", b"Class;Customers\nREGULARS;3\n", 3),
        ("h.yml", "customers: {老顾客: 8}\n".encode(), 8),
    ],
)
def test_counts_from_a_file(
    name: str, content: bytes, expected: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    code, out, error = told(capsys, *CLERK, "--customers", str(file), "--format", "json")
    assert (code, error) == (0, "")
    assert json.loads(out)["need"] == str(expected)


def test_a_count_typed_on_a_chinese_keyboard(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = told(capsys, *CLERK, "--class", "老顾客＝１２０", "--format", "json")
    assert (code, error) == (0, "")
    assert json.loads(out)["need"] == "120"


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("a.csv", "class,customers\nregularr,120\nregular,x\nregular,5\nregular,6\n", ["2:1: CNT001", "3:1: CNT002", "5:1: CNT003"]),
        ("b.csv", "regular,-3\nregular,1000001\nregular", ["1:1: CNT002", "2:1: CNT002", "3:1: CNT002"]),
        ("c.yml", "customers: {regular: many}\n", ["1:22: SHP005"]),
        ("d.yml", "customers: {town: 5, regular: -1}\n", ["1:19: CNT001", "1:31: CNT002"]),
        ("e.csv", "", ["1:1: CNT004"]),
        ("f.csv", "class,customers\n\n", ["1:1: CNT004"]),
        ("g.yml", "customers: {}\n", ["1:1: CNT004"]),
        ("h.csv", "老顾客,3\nRegulars,3\n", ["2:1: CNT003"]),
        ("missing.csv", None, ["1:1: YML002"]),
        ("binary.csv", "\0\1\2", ["1:1: YML"]),
    ],
)  # fmt: skip
def test_faults_of_a_file_are_all_told_with_their_places(
    name: str, content: str | None, places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_text(content, "utf-8")
    code, out, error = told(capsys, *CLERK, "--customers", str(file), "--lang", "en")
    assert (code, out) == (1, "")
    for place in places:
        assert f"{name}:{place.replace(': ', ': error ')}" in error
    assert error.count("fix:") == len(places)
