"""What may stand in a field, in words of people instead of types."""

import re
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from ..fields.homes import home_of
from ..model.base import IdForm, Node, RefTo, Text
from ..model.form import Cell
from ..model.shape import alternatives, annotation, is_model
from ..scalars import scalar_of
from ..schema.classes import called
from .here import Here
from .markup import Markup, escape


def field_path(word: str) -> str:
    """The page of the field reference with this word."""
    return f"fields/{word}.md"


def class_anchor(model: type[Any]) -> str:
    """The anchor of a class on its page."""
    return re.sub(r"(?<!^)([A-Z])", r"-\1", model.__name__).lower()


def class_name(here: Here, model: type[Any]) -> str:
    """What a class is called."""
    return class_title(model, here.scene.words, here.scene.language)


def class_title(model: type[Any], words: Mapping[str, Any], language: str) -> str:
    """What a class is called: a kind of thing by the word for it, a part of one by its own."""
    if model is Text:
        return str(words["reference"]["text"])
    known: Any = words["reference"]["class"]
    if model.__name__ in known:
        return str(known[model.__name__])
    english, chinese = called(model)
    return chinese if language == "zh" else english.replace("-", " ").capitalize()


def class_link(here: Here, model: type[Any]) -> Markup:
    """A link to where a class is explained."""
    address = here.href(field_path(home_of(model)), class_anchor(model))
    return Markup('<a href="{}">{}</a>').format(address, class_name(here, model))


def fields_link(here: Here, node: Node) -> Markup:
    """The ways from a thing to what may stand in its data, and to how it is changed."""
    model = type(node)
    address = here.href(field_path(home_of(model)), class_anchor(model))
    link = Markup('<a href="{}">{}</a> · <a href="{}">{}</a>')
    return link.format(
        address, here.word("reference.may-stand"), here.href("editing/index.md"), here.word("how-to-edit.how")
    )


def written(here: Here, type_: Any) -> Markup:
    """What a field takes: its possible types, joined by *or*."""
    said: dict[Markup, None] = {}
    for option in alternatives(type_):
        said.setdefault(_one(here, option))
    return Markup(here.word("reference.or")).join(said)


def allowed(type_: Any) -> list[str]:
    """The words that a field may hold, where only certain words may."""
    found: list[str] = []
    for option in alternatives(type_):
        if get_origin(option) is tuple:
            found += [each for each in allowed(get_args(option)[0]) if each not in found]
        elif get_origin(option) is Literal:
            found += [str(each) for each in get_args(option) if each not in found]
    return found


def _one(here: Here, type_: Any) -> Markup:
    origin = get_origin(type_)
    if origin is tuple:
        element = get_args(type_)[0]
        name = "rows" if get_origin(element) is tuple else "several"
        return Markup(here.word(f"reference.type.{name}")).format(each=written(here, element))
    if origin is Literal:
        return escape(here.word("reference.type.word"))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Markup(here.word("reference.type.named")).format(each=written(here, get_args(type_)[1]))
    if annotation(type_, RefTo) is not None:
        return _reference(here, annotation(type_, RefTo).kinds)
    if is_model(type_):
        return Markup(here.word("reference.type.object")).format(name=class_link(here, type_))
    if type_ is Text:
        return class_link(here, Text)
    return _scalar(here, type_)


def _reference(here: Here, kinds: tuple[str, ...]) -> Markup:
    names = here.word("reference.or").join(here.word(f"kind.{kind}").lower() for kind in kinds)
    address = here.href(field_path("index"), "references")
    return Markup('<a href="{}">{}</a>').format(address, here.word("reference.type.id-of", kind=names))


def _scalar(here: Here, type_: Any) -> Markup:
    form = annotation(type_, IdForm)
    if form is not None:
        return escape(here.word("reference.type.id" if form.says.startswith("small") else "reference.type.code"))
    if type_ in (str, Cell):
        return escape(here.word("reference.type.plain" if type_ is str else "reference.type.cell"))
    english, chinese, example = scalar_of(type_)("\0")
    said = chinese if here.scene.language == "zh" else english
    if type_ is bool:
        return escape(said)
    return Markup(here.word("reference.type.such-as")).format(
        type=said, example=Markup("<code>{}</code>").format(example)
    )
