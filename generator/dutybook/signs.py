"""The signs of Chinese keyboards, of Word and of the web, and the signs they stand for."""

import re

# Full-width letters, digits and marks: ！ to ～.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
COLONS = "：﹕︰∶ː꞉"
COMMAS = "，、；﹐﹑︐︑"
DASHES = "‐‑‒–—―−﹣－ー"
BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
DOUBLE = "“”„‟＂〝〞"
SINGLE = "‘’‚‛＇"
BRACKETS = {
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "〖": "[",
    "〗": "]",
    "｛": "{",
    "｝": "}",
}
BULLETS = "–—−•·∙◦▪●○■□◆◇※＊*－"
# Signs without a shape, and signs that stand for something lost.
UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
LOST = "\ue000-\uf8ff\ufff9-\uffff"
# Patterns are compiled when something makes them necessary: most handbooks never need them.
BLANK = f"[{BLANKS}]"
# What no id, date, time or word of a list holds; ASCII marks among them.
NO_NAME = f"[{COLONS}{COMMAS}{DASHES}{DOUBLE}{SINGLE}{''.join(BRACKETS)}《》「」『』\uff01-\uff5e\\s,;:<>|\\[\\]{{}}\"'`*&!?#]"
TABLE: dict[int, int | str] = {
    **WIDE,
    **{ord(each): ":" for each in COLONS},
    **{ord(each): "," for each in COMMAS},
    **{ord(left): right for left, right in BRACKETS.items()},
}


def half_width(text: str) -> str:
    """The text with full-width letters, digits and marks as the English keyboard types them."""
    return re.sub(BLANK, " ", text.translate(TABLE))


def named_blank(sign: str) -> tuple[str, str]:
    """What a blank is called."""
    if sign == "\u3000":
        return "a full-width space, U+3000", "全角空格，U+3000"
    if sign == "\u00a0":
        return "a no-break space, U+00A0", "不换行空格，U+00A0"
    return f"U+{ord(sign):04X}", f"U+{ord(sign):04X}"


def unwrapped(text: str) -> str | None:
    """The text inside curly quotation marks that enclose all of it, or None."""
    text = text.strip()
    for marks in (DOUBLE, SINGLE):
        if len(text) > 2 and text[0] in marks and text[-1] in marks and not re.search(f"[{marks}]", text[1:-1]):
            return text[1:-1]
    return None
