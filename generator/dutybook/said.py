"""What YAML's parser says, in plain words of both languages."""

SAID = {
    "mapping values are not allowed in this context": (
        "a second ': ' where a value has begun already, or a line indented too far",
        "值已经开始，又出现了“: ”，或者这一行缩进过深",
    ),
    "could not find expected ':'": (
        "before this line there is one without ': ' after its key",
        "这一行之前，有一行的键后面没有冒号加空格",
    ),
    "did not find expected key": (
        "it fits neither the mapping above nor the value before it",
        "既接不上上面的键值，也接不上前面的值",
    ),
    "did not find expected '-' indicator": (
        "it is neither an item of the list above nor a part of one",
        "既不是上面列表的一项，也不属于其中一项",
    ),
    "did not find expected ',' or '}'": ("a comma or a closing brace is missing before it", "前面少了逗号或右花括号"),
    "did not find expected ',' or ']'": ("a comma or a closing bracket is missing before it", "前面少了逗号或右方括号"),
    "found unexpected end of stream": ("the file ends inside a value", "值还没有结束，文件就完了"),
    "found character that cannot start any token": ("no value begins with this sign", "值不能以这个符号开头"),
    "did not find expected comment or line break": (
        "after '>' or '|' the text begins in the next line",
        "“>”“|”后面的正文要从下一行开始",
    ),
    "block sequence entries are not allowed in this context": (
        "an item of a list where a value stands on one line",
        "值写在同一行时，不能用“-”开始列表",
    ),
    "mapping keys are not allowed in this context": ("'? ' begins a key here", "“? ”在这里表示键的开头"),
    "found unknown escape character": ("the sign after the backslash has no meaning", "反斜线后面的符号没有意义"),
    "did not find expected hexdecimal number": (
        "the backslash and its letter want a number",
        "反斜线和它后面的字母要求接一个数",
    ),
    "did not find expected node content": ("a value is missing", "这里缺少值"),
    "did not find expected <document start>": ("what came before is finished already", "前面的内容已经结束"),
    "found unexpected document indicator": ("'---' or '...' inside a value", "值里面出现了“---”或“...”"),
}
OTHERWISE = ("its parts do not fit together", "前后接不上")


def said(parser_words: str) -> dict[str, str]:
    """The values of a message that quotes the parser."""
    english, chinese = SAID.get(parser_words.strip(), OTHERWISE)
    return {"said": english, "said_zh": chinese}
