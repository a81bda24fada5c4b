"""A file with numbers of customers → how many of each class. CSV from a spreadsheet, or YAML:

class,customers          customers:
urban,120                  urban: 120
农村客户,80                 rural: 80

A class goes by its id or its title; commas and digits may be full-width ones.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from . import count_faults as faults
from .book import Book
from .hints import nearest
from .load import MAX_BYTES, locate, wrong_encoding
from .mend import read_file
from .model.base import Node, explained
from .model.organisation import CustomerClass, Role
from .problem import Mark, Problem, fault
from .source import decode
from .workload import classes_of
from .yaml_faults import file_too_big, file_unreadable

MOST = 1_000_000
NUMBER = re.compile(r"[0-9]{1,7}")
SEPARATORS = ",;\t，；"


class CountsFile(Node):
    """The file that `--customers` names, as YAML."""

    customers: Mapping[str, int] = explained("各类别的户数", "how many customers of each class")


class Counted(NamedTuple):
    """A line of a file: a class's id, how many as written, and where."""

    name: str
    said: str
    mark: Mark


def read_counts(path: Path, book: Book, role: Role) -> tuple[dict[CustomerClass, int], list[Problem]]:
    """How many customers of each class a file says that a role has, or everything that is wrong with it."""
    is_yaml = path.suffix.casefold() in (".yml", ".yaml")
    lines, problems = _from_yaml(path) if is_yaml else _from_csv(path)
    known = classes_by_name(book, role)
    counts: dict[CustomerClass, int] = {}
    for name, said, mark in lines:
        group = known.get(folded(name))
        if group is None:
            problems.append(_unknown(book, role, name, mark))
        elif group in counts:
            problems.append(fault(faults.class_counted_twice, mark, name=name))
        elif not NUMBER.fullmatch(said) or int(said) > MOST:
            problems.append(fault(faults.count_not_a_number, mark, said=said))
        else:
            counts[group] = int(said)
    if not lines and not problems:
        problems.append(fault(faults.nothing_counted, Mark(str(path), 1, 1)))
    return ({}, sorted(problems, key=lambda each: each.mark)) if problems else (counts, [])


def _from_yaml(path: Path) -> tuple[list[Counted], list[Problem]]:
    read = read_file(path, str(path), CountsFile)
    if read.value is None or read.node is None or read.problems:
        return [], list(read.problems)
    whole: Mark = read.value.mark
    places = {name: locate(read.node, whole, f"customers.{name}") or whole for name in read.value.customers}
    return [Counted(name, str(count), places[name]) for name, count in read.value.customers.items()], []


def _from_csv(path: Path) -> tuple[list[Counted], list[Problem]]:
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            return [], [fault(file_too_big, Mark(name, 1, 1), size=path.stat().st_size, most=MAX_BYTES)]
        data = path.read_bytes()
    except OSError as error:
        return [], [fault(file_unreadable, Mark(name, 1, 1), reason=error.strerror or str(error))]
    source = decode(data)
    if source.text is None:
        wrong = wrong_encoding(data, source, name)
        return [], [wrong] if wrong is not None else []
    return list(_rows(source.text.splitlines(), name)), []


def _rows(lines: Sequence[str], name: str) -> Iterator[Counted]:
    """The rows of a table but its heads: a first row without any digit. Spreadsheets part cells as the country does."""
    separator = next((each for each in SEPARATORS if any(each in line for line in lines)), ",")
    for number, line in enumerate(lines, 1):
        cells = [normalize("NFKC", each).strip() for each in next(csv.reader([line], delimiter=separator), [])]
        if not any(cells) or (number == 1 and not re.search(r"\d", line) and len(cells) > 1):
            continue
        said = cells[1] if len(cells) > 1 else ""
        yield Counted(cells[0], said or line, Mark(name, number, 1))


def _unknown(book: Book, role: Role, name: str, mark: Mark) -> Problem:
    guess = nearest(name, [each.id for each in classes_of(book, role)])
    return fault(
        faults.class_not_served, mark, name=name, role=book.key[role],
        hint=f"Did you mean '{guess}'?" if guess else f"Possible are: {class_list(book, role, 'en')}.",
        hint_zh=f"是不是“{guess}”？" if guess else f"可以是：{class_list(book, role, 'zh')}。",
    )  # fmt: skip


def classes_by_name(book: Book, role: Role) -> dict[str, CustomerClass]:
    """The customer classes that a role serves by what people call them: id, key, title in any language. See `folded`."""
    classes = classes_of(book, role)
    titles = [(folded(title), each) for each in classes for title in each.title.said.values()]
    many = {name for name, group in titles if any(other is not group for same, other in titles if same == name)}
    by_title = {name: group for name, group in titles if name not in many}
    return by_title | {each.id: each for each in classes} | {book.key[each]: each for each in classes}


def folded(name: str) -> str:
    """A name as it is compared: full-width letters and digits are the plain ones, capitals are small."""
    return normalize("NFKC", name).strip().casefold()


def class_list(book: Book, role: Role, language: str) -> str:
    """The classes that a role serves, as a message lists them: id and title."""
    classes = classes_of(book, role)
    titles = [each.title.get(language) or next(iter(each.title.said.values()), "") for each in classes]
    return ", ".join(f"{each.id} ({title})" for each, title in zip(classes, titles, strict=True)) or "–"
