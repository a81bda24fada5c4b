"""Who answers to whom: the roles of a unit as trees, with what the sources leave open about them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...book import Book
from ...model.organisation import Role, Unit
from ..here import Here
from ..markup import Markup, escape


class Post(NamedTuple):
    """A role in a tree, with what stands under its name and the roles below it. `lead` is how it hangs on the one above:
    stated, assumed, open (nobody says to whom it answers), or nothing for the top.
    """

    name: Markup
    kind: str
    notes: Sequence[Markup]
    lead: str
    here: bool
    below: Sequence["Post"]


class Organisation(NamedTuple):
    """Trees of roles. `depth` is how many stand in a row, `outside` who belongs to no tree."""

    label: str
    trees: Sequence[Post]
    outside_title: str
    outside: Sequence[Post]
    depth: int
    legend: Sequence[tuple[str, str]]
    block: str = "picture_organisation"


def organisation(here: Here, unit: Unit, roles: Sequence[Role]) -> Organisation | None:
    """The picture of a unit's roles; nothing where it has but one."""
    inside = [role for role in roles if role.kind != "external"]
    outside = [role for role in roles if role.kind == "external"]
    if len(roles) < 2 or not inside:
        return None
    trees = _trees(here, inside)
    label = here.word("picture.organisation.label", unit=here.scene.title(unit))
    others = [_post(here, role, ()) for role in outside]
    return _picture(here, label, trees, others)


def around(here: Here, role: Role) -> Organisation | None:
    """A role between the one it answers to and those that answer to it; nothing where it has neither."""
    above, below = superior(here.book, role), subordinates(here.book, role)
    if above is None and not below:
        return None
    own = _post(here, role, [_post(here, each, ()) for each in below])._replace(here=True)
    tree = own if above is None else _post(here, above, [own])
    return _picture(here, here.word("picture.organisation.around", role=here.scene.title(role)), [tree], [])


def superior(book: Book, role: Role) -> Role | None:
    """The role that a role answers to."""
    found: Role | None = book.find("role", role.reports_to, role) if role.reports_to else None
    return found


def subordinates(book: Book, role: Role) -> list[Role]:
    """The roles that answer to a role, in their order."""
    found = [each for each in book.roles if each is not role and superior(book, each) is role]
    return sorted(found, key=lambda each: each.order)


def _picture(here: Here, label: str, trees: Sequence[Post], outside: Sequence[Post]) -> Organisation:
    posts = [*trees, *outside]
    return Organisation(
        label,
        trees,
        here.word("picture.organisation.outside") if outside else "",
        outside,
        max((_depth(each) for each in posts), default=1),
        _legend(here, list(_all(posts))),
    )


def _trees(here: Here, roles: Sequence[Role]) -> list[Post]:
    """The trees of some roles: the tops first that say they are, then those of which nobody says to whom they answer. Each
    role stands once, even where some answer to each other in a ring.
    """
    known, placed = set(roles), set[Role]()
    below: dict[Role, list[Role]] = {}
    tops = []
    for role in roles:
        above = superior(here.book, role)
        if above in known and above is not None and above is not role:
            below.setdefault(above, []).append(role)
        else:
            tops.append(role)
    tops.sort(key=lambda role: (not role.head, role not in below))

    def grown(role: Role) -> Post:
        placed.add(role)
        free = [each for each in below.get(role, ()) if each not in placed]
        placed.update(free)
        return _post(here, role, [grown(each) for each in free])

    trees = [grown(role) for role in tops]
    return trees + [grown(role) for role in roles if role not in placed]


def _post(here: Here, role: Role, below: Sequence[Post]) -> Post:
    lead = "" if role.head or role.kind == "external" else "open" if role.reports_to is None else "stated"
    if lead == "stated" and ("reports-to" in role.assumed or "reason" in role.assumed):
        lead = "assumed"
    return Post(here.link(role), role.kind, list(_notes(here, role)), lead, False, below)


def _notes(here: Here, role: Role) -> Iterable[Markup]:
    """What stands under the name of a role."""
    first = [] if role.kind == "post" else [here.word(f"role-kind.{role.kind}")]
    duties = len(here.book.duties_of(role)) if not role.acts_as else 0
    first += [here.count("duty", duties)] if duties else []
    if first:
        yield escape(" · ".join(first))
    if role.head:
        yield _note(here, "top", Markup())
    for name, reference in (("acts-as", role.acts_as), ("stand-in", role.stand_in)):
        if reference:
            yield _note(here, name, here.ref("role", reference, role))
    above = superior(here.book, role)
    others = [
        other
        for each in role.contacts
        if (other := here.book.find("role", each.role, each)) not in (None, above)
        and superior(here.book, other) is not role
    ]
    if others:
        yield _note(here, "contacts", here.join(here.link(other) for other in dict.fromkeys(others)))


def _note(here: Here, name: str, html: Markup) -> Markup:
    return Markup(here.scene.words["picture"]["organisation"]["note"][name]).format(html)


def _depth(post: Post) -> int:
    return 1 + max((_depth(each) for each in post.below), default=0)


def _all(posts: Iterable[Post]) -> Iterable[Post]:
    for post in posts:
        yield post
        yield from _all(post.below)


def _legend(here: Here, posts: Sequence[Post]) -> list[tuple[str, str]]:
    used = [name for name in ("stated", "assumed", "open") if any(post.lead == name for post in posts)]
    return [(f"lead-{name}", here.word(f"picture.organisation.legend.{name}")) for name in used]
