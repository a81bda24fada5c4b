"""The kinds of fault of a file with numbers of customers: which class, and how many. See problem.py."""

from .problem import kind


@kind("CNT001", "error")
def class_not_served() -> None:
    """'{name}' is no customer class that '{role}' serves.

    **Why.** Its customers would be counted for a role that does not visit them, or be left out without a word.

    **Fix.** {hint}

    “{name}”不是“{role}”服务的客户类别。

    **为什么。** 这些客户会算给不走访他们的岗位，或者不声不响地漏掉。

    **怎么改。** {hint_zh}
    """


@kind("CNT002", "error")
def count_not_a_number() -> None:
    """'{said}' is no number of customers.

    **Why.** Whatever is reckoned with it would be wrong.

    **Fix.** Write a line for each class, the class and a whole number from 0 to 1000000: urban,120

    “{said}”不是客户数量。

    **为什么。** 拿它算出来的都不对。

    **怎么改。** 每类一行，写类别和0至1000000的整数：urban,120
    """


@kind("CNT003", "error")
def class_counted_twice() -> None:
    """'{name}' is counted twice.

    **Why.** Nobody knows which of the two numbers holds.

    **Fix.** Keep one of them, or write their sum.

    “{name}”写了两次。

    **为什么。** 不知道以哪个数为准。

    **怎么改。** 只留一个，或者写两者之和。
    """


@kind("CNT004", "error")
def nothing_counted() -> None:
    """The file gives no number of customers.

    **Why.** Without numbers the workload cannot be reckoned, and it would look as if none had been asked for.

    **Fix.** Write a line for each class, the class and a whole number from 0 to 1000000: urban,120

    文件里没有客户数量。

    **为什么。** 没有数量就算不出工作量，看上去还像没有要求算。

    **怎么改。** 每类一行，写类别和0至1000000的整数：urban,120
    """
