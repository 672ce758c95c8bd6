/** Which entries: the members of the query string of `/__admin/requests`. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { ODataError } from '../../errors.js'
import { METHODS } from '../../odata/odata-request.js'
import type { Method } from '../../odata/odata-request.js'
import { criteriaOf, fits } from '../requests/request-match.js'
import type { RequestMatch } from '../requests/request-match.js'
import type { JournalEntry } from './journal.js'
import { callOf } from './show-entry.js'

const STATUS = '([1-5]\\d\\d|[1-5][xX]{2})'
/** What `matchesStatus` reads. */
export const STATUS_PATTERN = `^${STATUS}(,${STATUS})*$`

const METHOD = `(${METHODS.join('|')})`

export const JournalQuerySchema = Type.Object({
  method: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z]+(,[A-Za-z]+)*$',
      description: 'One or several, separated by commas: `POST,PATCH`.',
      stated: { pattern: `^${METHOD}(,${METHOD})*$` }
    })
  ),
  path: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1024, description: 'A path or a pattern, as in a fault: `officeConfiguration/**`.' })
  ),
  tenant: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'The tenant, or a pattern.' })),
  status: Type.Optional(
    Type.String({
      pattern: STATUS_PATTERN,
      description: 'One or several, `4xx` for a class: `429,5xx`.'
    })
  ),
  operationId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: 'An `operationId` of the document of the resources, or a pattern.' })
  ),
  fault: Type.Optional(Type.Boolean({ description: 'Only requests that a fault affected (`true`), or only the others.' })),
  parent: Type.Optional(Type.Integer({ description: 'Only requests inside the batch with this id.' })),
  since: Type.Optional(Type.String({ format: 'date-time', description: 'From this time on, by the clock.' })),
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'Only requests after the one with this id.' })),
  brief: Type.Optional(Type.Boolean({ description: 'Without headers and bodies, which `GET /__admin/requests/{id}` has.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'At most this many, the latest ones.' }))
}, { additionalProperties: false })
export type JournalQuery = Static<typeof JournalQuerySchema>

/** A test of one entry. */
export function filterOf (
  { method, path, tenant, status, operationId, fault, parent, since, after }: JournalQuery
): (entry: JournalEntry) => boolean {
  const match: RequestMatch = {
    ...method === undefined ? {} : { methods: method.toUpperCase().split(',').map(knownMethod) },
    ...path === undefined ? {} : { path },
    ...tenant === undefined ? {} : { tenant },
    ...operationId === undefined ? {} : { operationId }
  }
  const criteria = criteriaOf(match)
  const from = since === undefined ? -Infinity : Date.parse(since)
  return entry => (after === undefined || entry.id > after) && entry.at.getTime() >= from &&
    (parent === undefined || entry.parent === parent) && (fault === undefined || (entry.fault !== undefined) === fault) &&
    (status === undefined || matchesStatus(status, entry.status)) && fits(criteria, callOf(entry))
}

function knownMethod (name: string): Method {
  const known = METHODS.find(method => method === name)
  if (known === undefined) {
    throw new ODataError('badRequest', `'${name}' is not one of the methods ${METHODS.join(', ')}.`, { target: 'method' })
  }
  return known
}

export const matchesStatus = (wanted: string, status: number | undefined): boolean =>
  status !== undefined && wanted.toLowerCase().split(',').some(one => one === String(status) || one === `${String(status)[0]}xx`)

/** In the order they came. */
export function selectEntries (entries: readonly JournalEntry[], query: JournalQuery): readonly JournalEntry[] {
  const found = entries.filter(filterOf(query))
  return query.limit === undefined ? found : found.slice(-query.limit)
}
