/** What may come next in a query: names of the model, operators and functions of OData, by what stands before. */
import { membersOf } from './location.js'
import type { Model, StructuredType } from './model.js'
import { isScalar, shortName } from './model.js'

export interface Completion {
  readonly text: string
  /** What it is, in a word. */
  readonly what: string
}

const OPTIONS = ['$filter', '$orderby', '$select', '$expand', '$top', '$skip', '$count', '$search', '$compute', '$apply']
const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'and', 'or', 'in', 'add', 'sub', 'mul', 'div', 'mod']
const FUNCTIONS = [
  'contains', 'startswith', 'endswith', 'length', 'indexof', 'substring', 'tolower', 'toupper', 'trim', 'concat', 'matchesPattern',
  'year', 'month', 'day', 'hour', 'minute', 'second', 'date', 'time', 'now', 'round', 'floor', 'ceiling'
]
const TRANSFORMATIONS = ['aggregate', 'groupby', 'filter', 'compute', 'orderby', 'top', 'skip', 'concat']
const MOST = 14

const named = (names: readonly string[], what: string, after = ''): readonly Completion[] => names.map(name => ({ text: name + after, what }))

export interface Completions {
  /** Where the word begins that a completion replaces. */
  readonly from: number
  readonly completions: readonly Completion[]
}

/** @param before The query up to the caret. */
export function completionsAt (model: Model, type: StructuredType, before: string): Completions {
  const option = /(?:^|&)(\$?[A-Za-z]*)$/.exec(before)
  if (option !== null) return found(before.length - option[1]!.length, option[1]!, named(OPTIONS, 'option', '='))
  const [word = ''] = /[\w.]*$/.exec(before) ?? []
  const name = /(?:^|&)(\$[A-Za-z]+)=[^&]*$/.exec(before)?.[1] ?? ''
  if (isInText(before)) return { from: before.length, completions: [] }
  // After a name and a space comes an operator.
  const expectsOperator = /[\w')]\s+\w*$/.test(before) && !/\b(?:eq|ne|gt|ge|lt|le|and|or|not|in|add|sub|mul|div|mod|asc|desc)\s+\w*$/.test(before)
  return found(before.length - word.length, word, candidates(model, type, name, expectsOperator))
}

/** Whether a quote is open. */
const isInText = (text: string): boolean => (text.match(/'/g) ?? []).length % 2 === 1

function candidates (model: Model, type: StructuredType, option: string, expectsOperator: boolean): readonly Completion[] {
  const members = membersOf(model, type)
  const properties = members.filter(({ kind }) => kind === 'property').map(member => ({
    text: member.name,
    what: isScalar(member, model) ? shortName(member.type) : member.collection ? 'collection' : shortName(member.type)
  }))
  const links = named(members.filter(({ kind }) => kind === 'navigation').map(member => member.name), 'navigation')
  switch (option) {
    case '$select': return properties
    case '$expand': return links
    case '$orderby': return expectsOperator ? named(['asc', 'desc'], 'order') : [...properties, ...named(FUNCTIONS, 'function', '(')]
    case '$count': return named(['true', 'false'], 'value')
    case '$apply': return [...named(TRANSFORMATIONS, 'transformation', '('), ...properties, ...named(['with', 'as', 'sum', 'average', 'min', 'max', 'countdistinct', '$count'], 'aggregate')]
    default: return expectsOperator ? named(OPERATORS, 'operator', ' ') : [...properties, ...named(FUNCTIONS, 'function', '('), ...named(['not', 'true', 'false', 'null'], 'word')]
  }
}

/** Those that begin with the word, then those that contain it; the word alone needs none. */
function found (from: number, word: string, all: readonly Completion[]): Completions {
  const wanted = word.toLowerCase()
  const begins = all.filter(({ text }) => text.toLowerCase().startsWith(wanted))
  const contains = wanted.length < 2
    ? []
    : all.filter(completion => !begins.includes(completion) && completion.text.toLowerCase().includes(wanted))
  const completions = [...begins, ...contains].slice(0, MOST)
  return { from, completions: completions.length === 1 && completions[0]!.text === word ? [] : completions }
}
