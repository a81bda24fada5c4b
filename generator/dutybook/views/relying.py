"""What relies on what, in words: an item of a checklist on its duty, a translation on the first language."""

from ..model.base import Node, Text
from ..model.kinds import WORD_OF
from ..reliance.relations import Relation
from .review_names import Names


def relying(names: Names, relation: Relation) -> str:
    """A relation of the new handbook of some names."""
    scene = names.scenes[1]
    title = names.linked(relation.thing)
    title = names.word("changed", kind=names.kind(WORD_OF[type(relation.thing)]), title=title)
    if isinstance(relation.on, Text):
        language = names.words["language"][relation.language]
        field = names.says.field(relation.part.partition(":")[2])
        return scene.word("reliance.suspects.translation", title=title, field=field, language=language)
    name = names.says.new.about(relation.holder) if isinstance(relation.holder, Node) else ""
    what = scene.word(f"reliance.suspects.part.{relation.part.partition(':')[0]}", title=title, name=name)
    return scene.word("reliance.suspects.link", what=what, duty=names.title(relation.on))
