"""A review written down: for a terminal, or as Markdown for a comment on a pull request."""

from collections.abc import Iterator

from .review import Review, Section


def as_text(review: Review) -> str:
    """A review for a terminal."""
    lines = [review.title, review.compared, *([review.summary] if review.summary else [])]
    for section in review.sections:
        lines += ["", section.title.upper() if section.title.isascii() else f"【{section.title}】"]
        lines += _text_section(section, review.colon)
    return "\n".join(lines) + "\n"


def _text_section(section: Section, colon: str) -> Iterator[str]:
    for first, *cells in section.rows:
        yield f"  {first}"
        yield from (f"      {head}{colon}{cell}" for head, cell in zip(section.columns[1:], cells, strict=True))
    for group in section.groups:
        if group.title:
            yield f"  {group.title}"
        indent = "    " if group.title else "  "
        for entry in group.entries:
            yield f"{indent}- {entry.said}"
            yield from (f"{indent}    {line}" for line in entry.lines)


def as_markdown(review: Review) -> str:
    """A review as Markdown. Its parts have been escaped by the ink they were said in."""
    lines = [f"## {review.title}", "", review.compared]
    if review.summary:
        lines += ["", f"**{review.summary}**"]
    for section in review.sections:
        body = [*([section.lead, ""] if section.lead else []), *_markdown_section(section)]
        if section.folded:
            lines += ["", f"<details><summary>{section.title}</summary>", "", *body, "", "</details>"]
        else:
            lines += ["", f"### {section.title}", "", *body]
    return "\n".join(lines) + "\n"


def _markdown_section(section: Section) -> Iterator[str]:
    if section.rows:
        yield f"| {' | '.join(section.columns)} |"
        yield f"|{' --- |' * len(section.columns)}"
        yield from (f"| {' | '.join(row)} |" for row in section.rows)
    for place, group in enumerate(group for group in section.groups if group.entries):
        if group.title:
            yield from [*([""] if place else []), f"#### {group.title}", ""]
        for entry in group.entries:
            yield f"- {entry.said}"
            yield from (f"  - {line}" for line in entry.lines)
