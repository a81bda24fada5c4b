"""Fields and rules, either way: which rules look at a field or a thing, which fields a rule looks at."""

from typing import Any

from ..fields.homes import EVERYWHERE, home_of, homes
from ..fields.uses import TEXT, Uses, uses
from ..model.base import Model
from ..problem import without_values
from .blocks import Listing, Prose
from .field_types import class_anchor, class_name, field_path
from .here import Here
from .markup import Markup, escape


def looked_at(here: Here, code: str) -> list[Markup]:
    """Links to what a rule looks at: fields, whole things, every text or every reference."""
    return [_link(here, name) for name, used in uses().items() if code in used.rules]


def _link(here: Here, name: str) -> Markup:
    """A link to what has this name among the uses: `Class.key`, `Class`, or the word for texts or references."""
    owner, _, key = name.partition(".")
    model = next((each for home in homes() for each in home.classes if each.__name__ == owner), None)
    if model is None:
        place = (field_path(EVERYWHERE), "text") if name == TEXT else (field_path("index"), "references")
        return Markup('<a href="{}">{}</a>').format(here.href(*place), here.word(f"reference.all.{name}"))
    anchor = field_anchor(model, key) if key else class_anchor(model)
    label = Markup(" <code>{}</code>").format(key) if key else Markup()
    address = here.href(field_path(home_of(model)), anchor)
    return Markup('<a href="{}">{}{}</a>').format(address, class_name(here, model), label)


def field_anchor(model: type[Model], key: str) -> str:
    """The anchor of a field on the page of its class."""
    return f"{class_anchor(model)}-{key}"


def rule_link(here: Here, code: str) -> Markup:
    """A link to a rule by its code, with what it says on hover."""
    kind = next((each for each in here.scene.kinds if each.code == code), None)
    if kind is None:
        return escape(code)
    title = without_values(kind.explained(here.scene.language).sentence)
    address = here.href(f"rules/{code.casefold()}.md")
    return Markup('<a class="db-rule" href="{}" title="{}">{}</a>').format(address, title, code)


def rules_about(here: Here, name: str) -> list[Any]:
    """The rules about a thing as a whole."""
    codes = uses().get(name, Uses()).rules
    kinds = [kind for kind in here.scene.kinds if kind.code in codes]
    if not kinds:
        return []
    items = [
        Markup("{} {}").format(rule_link(here, kind.code), without_values(kind.explained(here.scene.language).sentence))
        for kind in kinds
    ]
    return [Prose([Markup("<p>{}</p>").format(here.word("reference.rules-of-all"))]), Listing(items)]
