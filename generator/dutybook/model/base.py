"""What every part of the handbook is made of: texts in several languages, places, origins."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, NoReturn, Self, dataclass_transform

from ..problem import Mark


class IdForm(NamedTuple):
    """Marks a field that holds an id of its own (not a reference)."""

    pattern: str
    says: str


class RefTo(NamedTuple):
    """Marks a field that names other entities by id: which kinds it may name.

    A reference is written `id` inside its own unit and `unit/id` from elsewhere.
    """

    kinds: tuple[str, ...]


Id = Annotated[
    str,
    IdForm(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "small letters and digits joined by single hyphens"),
]
ClauseId = Annotated[str, IdForm(r"[A-Z]+[0-9]+-[0-9]+", "a document's letter and number, a hyphen, a number: A6-29")]
DocumentId = Annotated[str, IdForm(r"[A-Z]+[0-9]+", "capital letters and a number: A6")]
RoleRef = Annotated[str, RefTo(("role",))]
FormRef = Annotated[str, RefTo(("form",))]
DutyRef = Annotated[str, RefTo(("duty",))]
ClassRef = Annotated[str, RefTo(("customer-class",))]
StageRef = Annotated[str, RefTo(("stage",))]
TermRef = Annotated[str, RefTo(("term",))]
ClauseRef = Annotated[str, RefTo(("clause",))]
AssumptionRef = Annotated[str, RefTo(("assumption",))]
UnitRef = Annotated[str, RefTo(("unit",))]
PartRef = Annotated[str, RefTo(("part",))]
NoneWord = Literal["none"]
Status = Literal["draft", "trial", "in-force", "retired"]


MISSING: Final = object()
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Field(NamedTuple):
    """What a model class says of one of its fields."""

    zh: str
    en: str
    default: Any
    required: bool


def explained(zh: str, en: str, *, default: Any = MISSING, required: bool = False) -> Any:
    """A field with its meaning in both languages, for the schema and the field reference.

    Without `default` the field is required by shape. `required` marks a field that may be
    absent by shape, but whose absence is a gap: a rule reports it unless `not-stated` lists it.
    """
    return Field(zh, en, default, required)


class Text:
    """What a reader sees, by language: `{zh: …, en: …}`. `mark` is where the mapping stands."""

    __slots__ = ("mark", "said")

    def __init__(self, said: Mapping[str, str], mark: Mark) -> None:
        self.said = said
        self.mark = mark

    def get(self, language: str) -> str | None:
        """The wording in this language, or None where it is missing."""
        return self.said.get(language)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(explained,))
class Model:
    """A frozen class whose annotated attributes are its fields, like a dataclass.

    Forty dataclasses cost 75 ms to create at every start of the program, this 3 ms; defaults are
    class attributes, so that an object holds only what its file says.
    """

    fields: ClassVar[dict[str, tuple[Any, Field]]] = {}

    def __init_subclass__(cls) -> None:
        own = cls.__dict__.get("__annotations__", {})
        notes = {name: cls.__dict__.get(name) for name in own}
        cls.fields = {name: (own[name], note) for name, note in notes.items() if isinstance(note, Field)} | cls.fields
        for name, note in notes.items():
            if isinstance(note, Field):
                if note.default is MISSING:
                    delattr(cls, name)
                else:
                    setattr(cls, name, note.default)

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """An object that takes these values over: the mapping is its own from then on."""
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    __delattr__ = __setattr__  # type: ignore[assignment]


class Node(Model):
    """Any mapping of the YAML that became an object; it knows its place."""

    mark: Mark


class Originated(Node):
    """Something that says where it comes from: a source clause, or an assumption with a reason.

    `assumed` maps a field's name to the reason for its value, or the word `reason` to the
    reason for the whole. A reason is a text, or the id of one of the assumptions listed in
    `unit.yml` or `handbook.yml`. `not_stated` lists fields that the source leaves open and
    that nobody has set.
    """

    source: tuple[ClauseRef, ...] = explained(
        "出处条款编号，如 [A6-29]", "clauses of the sources it rests on, e.g. [A6-29]", default=()
    )
    assumed: Mapping[str, Text | AssumptionRef] = explained(
        "假设：字段名 → 理由；整条都是假设时写 reason",
        "assumptions: field name → reason; `reason` when all of it is assumed",
        default=NOTHING,
    )
    not_stated: tuple[str, ...] = explained(
        "来源没有规定、也没有人设定的字段", "fields that the source leaves open and nobody has set", default=()
    )
    note: str | None = explained(
        "给编辑者的备注，读者看不到", "a remark for editors; readers do not see it", default=None
    )


class Entity(Originated):
    """Something with an id, a title, an owner and a life of its own."""

    id: Id = explained("编号：永不改变的标识", "the identifier, which never changes")
    number: str | None = explained("文件编号", "document number", default=None)
    title: Text = explained("名称", "title")
    status: Status | None = explained(
        "状态：draft 草案、trial 试行、in-force 施行、retired 废止",
        "draft, trial, in-force or retired; the unit's default when absent",
        default=None,
    )
    owner: RoleRef | None = explained("归口岗位", "the role that owns it; the unit's default when absent", default=None)
    version: str | None = explained("版本", "version, as text", default=None)
    effective_from: date | None = explained(
        "生效日期；职责、工作标准和清单自己写明的，此前没有到期日",
        "in force from; where a duty, standard or checklist says it itself, nothing is due before",
        default=None,
    )
    supersedes: str | None = explained("代替的旧版本", "what it replaces", default=None)
    reviewed_on: date | None = explained("最近复核日期", "date of the last review", default=None)
    review_every: int | None = explained("复核周期（月）", "months between reviews", default=None)
    aliases: tuple[str, ...] = explained("旧编号和别名", "former ids and other names, for links and search", default=())
