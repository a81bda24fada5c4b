"""The kinds of slip: signs, blanks, quotation marks and indentation that YAML reads otherwise than was meant.

Each says what the computer sees; the correction belongs to the problem. See problem.py.
"""

from .problem import kind


@kind("SLP001", "error")
def full_width_colon() -> None:
    """The colon after '{key}' is a full-width one ('{sign}'), so the computer sees the text '{seen}' and no key.

    **Why.** Only ':' followed by a space parts a key from its value; '：' is a letter like any other.

    **Fix.** Switch the Chinese input to half-width punctuation and type ':' and a space.

    “{key}”后面是全角冒号“{sign}”，电脑看到的是一段文字“{seen}”，不是键。

    **为什么。** 只有半角冒号加空格才能把键和值分开；“：”对电脑来说只是一个普通的字。

    **怎么改。** 把输入法切换到英文标点，输入“:”再加一个空格。
    """


@kind("SLP002", "error")
def full_width_comma() -> None:
    """'{sign}' does not part the items of '{seen}', so the computer sees one item.

    **Why.** Inside brackets only ',' parts one item from the next.

    **Fix.** Switch the Chinese input to half-width punctuation and type ',' and a space.

    “{sign}”分不开“{seen}”里的各项，电脑看到的是一整项。

    **为什么。** 方括号、花括号里只有半角逗号才能把各项分开。

    **怎么改。** 把输入法切换到英文标点，输入“,”再加一个空格。
    """


@kind("SLP003", "error")
def full_width_bracket() -> None:
    """'{sign}' is a full-width bracket, so the computer sees the text '{seen}' and no list or mapping.

    **Why.** Lists and mappings are held by the brackets of the English keyboard only.

    **Fix.** Switch the Chinese input to half-width punctuation and type the brackets again.

    “{sign}”是全角括号，电脑看到的是一段文字“{seen}”，不是列表，也不是键值。

    **为什么。** 列表和键值只能用英文键盘上的括号括起来。

    **怎么改。** 把输入法切换到英文标点，重新输入括号。
    """


@kind("SLP004", "error")
def curly_quotation_mark() -> None:
    """'{sign}' is a quotation mark of prose, so the computer takes it for a part of '{seen}'.

    **Why.** Only the straight marks \" and ' enclose a value; Word and the Chinese input turn them into curly ones.

    **Fix.** Switch the Chinese input to half-width punctuation and type straight quotation marks.

    “{sign}”是文章里用的引号，电脑把它当成“{seen}”的一部分。

    **为什么。** 只有直引号\"和'才能把值括起来；Word和中文输入法会把它们变成弯引号。

    **怎么改。** 把输入法切换到英文标点，重新输入引号。
    """


@kind("SLP005", "error")
def full_width_characters() -> None:
    """'{seen}' is written with full-width characters, which the computer does not take for letters or digits.

    **Why.** '７' and 'ａ' look like 7 and a but are other characters; no key, id, date or time is made of them.

    **Fix.** Switch the Chinese input to half-width and type it again.

    “{seen}”用了全角字符，电脑不把它们当成字母或数字。

    **为什么。** “７”“ａ”看着像7和a，却是另外的字符；键、编号、日期、钟点都不能用它们写。

    **怎么改。** 把输入法切换到半角，重新输入。
    """


@kind("SLP006", "error")
def wide_blank() -> None:
    """There is a blank here that is no space ({character}), so the computer takes it for a letter of '{seen}'.

    **Why.** Indentation and the gap after ':' are made of ordinary spaces only. The wide blank comes from the
    Chinese input, the one that does not break from web pages and Word.

    **Fix.** Delete it and press the space bar with the Chinese input switched off.

    这里的空白不是普通空格（{character_zh}），电脑把它当成“{seen}”里的一个字。

    **为什么。** 缩进和冒号后的间隔只能用普通空格。全角空格来自中文输入法，不换行空格来自网页和Word。

    **怎么改。** 删掉它，切换到英文输入法再按空格键。
    """


@kind("SLP007", "error")
def no_space_after_colon() -> None:
    """There is no space after the colon in '{seen}', so the computer sees one text and no key.

    **Why.** A colon without a space belongs to the text, as in 7:50 or http://.

    **Fix.** Put a space after the colon.

    “{seen}”的冒号后面没有空格，电脑看到的是一段文字，不是键和值。

    **为什么。** 冒号后面没有空格时属于正文，例如7:50和http://。

    **怎么改。** 在冒号后面加一个空格。
    """


@kind("SLP008", "error")
def no_space_after_hyphen() -> None:
    """There is no space after the hyphen in '{seen}', so the computer sees no new item of the list.

    **Why.** A hyphen without a space belongs to the text, as in A6-29.

    **Fix.** Put a space after the hyphen.

    “{seen}”的短横线后面没有空格，电脑看不出这是列表的新一项。

    **为什么。** 短横线后面没有空格时属于正文，例如A6-29。

    **怎么改。** 在短横线后面加一个空格。
    """


@kind("SLP009", "error")
def sign_at_the_start() -> None:
    """The value '{seen}' begins with '{sign}', which the computer takes for {taken}.

    **Why.** A few signs mean something to YAML where a value begins; inside quotation marks they are plain text.

    **Fix.** Put the whole value in quotation marks.

    值“{seen}”以“{sign}”开头，电脑把它当成{taken_zh}。

    **为什么。** 有几个符号放在值的开头时，对YAML有特别的含义；放在引号里就只是文字。

    **怎么改。** 给整个值加上引号。
    """


@kind("SLP010", "error")
def colon_in_a_value() -> None:
    """The value '{seen}' has a colon with a space in it, so the computer takes what comes before for a key.

    **Why.** ': ' parts a key from its value, also in the middle of a sentence.

    **Fix.** Put the whole value in quotation marks, or write a full-width colon in a Chinese text.

    值“{seen}”里有冒号加空格，电脑把冒号前面的部分当成键。

    **为什么。** 冒号加空格会把键和值分开，在句子中间也一样。

    **怎么改。** 给整个值加上引号；中文里也可以改用全角冒号。
    """


@kind("SLP011", "error")
def hash_cuts_a_value() -> None:
    """The value ends before ' #': the computer takes '{seen}' for a remark, and readers never see it.

    **Why.** A space and '#' begin a remark for editors. Nothing shows that part of the sentence is missing.

    **Fix.** Put the whole value in quotation marks. If it is meant as a remark, leave two spaces before the '#'.

    值在“ #”之前就结束了：电脑把“{seen}”当成备注，读者看不到。

    **为什么。** 空格加“#”表示后面是给编辑者的备注，句子少了一截，谁也看不出来。

    **怎么改。** 给整个值加上引号。如果确实是备注，在“#”前空两格。
    """


@kind("SLP012", "error")
def quotation_mark_without_partner() -> None:
    """The quotation mark {sign} before '{seen}' is not closed, so the computer reads on into the next lines.

    **Why.** A quotation mark at the start of a value holds everything up to the next one like it.

    **Fix.** Close it where the value ends.

    “{seen}”前面的引号{sign}没有闭合，电脑会一直读到后面几行去。

    **为什么。** 值以引号开头时，直到下一个同样的引号为止都算这个值。

    **怎么改。** 在值的末尾补上引号。
    """


@kind("SLP013", "error")
def bracket_without_partner() -> None:
    """The bracket '{sign}' in '{seen}' has no partner.

    **Why.** The computer cannot tell where the list or the mapping ends, and reads on into the next lines or stops.

    **Fix.** Add the missing bracket, or delete this one.

    “{seen}”里的括号“{sign}”不成对。

    **为什么。** 电脑看不出列表或键值到哪里为止，不是一直读到后面几行去，就是停在这里。

    **怎么改。** 补上缺的那一半，或者删掉多余的这一个。
    """


@kind("SLP014", "error")
def text_after_the_end() -> None:
    """After {closed} the value is finished for the computer, but '{seen}' follows.

    **Why.** A value that begins with a quotation mark or a bracket ends with its partner.

    **Fix.** Put quotation marks around the whole value; inside \"…\" only ' may be used, inside '…' only \".

    电脑认为值到{closed}就结束了，后面却还有“{seen}”。

    **为什么。** 值以引号或括号开头时，到它的另一半为止就结束了。

    **怎么改。** 给整个值加上引号；外面用\"时里面用'，外面用'时里面用\"。
    """


@kind("SLP015", "error")
def backslash_in_quotes() -> None:
    """In {seen} the computer takes the backslash and the letter after it for a sign of their own.

    **Why.** Between double quotation marks \\t is a tab and \\n a new line; between single ones they are plain text.

    **Fix.** Use single quotation marks.

    {seen}里的反斜线和它后面的字母，被电脑当成一个特殊符号。

    **为什么。** 双引号里\\t表示制表符，\\n表示换行；单引号里都只是文字。

    **怎么改。** 改用单引号。
    """


@kind("SLP016", "error")
def wrong_indentation() -> None:
    """The line is indented by {columns} space(s), which fits no line above; {meant} would fit.

    **Why.** Only the indentation says what belongs to what: lines of one level begin in the same column.

    **Fix.** Begin the line below the first letter of the line that it stands beside in meaning.

    这一行缩进了{columns}格，和上面哪一行都对不齐；缩进{meant}格才对得上。

    **为什么。** 谁属于谁，全靠缩进：同一级的行要从同一列开始。

    **怎么改。** 让这一行和它同一级的上一行从同一列开始。
    """


@kind("SLP017", "error")
def indented_too_far() -> None:
    """'{key}' is indented so that it belongs to {what}, where it is not known; with {meant} space(s) it belongs further out.

    **Why.** A field that stands one level too deep, or not deep enough, says something about another thing, or nothing.

    **Fix.** Indent the line and what belongs to it by {meant} space(s).

    按现在的缩进，“{key}”属于{what_zh}，那里没有这个键；缩进{meant}格才属于它该在的那一级。

    **为什么。** 字段的层级不对，说的就是另一件事，或者什么也没说。

    **怎么改。** 把这一行和属于它的各行缩进到{meant}格。
    """


@kind("SLP018", "error")
def conflict_marker() -> None:
    """Two versions of the same lines stand here, from '{seen}' down to line {end}: a merge was not finished.

    **Why.** When two people change the same lines, git writes both and leaves the choice to you. Until then the
    file says neither.

    **Fix.** Keep the lines that hold, and delete the lines with <<<<<<<, ======= and >>>>>>>.

    从“{seen}”到第{end}行，同一处写着两个版本：合并没有做完。

    **为什么。** 两个人改了同样的几行时，git会把两种写法都留下，由你决定；决定之前，文件等于什么也没说。

    **怎么改。** 保留正确的几行，删掉<<<<<<<、=======和>>>>>>>这几行。
    """


@kind("SLP019", "error")
def bullet_for_hyphen() -> None:
    """'{sign}' does not begin an item of a list, so the computer sees the text '{seen}'.

    **Why.** Word and Markdown draw items with other signs; in YAML only '-' and a space begin one.

    **Fix.** Type '-' and a space.

    “{sign}”不能开始列表的一项，电脑看到的是一段文字“{seen}”。

    **为什么。** Word和Markdown用别的符号写列表，YAML里只有“-”加空格才行。

    **怎么改。** 改成“-”加一个空格。
    """


@kind("SLP020", "warning")
def mixed_line_ends() -> None:
    """The lines end in different ways ({seen}).

    **Why.** The next editor that touches the file makes all ends alike, and a review then shows every line as changed.

    **Fix.** Let the editor use one way throughout: LF on the right of the status bar in VS Code.

    各行的换行符不一样（{seen}）。

    **为什么。** 下一个编辑器一保存就会统一换行符，审阅时每一行都显示为改过。

    **怎么改。** 在编辑器里统一换行符：VS Code右下角状态栏选LF。
    """


@kind("SLP021", "error")
def fence_of_markdown() -> None:
    """'{seen}' is a fence of Markdown and no part of a handbook.

    **Why.** It encloses code in a chat or a document; in a file of its own there is nothing to enclose.

    **Fix.** Delete the line.

    “{seen}”是Markdown的代码框，不是手册的内容。

    **为什么。** 它在聊天或文档里用来框住代码，单独的文件里没有要框的东西。

    **怎么改。** 删掉这一行。
    """


@kind("SLP022", "error")
def equals_for_colon() -> None:
    """'{sign}' does not part '{key}' from its value, so the computer sees the text '{seen}' and no key.

    **Why.** In YAML a key is followed by ':' and a space.

    **Fix.** Type ':' and a space instead.

    “{sign}”不能把“{key}”和它的值分开，电脑看到的是一段文字“{seen}”，不是键。

    **为什么。** YAML里，键后面要写半角冒号加空格。

    **怎么改。** 改成“:”加一个空格。
    """


@kind("SLP023", "error")
def no_colon_after_key() -> None:
    """There is no colon after '{key}', so the computer sees the text '{seen}' and no key.

    **Why.** In YAML a key is followed by ':' and a space.

    **Fix.** Type ':' after the key.

    “{key}”后面没有冒号，电脑看到的是一段文字“{seen}”，不是键。

    **为什么。** YAML里，键后面要写半角冒号加空格。

    **怎么改。** 在键后面补上“:”。
    """


@kind("SLP024", "error")
def lines_not_indented() -> None:
    """'{key}' is empty for the computer: the lines below are not indented, so they do not belong to it.

    **Why.** What belongs to a key begins further to the right than the key itself.

    **Fix.** Indent the lines below by two more spaces.

    电脑看到的“{key}”是空的：下面几行没有缩进，不算它的内容。

    **为什么。** 属于某个键的内容，要比这个键往右缩进。

    **怎么改。** 把下面几行再缩进两格。
    """


@kind("SLP025", "error")
def hyphen_too_many() -> None:
    """The hyphen before '{seen}' begins a new item of the list, and the item above ends.

    **Why.** Each '- ' begins another item; the fields of one item stand below each other without hyphens.

    **Fix.** If the line belongs to the item above, put two spaces in the place of the hyphen and its space.

    “{seen}”前面的短横线开始了列表的新一项，上面那一项就到此为止。

    **为什么。** 每个“- ”都开始新的一项；同一项的各个字段上下对齐，前面不加短横线。

    **怎么改。** 如果这一行属于上面那一项，把短横线和空格换成两个空格。
    """
