/** What a fault or a look into the journal is about: some requests, by what they look like. All that is said must hold. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { limits } from '../../base/limits.js'
import { maskHeader, maskQueryOption } from '../../base/mask.js'
import { METHODS } from '../../odata/odata-request.js'
import { optionOf, segmentsBelowRoot, segmentsOfCall } from './call-parts.js'
import { decode, headerOf } from './graph-call.js'
import type { GraphCall } from './graph-call.js'
import { pathPattern, textPattern } from './wildcard.js'

const Pattern = (description: string, examples: string[]) =>
  Type.String({ minLength: 1, maxLength: limits.rulePattern.most, description, examples })
const Patterns = (description: string) =>
  Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: limits.rulePattern.most }), {
    maxProperties: limits.rulePatterns.most,
    description
  })

export const requestMatchProperties = {
  methods: Type.Optional(
    Type.Array(Type.Union(METHODS.map((method: string) => Type.Literal(method))), {
      minItems: 1,
      description: 'Any of these.'
    })
  ),
  path: Type.Optional(
    Pattern(
      'A path, or a pattern of one: `*` and `?` stay within a segment, `**` is any segments. One that starts with `/` is the whole path; another is below the service root, whichever that is. Case does not count.',
      ['/beta/officeConfiguration', 'officeConfiguration/**']
    )
  ),
  tenant: Type.Optional(Pattern('The tenant, or a pattern.', ['contoso'])),
  application: Type.Optional(Pattern('The application id of the token, or a pattern.', ['c6fcd2c7-*'])),
  operationId: Type.Optional(Pattern('An `operationId` of the document of the resources, or a pattern.', ['officeConfiguration_*'])),
  headers: Type.Optional(Patterns('Request headers, each with its value or a pattern; `*` for any that is there.')),
  query: Type.Optional(Patterns('Query options, each with its decoded value or a pattern; `*` for any that is there.'))
}

export const RequestMatchSchema = Type.Object(requestMatchProperties, {
  additionalProperties: false,
  title: 'RequestMatch',
  description: 'Which requests; all of them when empty.'
})
export type RequestMatch = Static<typeof RequestMatchSchema>

/** One thing that was asked of a request. */
export interface Criterion<Call> {
  readonly holds: (call: Call) => boolean
  /** Why it does not hold, as the end of a sentence. */
  readonly differs: (call: Call) => string
}

const show = (value: string | undefined): string => value === undefined ? 'none' : `'${value.slice(0, 200)}'`

const textCriterion = (
  name: string,
  pattern: string | undefined,
  value: (call: GraphCall) => string | undefined,
  mask = (text: string): string => text
): Array<Criterion<GraphCall>> => {
  if (pattern === undefined) return []
  const matches = textPattern(pattern)
  return [{
    holds: call => {
      const found = value(call)
      return found !== undefined && matches(found)
    },
    differs: call => {
      const found = value(call)
      return `${name} is ${show(found === undefined ? undefined : mask(found))}, not '${pattern}'`
    }
  }]
}

/** A pattern without a leading slash is of what follows the service root. */
function pathCriterion (pattern: string): Criterion<GraphCall> {
  const matches = pathPattern(pattern)
  const segmentsOf = pattern.startsWith('/') ? segmentsOfCall : segmentsBelowRoot
  return {
    holds: call => matches(segmentsOf(call)),
    differs: ({ path }) => `path is '${decode(path).slice(0, 200)}', not '${pattern}'`
  }
}

/** The criteria of a match; none for an empty one, which every request fits. */
export function criteriaOf (
  { methods, path, tenant, application, operationId, headers = {}, query = {} }: RequestMatch
): ReadonlyArray<Criterion<GraphCall>> {
  return [
    ...methods === undefined
      ? []
      : [{
          holds: ({ method }: GraphCall) => methods.includes(method),
          differs: ({ method }: GraphCall) => `method is ${method}, not ${methods.join(' or ')}`
        }],
    ...path === undefined ? [] : [pathCriterion(path)],
    ...textCriterion('tenant', tenant, call => call.tenant),
    ...textCriterion('application', application, call => call.application),
    ...textCriterion('operationId', operationId, call => call.names.operationIdOf(call)),
    ...Object.entries(headers).flatMap(([name, pattern]) =>
      textCriterion(`header ${name}`, pattern, call => headerOf(call, name), text => maskHeader(name, text))
    ),
    ...Object.entries(query).flatMap(([name, pattern]) =>
      textCriterion(
        `query option ${name}`,
        pattern,
        call => optionOf(call, name),
        text => maskQueryOption(name, text)
      )
    )
  ]
}

export const fits = <Call>(criteria: ReadonlyArray<Criterion<Call>>, call: Call): boolean => criteria.every(({ holds }) => holds(call))
