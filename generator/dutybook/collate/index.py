"""An index of records: what was found out about each file, by the SHA-256 of its bytes. The files stay the truth.

It holds what the folders of the last collation hold and no more, so that a deleted record leaves it too. It can be deleted
at any time; a collation makes it again. SQLite needs nothing; PostgreSQL goes through SQLAlchemy (`dutybook[postgresql]`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ..run.shape import Fault
from .brief import Amends, Answered, Odd, Run

FORMAT = f"2 {version('dutybook')}"  # what another version found out is not believed
TABLES = (
    "CREATE TABLE IF NOT EXISTS dutybook_about (format TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS dutybook_definitions (fingerprint TEXT PRIMARY KEY, definition TEXT NOT NULL)",
    (
        "CREATE TABLE IF NOT EXISTS dutybook_files (sha256 TEXT PRIMARY KEY, digest TEXT, run TEXT, checklist TEXT, "
        "day TEXT, performer TEXT, result TEXT, fingerprint TEXT, found TEXT NOT NULL)"
    ),
)
NAMES = ("dutybook_about", "dutybook_definitions", "dutybook_files")
CHUNK = 500


class Broken(Exception):
    """An index that cannot be used, and why. Nothing is lost with it: it can be made again."""


class Looked(NamedTuple):
    """What was found out about a file: its record in brief, or what speaks against it and what it claims to be."""

    run: Run | None
    faults: tuple[Fault, ...] = ()
    claims: str = ""


class Database(Protocol):
    """What an index needs of a database: statements with :named values."""

    def read(self, statement: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """The rows that a statement gives."""

    def write(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Carries out a statement once for each row."""

    def commit(self) -> None:
        """Makes everything since the beginning last, all of it or nothing."""

    def close(self) -> None:
        """Forgets what was not committed."""


class Index:
    """An open index; nothing of it changes before `finish`."""

    def __init__(self, database: Database, *, anew: bool) -> None:
        self._database = database
        for statement in TABLES:
            database.write(statement, [{}])
        if anew or database.read("SELECT format FROM dutybook_about", {}) != [(FORMAT,)]:
            for name in NAMES:
                database.write(f"DELETE FROM {name}", [{}])
            database.write("INSERT INTO dutybook_about VALUES (:format)", [{"format": FORMAT}])
        self._known = {str(row[0]) for row in database.read("SELECT sha256 FROM dutybook_files", {})}
        self._definitions = {
            str(name): json.loads(said) for name, said in database.read("SELECT * FROM dutybook_definitions", {})
        }
        self._seen: set[str] = set()
        self._new: list[dict[str, Any]] = []

    def known(self, sha256: str) -> Looked | None:
        """What was found out about these bytes before."""
        self._seen.add(sha256)
        if sha256 not in self._known:
            return None
        rows = self._database.read("SELECT found FROM dutybook_files WHERE sha256 = :sha256", {"sha256": sha256})
        return looked_of(json.loads(rows[0][0]))

    def definition(self, fingerprint: str) -> Mapping[str, Any]:
        """The definition of a known record."""
        found: Mapping[str, Any] = self._definitions[fingerprint]
        return found

    def note(self, sha256: str, looked: Looked, definition: Mapping[str, Any] | None) -> None:
        """Notes what was found out about bytes that were not known."""
        run = looked.run
        names = ("digest", "run", "checklist", "performer", "result", "fingerprint")
        self._new.append(
            {
                "sha256": sha256,
                **{name: getattr(run, name, None) for name in names},
                "day": run.date if run is not None else None,
                "found": json.dumps(looked, ensure_ascii=False),
            }
        )
        self._known.add(sha256)
        if run is not None and definition is not None and run.fingerprint not in self._definitions:
            self._definitions[run.fingerprint] = definition
            row = {"fingerprint": run.fingerprint, "definition": json.dumps(definition, ensure_ascii=False)}
            self._database.write("INSERT INTO dutybook_definitions VALUES (:fingerprint, :definition)", [row])
        if len(self._new) >= CHUNK:
            self._put()

    def finish(self) -> None:
        """Drops what is no longer among the files, and makes the rest last."""
        self._put()
        gone = [{"sha256": each} for each in sorted(self._known - self._seen)]
        self._database.write("DELETE FROM dutybook_files WHERE sha256 = :sha256", gone)
        self._database.write(
            "DELETE FROM dutybook_definitions WHERE fingerprint NOT IN "
            "(SELECT fingerprint FROM dutybook_files WHERE fingerprint IS NOT NULL)",
            [{}],
        )
        self._database.commit()

    def close(self) -> None:
        """Lets go of the database; what was not finished is as if it had never been."""
        self._database.close()

    def _put(self) -> None:
        self._database.write(
            "INSERT INTO dutybook_files (sha256, digest, run, checklist, day, performer, result, fingerprint, found) "
            "VALUES (:sha256, :digest, :run, :checklist, :day, :performer, :result, :fingerprint, :found)",
            self._new,
        )
        self._new = []


def looked_of(said: Sequence[Any]) -> Looked:
    """What was found out, from the JSON of it."""
    run, faults, claims = said
    found = None
    if run is not None:
        values = dict(zip(Run._fields, run, strict=True))
        values["amends"] = Amends(*values["amends"]) if values["amends"] is not None else None
        values["answers"] = tuple(Answered(*each) for each in values["answers"])
        values["odd"] = tuple(Odd(*each) for each in values["odd"])
        values["offsets"] = tuple(values["offsets"])
        values["personal"] = tuple((place, kind) for place, kind in values["personal"])
        found = Run(**values)
    return Looked(found, tuple(Fault(*each) for each in faults), claims)


class Sqlite:
    """A file of SQLite."""

    def __init__(self, path: Path) -> None:
        import sqlite3

        self._connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")

    def read(self, statement: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return self._connection.execute(statement, values).fetchall()

    def write(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        self._connection.executemany(statement, rows)

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class Alchemy:
    """A database that SQLAlchemy reaches by its URL."""

    def __init__(self, url: str) -> None:
        import sqlalchemy

        self._text = sqlalchemy.text
        self._engine = sqlalchemy.create_engine(url)
        self._connection = self._engine.connect()

    def read(self, statement: str, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return [tuple(row) for row in self._connection.execute(self._text(statement), dict(values))]

    def write(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        listed = [dict(row) for row in rows]
        if listed:
            self._connection.execute(self._text(statement), listed if listed != [{}] else None)

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def open_index(where: str, *, anew: bool = False) -> Index:
    """The index in a file of SQLite, or at a URL. Raises Broken; ModuleNotFoundError where SQLAlchemy is missing."""
    with told():
        database: Database = Alchemy(where) if "://" in where else Sqlite(Path(where))
        try:
            return Index(database, anew=anew)
        except BaseException:
            database.close()
            raise


@contextmanager
def told() -> Iterator[None]:
    """What goes wrong with the database in here is an index that is Broken."""
    try:
        yield
    except _faults() as error:
        raise Broken(str(error).splitlines()[0]) from error


def _faults() -> tuple[type[Exception], ...]:
    import sqlite3

    try:
        from sqlalchemy.exc import SQLAlchemyError
    except ModuleNotFoundError:
        return (sqlite3.Error,)
    return sqlite3.Error, SQLAlchemyError
