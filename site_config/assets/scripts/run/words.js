// The words of a run in a language: those of the payload, or what its definition says where a record brings another.

/** @param {any} said @param {string} language */
const wording = (said, language) => said ? String(said[language] ?? Object.values(said)[0] ?? "") : ""

/** @param {any} definition @param {string} language @param {any} interfaceWords @returns {any} */
export const wordsOfDefinition = (definition, language, interfaceWords) => {
  const say = (/** @type {any} */ each) => wording(each, language)
  const items = definition.pauses.flatMap((/** @type {any} */ pause) => pause.items)
  return {
    title: say(definition.title), objective: say(definition.objective), hints: [], completion: say(definition.completion),
    role: "", checker: "", subject: "", before: [], help: [], scoring: {},
    pauses: Object.fromEntries(definition.pauses.map((/** @type {any} */ each) => [each.id, { title: say(each.title), notes: [], hold: each.hold ? interfaceWords.page.hold : "" }])),
    items: Object.fromEntries(items.map((/** @type {any} */ each) => [each.id, {
      text: say(each.text), response: say(each.response), lead: each["only-if"] ? interfaceWords.page.condition : "", detail: "", marks: "",
      range: rangeOf(each), unit: say(each.unit), hold: each.hold ? interfaceWords.page.hold : "", critical: each.critical ? interfaceWords.page.critical : "",
      choices: each.type === "yes-no" ? interfaceWords.answers
        : Object.fromEntries((each.choices ?? []).map((/** @type {any} */ choice) => [choice.id, say(choice.text)])),
    }])),
  }
}

/** @param {any} item */
const rangeOf = item => {
  const range = item.expect && Object.keys(item.expect).length ? item.expect : item.valid
  return range && Object.keys(range).length ? `${range.min ?? ""}–${range.max ?? ""}` : ""
}
