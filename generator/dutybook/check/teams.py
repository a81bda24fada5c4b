"""Teams of the code platform, who look after what a role owns."""

import re
from collections.abc import Iterator

from ..book import Book
from ..model.base import Entity
from ..model.kinds import KINDS
from ..model.organisation import Role
from .engine import Finding, at, rule

# What GitHub and GitLab take: a name, a path of groups, or an address of mail.
TEAM = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)*|[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


@rule("TEA001", "error")
def team_unlike_a_team(book: Book) -> Iterator[Finding]:
    """'{team}' cannot be the name of a team or account of the code platform{hint}.

    **Why.** The platform passes over a line of CODEOWNERS that it does not understand, and then nobody is asked.

    **Fix.** Write the name as the platform shows it behind the sign @, such as firm/market, or an address of mail.

    “{team}”不能作代码平台的小组或账号{hint_zh}。

    **为什么。** 平台看不懂CODEOWNERS里的哪一行，就跳过哪一行，也就没有人被请来审核。

    **怎么改。** 照平台上@后面的样子写，例如firm/market；也可以写邮箱。
    """
    for entry in book.settings.teams:
        for place, team in enumerate(entry.team):
            if not TEAM.fullmatch(team):
                bare = team.startswith("@") and TEAM.fullmatch(team[1:])
                hints = (": leave out the sign @", "：去掉@") if bare else ("", "")
                yield at(entry, "team", place, team=team, hint=hints[0], hint_zh=hints[1])


@rule("TEA002", "error")
def role_with_two_entries(book: Book) -> Iterator[Finding]:
    """The role '{role}' stands twice under 'teams'.

    **Why.** Nobody can tell which of the two counts.

    **Fix.** Make one entry of them; "team:" takes several.

    “teams”里“{role}”写了两次。

    **为什么。** 两处写的不一样时，不知道以哪个为准。

    **怎么改。** 合并成一条；“team:”可以写几个。
    """
    seen: set[Role] = set()
    for entry in book.settings.teams:
        role = book.find("role", entry.role, "")
        if role in seen:
            yield at(entry, "role", role=entry.role)
        elif role is not None:
            seen.add(role)


@rule("TEA003", "warning")
def owner_without_team(book: Book) -> Iterator[Finding]:
    """The role '{role}' owns pages, but no team of the code platform stands for it.

    **Why.** Others' owners are asked when somebody proposes a change; here nobody is.

    **Fix.** Add it to "teams:" in handbook.yml.

    “{role}”是归口岗位，但没有对应的代码平台小组。

    **为什么。** 别的归口岗位会被请来审核修改，这个岗位归口的内容没有人被请。

    **怎么改。** 在handbook.yml的“teams:”里加上它。
    """
    if not book.settings.teams or not book.whole:
        return
    known = {book.find("role", entry.role, "") for entry in book.settings.teams}
    for role in _owners(book):
        if role not in known:
            yield at(book.settings, "teams", role=book.key[role])


def _owners(book: Book) -> list[Role]:
    """The roles that own anything, each once, in the order of what they own."""
    found: dict[Role, None] = {}
    for kind in KINDS.values():
        if issubclass(kind.model, Entity):
            for entity in book.all(kind.model):
                name = book.settled(entity, "owner")[0]
                role = book.find("role", name, entity) if name else None
                if role is not None:
                    found.setdefault(role)
    return list(found)
