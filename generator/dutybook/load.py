"""YAML text → nodes with places, or the problems that stand in the way. The only user of yaml.

The dialect is a subset that reads as people mean it: every scalar stays the text that was typed
(the field that asks for it decides what it means), no tags, anchors or aliases, one document a
file, UTF-8, no tabs, at most 1 MiB and 32 levels deep.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from . import yaml_faults as faults
from .paths import ReadablePath
from .problem import Edit, Mark, Problem, corrected, fault
from .signs import LOST, UNSEEN
from .source import Lines, Source, decode

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
# libyaml composes by recursion in C: far deeper nesting than this ends the process.
SAFE_OPENERS = 1000
SAFE_LINE = 1000
# A file can hold a hundred thousand aliases; a screenful of them says all there is to say.
MOST_AT_ONCE = 20
SUSPECT = re.compile(f"[&*!\t{UNSEEN}{LOST}]")
# A remark behind a value, with a single space before it.
MAY_CUT = r"[^\s#] #"
SUSPECT_LINES = ("\n%", "\n---", "\n...", "\n" + " " * 64, "\n<<<<<<<", "\n=======", "\n>>>>>>>")


if hasattr(yaml, "CBaseLoader"):
    _Base = yaml.CBaseLoader
else:  # pragma: no cover - every wheel of PyYAML for the supported systems has the C parser
    _Base = yaml.BaseLoader  # type: ignore[assignment,misc]


class _Loader(_Base):
    """Composes nodes without resolving scalars: what a scalar means is the field's business."""

    # The signatures are PyYAML's.
    def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:
        return "str"

    def descend_resolver(self, current_node: Node | None, current_index: object) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


Loaded = tuple[Node | None, list[Problem]]


def load_file(path: ReadablePath, name: str) -> Loaded:
    """The root node of a file, and what is wrong with it as YAML. `name` is how people call it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [fault(faults.file_too_big, Mark(name, 1, 1), size=path.stat().st_size, most=MAX_BYTES)]
        return load_bytes(path.read_bytes(), name)
    except OSError as error:
        return None, [fault(faults.file_unreadable, Mark(name, 1, 1), reason=error.strerror or "unknown error")]


def load_bytes(data: bytes, name: str) -> Loaded:
    """As load_file, for the bytes of a file. There are problems or a root, never both."""
    if len(data) > MAX_BYTES:
        return None, [fault(faults.file_too_big, Mark(name, 1, 1), size=len(data), most=MAX_BYTES)]
    source = decode(data)
    wrong = wrong_encoding(data, source, name)
    if wrong is not None or source.text is None:
        return None, [wrong] if wrong else []
    return load_text(source.text, name)


def load_text(text: str, name: str) -> Loaded:
    """As load_bytes, for a text."""
    if not _is_plain(text):
        problems = list(islice(_examine(text, name), MOST_AT_ONCE))
        if problems:
            return None, problems
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        return None, [_syntax(error, text, name)]
    except yaml.reader.ReaderError as error:  # pragma: no cover - dialect.py finds these characters first
        return None, [_control_character(text, name, error.character)]
    if node is None or (isinstance(node, ScalarNode) and not node.value.strip()):
        return None, [fault(faults.file_empty, Mark(name, 1, 1))]
    if (" #" in text and re.search(MAY_CUT, text)) or "\\" in text:
        from .silent import silent_slips

        problems = list(islice(silent_slips(node, text, name), MOST_AT_ONCE))
        if problems:
            return None, problems
    return node, []


def too_deep(root: Node, name: str) -> Problem | None:
    """The first place that lies deeper than MAX_DEPTH. No clean file has one, so only faulty ones are asked."""
    todo = [(root, 1)]
    while todo:
        node, depth = todo.pop()
        if isinstance(node, ScalarNode):
            continue
        if depth > MAX_DEPTH:
            return fault(faults.too_deep, mark_of(node, name), most=MAX_DEPTH)
        for child in node.value:
            todo.extend((each, depth + 1) for each in (child if isinstance(child, tuple) else (child,)))
    return None


def mark_of(node: Node, name: str) -> Mark:
    """Where a node begins."""
    start: Any = node.start_mark
    return Mark(name, start.line + 1, start.column + 1)


def locate(root: Node, mark: Mark, field: str, index: int | None = None) -> Mark | None:
    """The place of a field's value inside the mapping that stands at `mark`; None when absent.

    Objects remember only where they begin; the place of a field is looked up when a message
    needs it. `field` may be a path with dots; `index` picks one element of a list.
    """
    found = find_field(root, mark, field, index)
    return None if found is None else mark_of(found, mark.path)


def find_field(root: Node, mark: Mark, field: str, index: int | None = None) -> Node | None:
    """As locate, for the node itself."""
    found = _find(root, mark.line - 1, mark.column - 1)
    for key in field.split("."):
        if not isinstance(found, MappingNode):
            return None
        found = next((value for name, value in found.value if name.value == key), None)
    if index is not None and isinstance(found, SequenceNode) and index < len(found.value):
        found = found.value[index]
    return found


def instead(node: Node, text: str) -> Edit | None:
    """The correction that puts a text in the place of a scalar without quotation marks."""
    start: Any = node.start_mark
    end: Any = node.end_mark
    plain = isinstance(node, ScalarNode) and not node.style
    return Edit(start.index, end.index, text) if plain else None


def _find(root: Node, line: int, column: int) -> Node | None:
    todo = [root]
    while todo:
        node = todo.pop()
        if not isinstance(node, ScalarNode):
            start = node.start_mark
            if isinstance(node, MappingNode) and start.line == line and start.column == column:
                return node
            for child in node.value:
                todo.extend(child if isinstance(child, tuple) else (child,))
    return None


def _compose(text: str) -> Node | None:
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _is_plain(text: str) -> bool:
    """Whether a cheap look shows that nothing in the text needs the slow examination."""
    if SUSPECT.search(text) or text.count("[") + text.count("{") > SAFE_OPENERS:
        return False
    if text.startswith(("%", "<<<<<<<")) or any(each in text for each in SUSPECT_LINES):
        return False
    return len(text) <= SAFE_LINE or max(map(len, text.split("\n"))) <= SAFE_LINE


def _examine(text: str, name: str) -> Iterator[Problem]:
    """What the dialect forbids; then walks the events, which the parser yields without recursion."""
    from .dialect import breaches

    found = list(islice(breaches(text, name), MOST_AT_ONCE))
    yield from found
    if not found:
        yield from _events(text, name)


def _events(text: str, name: str) -> Iterator[Problem]:
    depth = 0
    try:
        event: Any
        for event in yaml.parse(text, Loader=_Loader):
            mark = Mark(name, event.start_mark.line + 1, event.start_mark.column + 1)
            if isinstance(event, yaml.AliasEvent):
                yield fault(faults.alias, mark, name=event.anchor)
                continue
            if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
                yield fault(faults.anchor, mark, name=event.anchor)
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
                yield fault(faults.tag, mark, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    yield fault(faults.too_deep, mark, most=MAX_DEPTH)
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        yield _syntax(error, text, name)
    except yaml.reader.ReaderError as error:  # pragma: no cover - dialect.py finds these characters first
        yield _control_character(text, name, error.character)


def _syntax(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """A fault that the parser found. `since` is the line where what it was reading began."""
    from . import slip_faults
    from .said import said

    at = error.problem_mark or error.context_mark
    line, column = (at.line, at.column) if at is not None else (0, 0)
    context, told = error.context or "", (error.problem or "").strip()
    since: Any = error.context_mark or at
    lines = Lines(text)
    shown = lines[line] if line < len(lines) else ""
    opened = lines[since.line][since.column :].strip() if since is not None and since.line < len(lines) else ""
    mark = Mark(name, line + 1, column + 1)
    start = mark if since is None else Mark(name, since.line + 1, since.column + 1)
    if "scanning an alias" in context or "scanning an anchor" in context:
        sign = faults.alias if "alias" in context else faults.anchor
        return fault(sign, start, name=(opened[1:].split() or [""])[0])
    if "nesting depth" in told:
        return fault(faults.too_deep, mark, most=MAX_DEPTH)
    if "expected a single document" in context:
        return fault(faults.several_documents, mark)
    if "undefined alias" in told:
        return fault(faults.alias, mark, name=(shown[column + 1 :].split() or [""])[0])
    if "quoted scalar" in context and "end of stream" in told:
        kind = slip_faults.quotation_mark_without_partner
        return fault(kind, start, sign=opened[:1], seen=opened[1:25], since=start.line, line=mark.line)
    if "flow" in context and (mark.line > start.line or "end of stream" in told):
        kind = slip_faults.bracket_without_partner
        return fault(kind, start, sign=opened[:1], seen=opened[:25], since=start.line, line=mark.line)
    return fault(faults.not_yaml, mark, shown=shown.strip()[:60], since=start.line, line=mark.line, **said(told))


def wrong_encoding(data: bytes, source: Source, name: str) -> Problem | None:
    """What is wrong with how a file was saved; None for plain UTF-8."""
    if source.encoding == "utf-8":
        problem = fault(faults.byte_order_mark, Mark(name, 1, 1))
        return corrected(problem, safe=True) if source.bom else None
    before = data[: source.at]
    line = before.count(b"\n") + 1
    column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
    byte = f"0x{data[source.at]:02X}"
    looks, looks_zh = LOOKS[source.encoding.partition("-")[0]]
    problem = fault(faults.wrong_encoding, Mark(name, line, column), byte=byte, looks=looks, looks_zh=looks_zh)
    return corrected(problem, safe=True) if source.text is not None else problem


LOOKS = {
    "gbk": ("it looks like GBK, which Windows calls ANSI", "看起来是GBK，Windows里叫ANSI"),
    "utf": ("it looks like UTF-16, which Notepad calls Unicode", "看起来是UTF-16，记事本里叫Unicode"),
    "": ("it is damaged or in an encoding that cannot be told for sure", "文件已损坏，或者看不出是哪种编码"),
}


def _control_character(text: str, name: str, character: str | int) -> Problem:  # pragma: no cover - see load_text
    code = character if isinstance(character, int) else ord(character)
    before = text[: max(text.find(chr(code)), 0)]
    mark = Mark(name, before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)
    shown = f"U+{code:04X}"
    return fault(faults.control_character, mark, character=shown, character_zh=shown, more="", more_zh="")


def scalars_of(root: Node, key: str) -> set[str]:
    """Every scalar that stands under a key anywhere in a tree."""
    found: set[str] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, MappingNode):
            for name, value in node.value:
                if name.value == key and isinstance(value, ScalarNode):
                    found.add(value.value)
                todo.append(value)
        elif isinstance(node, SequenceNode):
            todo.extend(node.value)
    return found


def plain(path: ReadablePath) -> Any:
    """A YAML file of the tool's own as mappings, lists and strings. Raises ValueError when it is at fault."""
    return _plain_of(load_file(path, path.name))


def plain_bytes(data: bytes, name: str) -> Any:
    """As plain, for the bytes of a file."""
    return _plain_of(load_bytes(data, name))


def _plain_of(loaded: Loaded) -> Any:
    node, problems = loaded
    if node is None:
        raise ValueError("; ".join(f"{problem.mark}: {problem.message()}" for problem in problems))
    return _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {name.value: _plain(value) for name, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(child) for child in node.value]
    return node.value
