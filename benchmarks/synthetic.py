"""Writes a synthetic handbook: the same seed gives the same files. No errors, no warnings."""

from pathlib import Path

WHENS = (
    '{every: workday, at: "8:30"}',
    "{every: week, by: last-workday}",
    "{every: month, by: 12}",
    "{every: month, from: 1, by: 25}",
    "{event: {zh: 发现异常, en: something abnormal}, within: {workdays: 1}}",
    "{as: ongoing}",
)


def write(root: Path, duties: int, per_standard: int = 20) -> None:
    """A handbook of so many duties in standards of `per_standard`, ten standards a unit."""
    home = root / "handbook"
    standards = -(-duties // per_standard)
    _file(
        home / "handbook.yml",
        "title: {zh: 手册, en: Handbook}\nsummary: {zh: 合成。, en: Synthetic.}\nlanguages: [zh, en]\n",
    )
    _file(
        home / "glossary/words.yml",
        "id: words\ntitle: {zh: 用语, en: Words}\nterms:\n" + "".join(map(_term, range(80))),
    )
    for number in range(standards):
        unit = f"unit-{number // 10:03d}"
        if number % 10 == 0:
            _unit(home, unit, number // 10)
        first = number * per_standard
        _standard(home, unit, number, range(first, min(first + per_standard, duties)))


def _unit(home: Path, unit: str, number: int) -> None:
    clauses = f"id: S{number}\ntitle: {{zh: 来源{number}, en: Source {number}}}\nclauses:\n"
    clauses += f"  - {{id: S{number}-1, text: {{zh: 规定。, en: The rule.}}}}\n"
    _file(home / f"sources/s{number}.yml", clauses)
    _file(
        home / unit / "unit.yml",
        f"id: {unit}\ntitle: {{zh: 单位{number}, en: Unit {number}}}\npurpose: {{zh: 工作。, en: Works.}}\nsource: [S{number}-1]\n"
        f"deadline-policy: {{day-off: previous, missing-day: last-day, source: [S{number}-1]}}\n"
        f"defaults: {{status: in-force, owner: head, source: [S{number}-1]}}\n",
    )
    for role, above in (("head", "head: true"), ("worker", "reports-to: head"), ("client", "kind: external")):
        text = f"id: {role}\ntitle: {{zh: 岗位{role}, en: The {role}}}\npurpose: {{zh: 做事。, en: Does things.}}\n{above}\n"
        if role == "worker":
            text += f"contacts: [{{role: client, about: {{zh: 联系。, en: Keeps in touch.}}, source: [S{number}-1]}}]\n"
        _file(home / unit / f"roles/{role}.yml", f"{text}source: [S{number}-1]\n")
    _file(
        home / unit / "standards/lead.yml",
        f"id: lead\ntitle: {{zh: 带领, en: Lead}}\nrole: head\nsource: [S{number}-1]\nduties:\n"
        f"  - id: lead-all\n    title: {{zh: 带领, en: Lead}}\n    text: {{zh: 带领。, en: Lead.}}\n    when: {{as: ongoing}}\n"
        f"    form: none\n    handed-to: none\n    source: [S{number}-1]\n    not-stated: [measure, checked-by]\n",
    )


def _standard(home: Path, unit: str, number: int, duties: range) -> None:
    source = f"S{number // 10}-1"
    name = f"standard-{number:04d}"
    text = f"id: {name}\ntitle: {{zh: 标准{number}, en: Standard {number}}}\nrole: worker\norder: {number}\nsource: [{source}]\nduties:\n"
    text += "".join(_duty(each, number, source) for each in duties)
    _file(home / unit / f"standards/{name}.yml", text)
    form = f"id: form-{number:04d}\ntitle: {{zh: 表{number}, en: Form {number}}}\nkind: sheet\nfilled-by: worker\nsubmitted-to: head\n"
    columns = "".join(f"  - {{name: {{zh: 栏{each}, en: Column {each}}}, type: text}}\n" for each in range(5))
    _file(home / unit / f"forms/form-{number:04d}.yml", f"{form}columns:\n{columns}source: [{source}]\n")


def _duty(number: int, standard: int, source: str) -> str:
    when = WHENS[number % len(WHENS)]
    handed = "head" if number % len(WHENS) == 2 else "none"
    return (
        f"  - id: duty-{number:05d}\n    title: {{zh: 职责{number}, en: Duty {number}}}\n"
        f"    text: {{zh: 完成第{number}项工作，词语{number % 80}要写清楚，交给负责的人。, "
        f'en: "Do piece of work {number}, with word {number % 80} written clearly, for whoever is in charge."}}\n'
        f"    when: {when}\n    measure: {{zh: 没有差错。, en: Without a mistake.}}\n    form: form-{standard:04d}\n"
        f"    handed-to: {handed}\n    checked-by: {{role: head, how: {{zh: 抽查。, en: Spot checks.}}}}\n    source: [{source}]\n"
    )


def _term(number: int) -> str:
    means = f"{{zh: 第{number}个词。, en: Word number {number}.}}"
    return f"  - {{id: word-{number}, term: {{zh: 词语{number}, en: word {number}}}, means: {means}, source: [S0-1]}}\n"


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
