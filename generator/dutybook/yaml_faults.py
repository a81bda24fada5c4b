"""The kinds of fault that keep a file from being read as YAML at all. See problem.py."""

from .problem import kind


@kind("YML001", "error")
def file_too_big() -> None:
    """The file has {size} bytes; at most {most} are read.

    **Why.** A file of the handbook is one thing and stays readable in a review; a file this large is
    nearly always something else that was saved in the wrong place.

    **Fix.** Split it into several files, or move it out of the handbook's folders.

    文件有{size}字节，最多只读{most}字节。

    **为什么。** 手册里一个文件只写一件事，审阅时要能看完；这么大的文件几乎总是放错了地方。

    **怎么改。** 拆成几个文件，或者把它移出手册文件夹。
    """


@kind("YML002", "error")
def file_unreadable() -> None:
    """The file cannot be read: {reason}.

    **Why.** What cannot be read cannot be checked, and would silently be missing from the handbook.

    **Fix.** Check that the file exists, is a file, and that you may read it.

    文件读不出来：{reason}。

    **为什么。** 读不出来就无法检查，手册里会悄悄少一块。

    **怎么改。** 确认文件存在、不是文件夹，而且你有读取权限。
    """


@kind("YML003", "error")
def wrong_encoding() -> None:
    """The file is not saved as UTF-8: {looks} (at the byte {byte}).

    **Why.** Everybody's editor and every program must see the same characters; UTF-8 is the one encoding
    that all of them share.

    **Fix.** Save it as UTF-8: in Notepad with File, Save as, Encoding; in VS Code with a click on the encoding in the
    status bar, Save with Encoding; in WPS with Save as, plain text, Encoding.

    文件不是按UTF-8保存的：{looks_zh}（见字节{byte}）。

    **为什么。** 每个人的编辑器和每个程序都要看到同样的字，UTF-8是大家通用的编码。

    **怎么改。** 另存为UTF-8：记事本用“文件→另存为→编码”；VS Code点状态栏上的编码，选“通过编码保存”；WPS另存为纯文本，编码选UTF-8。
    """


@kind("YML004", "error")
def byte_order_mark() -> None:
    """The file begins with an invisible byte order mark.

    **Why.** Some programs take the mark for a part of the first key, which then seems misspelt.

    **Fix.** Save the file as "UTF-8" and not as "UTF-8 with BOM": in Notepad with File, Save as, Encoding; in VS Code
    with a click on the encoding in the status bar.

    文件开头有看不见的字节顺序标记（BOM）。

    **为什么。** 有的程序会把它当成第一个键的一部分，于是键名好像写错了。

    **怎么改。** 另存为“UTF-8”，不要选“带BOM的UTF-8”：记事本用“文件→另存为→编码”，VS Code点状态栏上的编码。
    """


@kind("YML005", "error")
def file_empty() -> None:
    """The file is empty.

    **Why.** An empty file says nothing, but its name promises something that others refer to.

    **Fix.** Write its content, or delete the file.

    文件是空的。

    **为什么。** 空文件什么也没说，可它的文件名却像是有内容，别处还会引用它。

    **怎么改。** 写上内容，或者删掉这个文件。
    """


@kind("YML006", "error")
def alias() -> None:
    """The alias '*{name}' is not allowed.

    **Why.** A text that stands somewhere else cannot be read where it is used, and aliases of aliases can
    grow without bound. A star at the start of a value is often meant as a plain star.

    **Fix.** Write the value out; if the star belongs to the text, put the value in quotation marks.

    不允许使用引用“*{name}”。

    **为什么。** 内容写在别处，读的人在这里看不到；引用套引用还会无限膨胀。值以星号开头时，往往只是想写一个星号。

    **怎么改。** 把内容直接写出来；如果星号是正文的一部分，给整个值加上引号。
    """


@kind("YML007", "error")
def anchor() -> None:
    """The anchor '&{name}' is not allowed.

    **Why.** Anchors exist for aliases, which are not allowed; an ampersand at the start of a value is often
    meant as a plain character.

    **Fix.** Delete it; if the ampersand belongs to the text, put the value in quotation marks.

    不允许使用锚点“&{name}”。

    **为什么。** 锚点只为引用服务，而引用不允许使用；值以&开头时，往往只是想写这个符号。

    **怎么改。** 删掉它；如果&是正文的一部分，给整个值加上引号。
    """


@kind("YML008", "error")
def tag() -> None:
    """The tag '{tag}' is not allowed.

    **Why.** Tags change what a value is behind the reader's back; here the field alone decides that. An
    exclamation mark at the start of a value is often meant as a plain one.

    **Fix.** Delete it; if the exclamation mark belongs to the text, put the value in quotation marks.

    不允许使用标签“{tag}”。

    **为什么。** 标签会暗中改变值的含义，而这里只由字段决定。值以感叹号开头时，往往只是想写一个感叹号。

    **怎么改。** 删掉它；如果感叹号是正文的一部分，给整个值加上引号。
    """


@kind("YML009", "error")
def too_deep() -> None:
    """The file nests deeper than {most} levels here.

    **Why.** No part of a handbook needs that; it is nearly always an unclosed bracket.

    **Fix.** Look for a bracket that is opened and not closed before this place.

    这里的嵌套超过{most}层。

    **为什么。** 手册的任何内容都用不着这么深，几乎总是括号没有闭合。

    **怎么改。** 在这之前找一找有没有只写了一半的括号。
    """


@kind("YML010", "error")
def tab() -> None:
    """There is a tab where only spaces are allowed{more}.

    **Why.** A tab looks like spaces but is as wide as each editor likes, so the computer cannot tell the level of a line.

    **Fix.** Replace the tab with spaces: two for each level, one between words.

    这里用了制表符（Tab），只能用空格{more_zh}。

    **为什么。** 制表符看着像空格，宽度却由各人的编辑器决定，电脑看不出这一行是哪一级。

    **怎么改。** 把制表符换成空格：缩进每级两个，词与词之间一个。
    """


@kind("YML011", "error")
def several_documents() -> None:
    """A second document begins here ('---').

    **Why.** One file is one thing; a second document would be read by nobody.

    **Fix.** Delete the line '---', or move what follows into a file of its own.

    这里又开始了第二份文档（“---”）。

    **为什么。** 一个文件只写一件事，第二份文档没有人会读到。

    **怎么改。** 删掉“---”这一行，或者把后面的内容移到另一个文件。
    """


@kind("YML012", "error")
def control_character() -> None:
    """The character {character} is not allowed in a text{more}.

    **Why.** It is invisible, comes from copying out of other programs, and breaks pages, prints and the search.

    **Fix.** Delete it; retyping the words around it helps.

    不允许出现字符{character_zh}{more_zh}。

    **为什么。** 它看不见，多半是从别的程序复制来的，会弄坏网页、打印件和搜索。

    **怎么改。** 删掉它；把前后几个字重新输入一遍即可。
    """


@kind("YML013", "error")
def not_yaml() -> None:
    """This cannot be read as YAML: '{shown}' ({said}).

    **Why.** From here on it is not clear which value belongs to which key.

    **Fix.** Compare the indentation with the lines above, look for a missing colon followed by a space or
    for an unclosed quotation mark or bracket, and put values that contain ': ' or '#' in quotation marks.

    这里不是合法的YAML：“{shown}”（{said_zh}）。

    **为什么。** 从这里起，看不出哪个值属于哪个键。

    **怎么改。** 对照上面几行的缩进；看看是否漏了冒号后的空格，引号、括号是否没有闭合；值里有“: ”或“#”时给它加上引号。
    """
