"""The kinds of slip in values: times, dates and numbers in another form, words that the field does not know. See problem.py."""

from .problem import kind


@kind("VAL001", "error")
def time_in_another_form() -> None:
    """'{value}' looks like a time of day, but '{key}' asks for hours and minutes with a colon: {meant}.

    **Why.** 7.50 is a number and 0750 may be one; one form leaves no doubt.

    **Fix.** Write {meant}, in 24 hours.

    “{value}”像是钟点，但“{key}”要写成时、分中间用半角冒号：{meant}。

    **为什么。** 7.50是数字，0750也可能是数字；统一写法才不会误会。

    **怎么改。** 按24小时制写成{meant}。
    """


@kind("VAL002", "error")
def date_in_another_form() -> None:
    """'{value}' looks like a date, but '{key}' asks for year, month and day with hyphens: {meant}.

    **Why.** 5/6/2026 is read as May in one country and as June in another; one form leaves no doubt.

    **Fix.** Write {meant}.

    “{value}”像是日期，但“{key}”要按年、月、日的次序用短横线写：{meant}。

    **为什么。** 5/6/2026有的国家读作5月，有的读作6月；统一写法才不会误会。

    **怎么改。** 写成{meant}。
    """


@kind("VAL003", "error")
def number_in_another_form() -> None:
    """'{value}' is a number with something else, but '{key}' asks for the number alone: {meant}.

    **Why.** The field says what is counted; with a unit or in words the computer cannot reckon with it.

    **Fix.** Write {meant}.

    “{value}”除了数字还有别的，而“{key}”只要数字：{meant}。

    **为什么。** 单位由字段决定；带单位或用汉字写，电脑就没法计算。

    **怎么改。** 写成{meant}。
    """


@kind("VAL004", "error")
def yes_or_no_for_a_word() -> None:
    """'{value}' answers yes or no, but '{key}' asks for one of the words {words}.

    **Why.** Other programs read yes, no, on and off as true and false; here they would mean nothing.

    **Fix.** Write one of: {words}.

    “{value}”是“是或否”的写法，而“{key}”要从这几个词里选：{words}。

    **为什么。** 别的程序会把yes、no、on、off读成真或假，在这里没有含义。

    **怎么改。** 写成其中一个：{words}。
    """


@kind("VAL005", "error")
def word_for_yes_or_no() -> None:
    """'{value}' is not true or false, which '{key}' asks for; {meant} is probably meant.

    **Why.** Programs disagree on words such as on, off, Y and N; true and false mean the same to all of them.

    **Fix.** Write true or false.

    “{value}”不是“{key}”所要的true或false，大概是想写{meant}。

    **为什么。** on、off、Y、N这类写法各个程序理解不同，true和false大家都一样。

    **怎么改。** 写true或false。
    """


@kind("VAL006", "error")
def null_for_nothing() -> None:
    """'{value}' stands for nothing at all, so '{key}' is empty.

    **Why.** Whether nobody knows, nobody decided or nothing is needed makes a difference; an empty value does not say.

    **Fix.** Write the value; form and handed-to also take the word none. If the source leaves it open, delete the
    line and list '{key}' under not-stated.

    “{value}”表示什么也没有，所以“{key}”是空的。

    **为什么。** 不知道、没有定、用不着，三件事不一样；空值说不清是哪一件。

    **怎么改。** 写上内容；form和handed-to也可以写none。来源没有规定的，删掉这一行，把“{key}”列入 not-stated。
    """


@kind("VAL007", "error")
def dash_for_hyphen() -> None:
    """'{value}' has a dash ('{sign}') where '{key}' needs a hyphen.

    **Why.** Word and the Chinese input turn '-' into a dash; it looks alike and is another character.

    **Fix.** Type '-' with the Chinese input switched off.

    “{value}”里是破折号一类的符号“{sign}”，“{key}”要用短横线“-”。

    **为什么。** Word和中文输入法会把“-”变成破折号，看着差不多，却是另外的字符。

    **怎么改。** 切换到英文输入法，输入“-”。
    """


@kind("VAL008", "error")
def on_as_key() -> None:
    """The key '{key}' is not known in {what}; many programs read it as true and not as a word.

    **Why.** YAML of an older version takes on, off, yes, no and y for true and false, also as keys.

    **Fix.** Name what it is about: {hint}

    {what_zh}里没有“{key}”这个键；许多程序会把它读成“真”，而不是一个词。

    **为什么。** 旧版YAML把on、off、yes、no、y当成真或假，作键时也一样。

    **怎么改。** 写明是哪一种：{hint_zh}
    """


@kind("VAL009", "error")
def field_of_something_else() -> None:
    """The key '{key}' is not known in {what}; it is a field of: {holders}.

    **Why.** A field in the wrong place says something about another thing, or nothing.

    **Fix.** Move it to where it belongs: out of the brackets, or one level further out.

    {what_zh}里没有“{key}”这个键；它是这些内容的字段：{holders_zh}。

    **为什么。** 字段放错了位置，说的就是另一件事，或者什么也没说。

    **怎么改。** 移到它该在的地方：移出括号，或者往外退一级。
    """


@kind("VAL010", "error")
def list_for_one_value() -> None:
    """'{key}' holds one value, but here stands a list of {count}.

    **Why.** The field's meaning allows one only; with several nobody knows which holds.

    **Fix.** Write one value without brackets and without a hyphen.

    “{key}”只能写一个值，这里却是{count}项的列表。

    **为什么。** 按字段的含义只能有一个；写了几个，谁也不知道哪一个算数。

    **怎么改。** 只写一个值，不加方括号，也不加短横线。
    """
