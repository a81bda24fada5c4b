"""The kinds of fault of a roster: who holds which post, and who is away. See problem.py."""

from .problem import kind


@kind("ROS001", "error")
def role_not_in_the_handbook() -> None:
    """The roster gives {person} the role '{role}', which the handbook does not have.

    **Why.** What is expected of somebody follows from the role; without it nothing is expected, and nothing missed.

    **Fix.** Write it as unit/role. {hint}

    花名册给{person}写的岗位“{role}”，手册里没有。

    **为什么。** 谁该做什么由岗位得出；岗位写错，就什么都不该做，也什么都不会缺。

    **怎么改。** 写成“单位/岗位”。{hint_zh}
    """


@kind("ROS002", "error")
def person_listed_twice() -> None:
    """{person} holds '{role}' twice at the same time.

    **Why.** Every run would be expected twice of one person.

    **Fix.** Give the two entries periods (from, to) that do not overlap, or delete one.

    {person}在同一时间两次列为“{role}”。

    **为什么。** 同一个人的每次执行会算成应做两次。

    **怎么改。** 给两条写上不重叠的起止日期（from、to），或者删掉一条。
    """


@kind("ROS003", "error")
def days_reversed() -> None:
    """The first day {first} is later than the last day {last}.

    **Why.** Between them lies no day, so that nothing would be counted, or nobody be away.

    **Fix.** Exchange the two dates.

    第一天{first}晚于最后一天{last}。

    **为什么。** 中间一天也没有，就什么都不计，或者等于没有请假。

    **怎么改。** 把两个日期对调。
    """


@kind("ROS004", "error")
def substitute_not_on_the_roster() -> None:
    """{substitute} stands in for {person}, but is not on the roster at that time.

    **Why.** The runs would be expected of somebody whom nobody has put there.

    **Fix.** Add {substitute} to the roster for these days, correct the id, or leave the substitute out.

    {substitute}顶替{person}，但那段时间不在花名册上。

    **为什么。** 这些执行会记在一个名册上没有的人头上。

    **怎么改。** 把{substitute}在这些天加进花名册、改正编号，或者不写顶替人。
    """
