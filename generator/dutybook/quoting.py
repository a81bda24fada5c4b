"""A text in the quotation marks that keep it as it is."""


def quoted(text: str) -> str:
    """The text in double quotation marks, in single ones where it holds double ones or a backslash."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
