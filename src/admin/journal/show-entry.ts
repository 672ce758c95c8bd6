/** An entry as the controls show it: masked, with what follows from it. */
import { Type } from '@sinclair/typebox'
import { graphCall } from '../requests/graph-call.js'
import type { GraphCall } from '../requests/graph-call.js'
import { readCaptured } from './captured-body.js'
import type { BodyText, CapturedBody } from './captured-body.js'
import type { Headers, JournalEntry, Outcome } from './journal.js'
import { maskBody, maskHeader, maskUrl } from '../../base/mask.js'

const BodySchema = Type.Object({
  text: Type.String({ description: 'The beginning of the body, up to `JOURNAL_BODY_BYTES`.' }),
  bytes: Type.Integer({ description: 'The length of the whole body.' }),
  whole: Type.Boolean({ description: 'Whether `text` is all of it.' })
}, { title: 'JournalBody' })
const HeadersSchema = Type.Record(Type.String(), Type.String())

export const ShownEntrySchema = Type.Object({
  id: Type.Integer({ description: 'Counted from 1; clearing the journal does not start it again.' }),
  parent: Type.Optional(Type.Integer({ description: 'The id of the batch it was in.' })),
  at: Type.String({ format: 'date-time', description: 'By the clock.' }),
  method: Type.String(),
  url: Type.String(),
  tenant: Type.Optional(Type.String()),
  application: Type.Optional(Type.String()),
  operationId: Type.Optional(Type.String()),
  status: Type.Optional(
    Type.Integer({ description: 'The status of the answer, even if a fault kept it from the client; a dropped connection has none.' })
  ),
  outcome: Type.Union([Type.Literal('open'), Type.Literal('answered'), Type.Literal('aborted')], {
    description: '`open`: no answer yet. `aborted`: a fault ended the connection before the answer.'
  }),
  milliseconds: Type.Optional(Type.Number({ description: 'Milliseconds until the answer was ready to be sent.' })),
  stages: Type.Optional(Type.Record(Type.String(), Type.Number(), { description: 'Milliseconds of each stage, from `Server-Timing`; `sql`: how much of that the database took, with waiting for it and commits.' })),
  fault: Type.Optional(Type.String({ description: 'The rules that fired, and what they did.' })),
  tolerated: Type.Optional(Type.Array(Type.String(), { description: 'The tolerances that it used, by name (docs/tolerances.md): what `--strict` would refuse.' })),
  request: Type.Object({ headers: HeadersSchema, body: Type.Optional(BodySchema) }),
  response: Type.Object({ headers: HeadersSchema, body: Type.Optional(BodySchema) })
}, { title: 'JournalEntry', description: 'A request and its answer, with secrets masked.' })

export interface ShownEntry {
  readonly id: number
  readonly parent?: number
  readonly at: string
  readonly method: string
  readonly url: string
  readonly tenant?: string
  readonly application?: string
  readonly operationId?: string
  readonly status?: number
  readonly outcome: Outcome
  readonly milliseconds?: number
  readonly stages?: Readonly<Record<string, number>>
  readonly fault?: string
  readonly tolerated?: readonly string[]
  readonly request: ShownMessage
  readonly response: ShownMessage
}

interface ShownMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: BodyText
}

/** The entry as what matches look at. */
export const callOf = ({ names, method, url, tenant, application, requestHeaders: headers }: JournalEntry): GraphCall =>
  graphCall({ names, method, url, tenant, application, headers })

/** How entries are shown: `brief` leaves out headers and bodies, which a list of thousands does not need. */
export const showOf = ({ brief }: { readonly brief?: boolean | undefined }): (entry: JournalEntry) => ShownEntry =>
  brief === true ? showBriefly : showEntry

const showBriefly = (entry: JournalEntry): ShownEntry =>
  ({ ...showEntry({ ...entry, requestBody: undefined, responseBody: undefined }), request: { headers: {} }, response: { headers: {} } })

export function showEntry (entry: JournalEntry): ShownEntry {
  const { id, parent, at, method, url, tenant, application, status, outcome, milliseconds, fault, tolerated } = entry
  const operationId = entry.names.operationIdOf(callOf(entry))
  const stages = stagesOf(entry.responseHeaders['server-timing'])
  return {
    id,
    ...parent === undefined ? {} : { parent },
    at: at.toISOString(),
    method,
    url: maskUrl(url),
    ...tenant === undefined ? {} : { tenant },
    ...application === undefined ? {} : { application },
    ...operationId === undefined ? {} : { operationId },
    ...status === undefined ? {} : { status },
    outcome,
    ...milliseconds === undefined ? {} : { milliseconds: Math.round(milliseconds * 1000) / 1000 },
    ...stages === undefined ? {} : { stages },
    ...fault === undefined ? {} : { fault },
    ...tolerated.length === 0 ? {} : { tolerated },
    request: message(entry.requestHeaders, entry.requestBody),
    response: message(entry.responseHeaders, entry.responseBody)
  }
}

function message (headers: Headers, body: CapturedBody | undefined): ShownMessage {
  const read = body === undefined ? undefined : readCaptured(body)
  return {
    headers: maskHeaders(headers),
    ...read === undefined || read.bytes === 0 ? {} : { body: { ...read, text: maskBody(read.text) } }
  }
}

const maskHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, maskHeader(name, Array.isArray(value) ? value.join(', ') : String(value))]]
    )
  )

function stagesOf (serverTiming: Headers[string]): Record<string, number> | undefined {
  if (typeof serverTiming !== 'string' || serverTiming === '') return undefined
  return Object.fromEntries(
    [...serverTiming.matchAll(/([a-z]{1,20});dur=([\d.]+)/g)].map(([, stage = '', milliseconds]) => [stage, Number(milliseconds)])
  )
}
