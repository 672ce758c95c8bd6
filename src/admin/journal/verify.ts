/** "Was this called so many times?", and when not, what came nearest. */
import { isDeepStrictEqual } from 'node:util'
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { ODataError } from '../../errors.js'
import { apart } from '../openapi/control-documentation.js'
import type { GraphCall } from '../requests/graph-call.js'
import { criteriaOf, requestMatchProperties } from '../requests/request-match.js'
import type { Criterion } from '../requests/request-match.js'
import { readCaptured } from './captured-body.js'
import type { JournalEntry } from './journal.js'
import { STATUS_PATTERN, matchesStatus } from './journal-query.js'
import { isSecretMember, maskBody, maskUrl } from '../../base/mask.js'
import { callOf } from './show-entry.js'

const exact = { additionalProperties: false }
const Times = Type.Integer({ minimum: 0 })

const VerifyMatch = Type.Object({
  ...requestMatchProperties,
  status: Type.Optional(
    Type.String({
      pattern: STATUS_PATTERN,
      description: 'Status of the answer, one or several, `4xx` for a class.'
    })
  ),
  body: Type.Optional(Type.Unknown({ description: 'JSON that the request body contains: some members of objects, all items of arrays.' })),
  bodyContains: Type.Optional(Type.String({ minLength: 1, maxLength: 4000, description: 'Text that the request body contains.' })),
  since: Type.Optional(Type.String({ format: 'date-time', description: 'From this time on, by the clock.' }))
}, { ...exact, title: 'VerificationMatch', description: 'Which requests; all of them when empty.' })

export const VerificationSchema = Type.Object({
  match: Type.Optional(VerifyMatch),
  exactly: Type.Optional(Times),
  atLeast: Type.Optional(Times),
  atMost: Type.Optional(Times)
}, {
  ...exact,
  stated: apart(['exactly', 'atLeast'], ['exactly', 'atMost']),
  title: 'Verification',
  description: 'How often: at least once, unless the body says otherwise.'
})
export type Verification = Static<typeof VerificationSchema>

const NearMiss = Type.Object({
  id: Type.Integer(),
  method: Type.String(),
  url: Type.String(),
  differences: Type.Array(Type.String(), { description: 'Why it does not count.' })
}, { title: 'NearMiss' })

export const VerifiedSchema = Type.Object({
  verified: Type.Boolean(),
  message: Type.String({ description: 'The same as a sentence, for the message of a failed test.' }),
  count: Type.Integer({ description: 'Requests that match.' }),
  requests: Type.Array(Type.Integer(), { description: 'Their ids.' }),
  nearMisses: Type.Array(NearMiss, { description: 'The nearest of the others, when the count is too small.' })
}, { title: 'VerificationResult' })
export type Verified = Static<typeof VerifiedSchema>

const MAX_NEAR_MISSES = 5

/** Throws a 400 when the count that is wanted contradicts itself. */
export function verify (entries: readonly JournalEntry[], { match = {}, exactly, atLeast, atMost }: Verification): Verified {
  if (exactly !== undefined && (atLeast !== undefined || atMost !== undefined)) {
    throw new ODataError('badRequest', "'exactly' stands alone; 'atLeast' and 'atMost' may be together.", { target: 'exactly' })
  }
  const { status, body, bodyContains, since, ...requestMatch } = match
  const criteria: ReadonlyArray<Criterion<JournalEntry>> = [
    ...criteriaOf(requestMatch).map(ofEntry),
    ...status === undefined
      ? []
      : [{
          holds: (entry: JournalEntry) => matchesStatus(status, entry.status),
          differs: (entry: JournalEntry) => `status is ${entry.status ?? 'none yet'}, not ${status}`
        }],
    ...bodyContains === undefined
      ? []
      : [{
          holds: (entry: JournalEntry) => sentText(entry).includes(bodyContains),
          differs: () => `body does not contain '${bodyContains.slice(0, 200)}'`
        }],
    ...body === undefined
      ? []
      : [{
          holds: (entry: JournalEntry) => bodyDifference(entry, body) === undefined,
          differs: (entry: JournalEntry) => bodyDifference(entry, body) ?? ''
        }],
    ...since === undefined
      ? []
      : [{
          holds: (entry: JournalEntry) => entry.at.getTime() >= Date.parse(since),
          differs: (entry: JournalEntry) => `it came at ${entry.at.toISOString()}, before ${since}`
        }]
  ]
  const judged = entries.map(entry => ({ entry, failed: criteria.filter(({ holds }) => !holds(entry)) }))
  const requests = judged.filter(({ failed }) => failed.length === 0).map(({ entry }) => entry.id)
  const count = requests.length
  const least = exactly ?? atLeast ?? (atMost === undefined ? 1 : 0)
  const most = exactly ?? atMost ?? Infinity
  const verified = count >= least && count <= most
  const nearMisses = count >= least
    ? []
    : judged.filter(({ failed }) => failed.length > 0).sort((a, b) => a.failed.length - b.failed.length || b.entry.id - a.entry.id).slice(
      0,
      MAX_NEAR_MISSES
    )
      .map(({ entry, failed }) => ({
        id: entry.id,
        method: entry.method,
        url: maskUrl(entry.url),
        differences: failed.map(({ differs }) => maskBody(differs(entry)))
      }))
  return { verified, message: sentence(count, wanted(exactly, atLeast, atMost), nearMisses[0]), count, requests, nearMisses }
}

const ofEntry = ({ holds, differs }: Criterion<GraphCall>): Criterion<JournalEntry> => ({
  holds: entry => holds(callOf(entry)),
  differs: entry => differs(callOf(entry))
})

function wanted (exactly: number | undefined, atLeast: number | undefined, atMost: number | undefined): string {
  if (exactly !== undefined) return `exactly ${exactly}`
  if (atLeast === undefined && atMost === undefined) return 'at least 1'
  return [...atLeast === undefined ? [] : [`at least ${atLeast}`], ...atMost === undefined ? [] : [`at most ${atMost}`]].join(' and ')
}

function sentence (count: number, wish: string, nearest: Verified['nearMisses'][number] | undefined): string {
  const called = `Called ${count === 1 ? 'once' : `${count} times`}, expected ${wish}.`
  return nearest === undefined ? called : `${called} Nearest: ${nearest.method} ${nearest.url}, but ${nearest.differences.join('; ')}.`
}

const sentText = ({ requestBody }: JournalEntry): string => requestBody === undefined ? '' : readCaptured(requestBody).text

/** The first place where the body is not as wanted. */
function bodyDifference (entry: JournalEntry, wished: unknown): string | undefined {
  if (entry.requestBody === undefined) return 'there is no body'
  if (entry.requestBody.bytes !== undefined) return 'body is longer than the journal keeps (JOURNAL_BODY_BYTES)'
  try {
    return difference(JSON.parse(sentText(entry)), wished, 'body')
  } catch {
    return 'body is not JSON'
  }
}

function difference (found: unknown, wished: unknown, place: string): string | undefined {
  if (Array.isArray(wished)) {
    if (!Array.isArray(found) || found.length !== wished.length) return `${place} is ${brief(found)}, not ${brief(wished)}`
    return firstOf(wished.map((item, index) => difference(found[index], item, `${place}[${index}]`)))
  }
  if (typeof wished === 'object' && wished !== null) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return `${place} is ${brief(found)}, not ${brief(wished)}`
    return firstOf(
      Object.entries(wished).map(([name, value]) => difference((found as Record<string, unknown>)[name], value, `${place}.${name}`))
    )
  }
  if (isDeepStrictEqual(found, wished)) return undefined
  return `${place} is ${isSecretMember(place.slice(place.lastIndexOf('.') + 1)) ? '***' : brief(found)}, not ${brief(wished)}`
}

const firstOf = (differences: ReadonlyArray<string | undefined>): string | undefined => differences.find(text => text !== undefined)

const brief = (value: unknown): string => value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100)
