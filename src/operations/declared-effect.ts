/** Effects without code: what a file says of an operation, read and shaped. What it means is `run-declared.ts`'s. */
import { suggest } from '../base/suggest.js'
import { ConfigError } from '../config.js'

export interface DeclaredEffect {
  /** The answer is what this URL names, after the changes. */
  readonly query?: string
  /** The answer is the value of this expression over what the operation is bound to. */
  readonly expression?: string
  /** The answer is this. */
  readonly answer?: unknown
  /** The data are what they were at first. */
  readonly reset?: true
  /** What is changed: one entity, or the items of a collection; what the operation is bound to, if nothing else is said. */
  readonly on?: string
  /** Properties, and the expressions over each item that they are set to. */
  readonly set?: ReadonlyMap<string, string>
}

const MEMBERS = ['query', 'expression', 'answer', 'on', 'set', 'reset']

/** @throws ConfigError for what is not an effect; `place` begins its sentence */
export function readDeclared (value: unknown, place: string): DeclaredEffect {
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new ConfigError(`${place} must be an object with ${MEMBERS.join(', ')}, or null for an operation that does nothing.`)
  const effect = value as Readonly<Record<string, unknown>>
  const other = Object.keys(effect).find(name => !MEMBERS.includes(name))
  if (other !== undefined) {
    const near = suggest(other, MEMBERS)
    throw new ConfigError(`${place} has '${other}', which is not one of ${MEMBERS.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`)
  }
  const { answer, set, reset } = effect
  if (reset !== undefined && (reset !== true || Object.keys(effect).length > 1)) throw new ConfigError(`${place}: 'reset' is true, and stands alone.`)
  const answers = ['query', 'expression', 'answer'].filter(name => effect[name] !== undefined)
  if (answers.length > 1) throw new ConfigError(`${place} has ${answers.join(' and ')}: an operation has one answer.`)
  if (effect['on'] !== undefined && set === undefined) throw new ConfigError(`${place} has 'on' without 'set': say what is to be set there.`)
  return {
    ...textIn(effect, 'query', place),
    ...textIn(effect, 'expression', place),
    ...textIn(effect, 'on', place),
    ...answer === undefined ? {} : { answer },
    ...reset === true ? { reset } : {},
    ...set === undefined ? {} : { set: readSet(set, place) }
  }
}

function textIn (effect: Readonly<Record<string, unknown>>, name: string, place: string): Readonly<Record<string, string>> {
  const value = effect[name]
  if (value === undefined) return {}
  if (typeof value !== 'string' || value.trim() === '') throw new ConfigError(`${place}: '${name}' must be text.`)
  return { [name]: value.trim() }
}

/** Numbers and truth values may stand for the expressions that they are. */
function readSet (value: unknown, place: string): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
    throw new ConfigError(`${place}: 'set' must be an object of properties and the expressions that they are set to.`)
  }
  return new Map(Object.entries(value).map(([name, expression]) => {
    if (expression === null || ['string', 'number', 'boolean'].includes(typeof expression)) return [name, String(expression)]
    throw new ConfigError(`${place}: '${name}' in 'set' must be an expression, as text.`)
  }))
}
