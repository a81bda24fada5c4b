"""The kinds of fault of a file that is YAML but not shaped as the handbook needs it. See problem.py."""

from .problem import kind


@kind("SHP001", "error")
def unknown_key() -> None:
    """The key '{key}' is not known in {what}.

    **Why.** A key that nobody reads is a rule that silently does not hold.

    **Fix.** Correct the key, or delete the line. {hint}

    {what_zh}里没有“{key}”这个键。

    **为什么。** 没有人读的键，等于悄悄不生效的规定。

    **怎么改。** 改正键名，或者删掉这一行。{hint_zh}
    """


@kind("SHP002", "error")
def duplicate_key() -> None:
    """The key '{key}' stands twice; the first is on line {line}.

    **Why.** Only one of the two can hold, and nobody can see which.

    **Fix.** Keep one of them.

    键“{key}”写了两次，第一次在第{line}行。

    **为什么。** 两个里只有一个能算数，谁也看不出是哪一个。

    **怎么改。** 只保留一个。
    """


@kind("SHP003", "error")
def missing_key() -> None:
    """'{key}' is missing from {what}.

    **Why.** Without it the thing cannot be shown, found or referred to.

    **Fix.** Add "{key}:" ({about}).

    {what_zh}缺少“{key}”。

    **为什么。** 缺了它，这一项就无法显示、查找或引用。

    **怎么改。** 补上“{key}:”（{about_zh}）。
    """


@kind("SHP004", "error")
def wrong_shape() -> None:
    """'{key}' should be {wanted}, but is {got}.

    **Why.** The field's meaning decides its shape; another shape leaves out part of what must be said.

    **Fix.** Write {example}.

    “{key}”应当是{wanted_zh}，这里却是{got_zh}。

    **为什么。** 字段的含义决定它的写法，换一种写法就会漏掉该说的内容。

    **怎么改。** 写成 {example}。
    """


@kind("SHP005", "error")
def wrong_value() -> None:
    """'{value}' is not {wanted}, which '{key}' asks for.

    **Why.** A value that means nothing to the tool would have to be guessed, and a guess may be wrong.

    **Fix.** Write a value that the field knows. {hint}

    “{value}”不是“{key}”所要求的{wanted_zh}。

    **为什么。** 工具看不懂的值只能靠猜，猜就可能猜错。

    **怎么改。** 换成这个字段认得的值。{hint_zh}
    """


@kind("SHP006", "error")
def empty_value() -> None:
    """'{key}' is empty.

    **Why.** An empty value looks filled at a glance, but nobody can act on it.

    **Fix.** Write the value; if the source leaves it open, delete the line and list '{key}' under not-stated.

    “{key}”是空的。

    **为什么。** 空值乍看像是填了，实际上谁也没法照着做。

    **怎么改。** 写上内容；来源没有规定的，删掉这一行，把“{key}”列入 not-stated。
    """


@kind("SHP007", "error")
def unknown_place() -> None:
    """No part of a handbook lives at '{place}'.

    **Why.** A file in the wrong folder would be read by nobody.

    **Fix.** Move it to a folder that the handbook knows, or rename it. {hint}

    手册没有“{place}”这个位置。

    **为什么。** 放错文件夹的文件没有人会读到。

    **怎么改。** 移到手册认得的文件夹，或者改名。{hint_zh}
    """


@kind("SHP008", "error")
def unit_without_file() -> None:
    """The folder '{folder}' has no unit.yml.

    **Why.** The unit's name, defaults and deadline policy stand there; without them its duties cannot be read.

    **Fix.** Add {folder}/unit.yml with at least "id:" and "title:".

    文件夹“{folder}”里没有unit.yml。

    **为什么。** 单位的名称、默认值和截止日规则都写在那里，没有它就读不懂其中的职责。

    **怎么改。** 新建{folder}/unit.yml，至少写上“id:”和“title:”。
    """


@kind("SHP009", "error")
def no_handbook() -> None:
    """There is no handbook here: '{place}' does not exist.

    **Why.** Everything is made from the handbook's data.

    **Fix.** Run the command in the folder that contains handbook/, or name that folder with --root.

    这里没有手册：“{place}”不存在。

    **为什么。** 一切都从手册数据生成。

    **怎么改。** 在含有handbook/的文件夹里运行命令，或者用--root指定它。
    """
