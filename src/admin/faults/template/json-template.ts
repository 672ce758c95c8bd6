/** JSON with placeholders in its strings. A string that is one placeholder becomes the value, whatever its type. */
import { ODataError } from '../../../errors.js'
import type { Placeholder, TemplateRequest } from './placeholder.js'
import { fillText, parseTemplate } from './text-template.js'
import type { Budget } from './text-template.js'

/** Lists and objects within each other. */
const MAX_DEPTH = 100

/** The value for a request: what `JSON.stringify` takes. */
export type JsonTemplate = (request: TemplateRequest, budget: Budget) => unknown

const refuse = (reason: string, target: string): ODataError => new ODataError('badRequest', `'${target}' ${reason}.`, { target })

/** @throws ODataError of status 400 for an unknown placeholder, one in a name, what is not JSON and what is nested too deep. */
export function parseJsonTemplate (value: unknown, target: string, depth = 0): JsonTemplate {
  if (depth > MAX_DEPTH) throw refuse(`is nested deeper than ${MAX_DEPTH} levels`, target)
  if (typeof value === 'string') return parseString(value, target)
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return () => value
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => parseJsonTemplate(item, target, depth + 1))
    return (request, budget) => items.map(item => item(request, budget))
  }
  if (isPlainObject(value)) return parseObject(value, target, depth)
  throw refuse('is not JSON', target)
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)

function parseObject (value: Record<string, unknown>, target: string, depth: number): JsonTemplate {
  const members = Object.entries(value).filter(([, member]) => member !== undefined).map(([name, member]) => {
    if (name.includes('{{')) throw refuse(`has a placeholder in the name '${name.slice(0, 100)}'; placeholders are allowed in values only`, target)
    return [name, parseJsonTemplate(member, target, depth + 1)] as const
  })
  return (request, budget) => Object.fromEntries(members.map(([name, member]) => [name, member(request, budget)]))
}

function parseString (text: string, target: string): JsonTemplate {
  const template = parseTemplate(text, target)
  const [only] = template
  return template.length === 1 && typeof only === 'function'
    ? (request, budget) => valueOf(only, request, budget)
    : (request, budget) => fillText(template, request, budget, value => value)
}

function valueOf (placeholder: Placeholder, request: TemplateRequest, budget: Budget): unknown {
  const value = placeholder(request) ?? null
  budget.spend(JSON.stringify(value).length)
  return value
}
