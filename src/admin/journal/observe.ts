/** Writes every request to the resources, and its answer, into the journal. To be registered where their routes are, and nothing else. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { lowerCased } from '../../odata/odata-request.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import { captureBytes, captureContent, captureText } from './captured-body.js'
import type { CapturedBody } from './captured-body.js'
import type { Headers, Journal, JournalEntry } from './journal.js'

export const observeGraph = fastifyPlugin(async (app: FastifyInstance, { journal }: { readonly journal: Journal }) => {
  app.decorateRequest('journalEntry', undefined)
  app.addHook('onRequest', (request, _reply, done) => {
    if (journal.size > 0) {
      request.journalEntry = journal.begin({ method: request.method, url: request.raw.url ?? '', headers: request.raw.headers })
    }
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    const entry = request.journalEntry
    if (entry !== undefined) {
      entry.responseBody ??= capture(payload, journal.bodyBytes)
      fill(entry, request, journal.bodyBytes)
      entry.status = reply.statusCode
      entry.responseHeaders = headersOf(reply)
      journal.finish(entry, 'answered')
    }
    done(null, payload)
  })
}, { name: 'observe-graph' })

/** The bodies of the pipeline, before they are sent and let go. */
export function noteAnswer (journal: Journal): (request: FastifyRequest, response: ODataResponse) => void {
  return ({ journalEntry }, { body }) => {
    if (journalEntry !== undefined && body !== undefined) journalEntry.responseBody = captureContent(body, journal.bodyBytes)
  }
}

/** An answer that a fault keeps from its client: all of it when it is undefined, else a part. */
export function noteBroken (
  journal: Journal
): (exchange: { readonly request: FastifyRequest, readonly reply: FastifyReply }, response: ODataResponse | undefined) => void {
  return ({ request, reply }, response) => {
    const entry = request.journalEntry
    if (entry === undefined) return
    fill(entry, request, journal.bodyBytes)
    if (response !== undefined) {
      entry.status = response.status
      entry.responseHeaders = { ...reply.getHeaders(), ...lowerCased(response.headers) }
      if (response.body !== undefined) entry.responseBody = captureContent(response.body, journal.bodyBytes)
    }
    journal.finish(entry, 'aborted')
  }
}

const OWN_HEADERS = 'fastify.reply.headers'

/**
 * A copy of Fastify's own object, where nothing was set on the response that is under it: `getHeaders()` merges both, which costs as much
 * as all else that the journal does. Without such an object, what `getHeaders()` says.
 */
function headersOf (reply: FastifyReply): Headers {
  own ??= Object.getOwnPropertySymbols(reply).find(({ description }) => description === OWN_HEADERS)
  const headers = own === undefined ? undefined : (reply as unknown as Readonly<Record<symbol, Headers | undefined>>)[own]
  return headers === undefined || reply.raw.getHeaderNames().length > 0 ? reply.getHeaders() : { ...headers }
}

let own: symbol | undefined

/** What is known of the request by now. */
function fill (entry: JournalEntry, request: FastifyRequest, limit: number): void {
  entry.tenant = request.tenant
  entry.application = request.application
  entry.fault = request.fault
  if (request.tolerated !== undefined && request.tolerated.size > 0) entry.tolerated = [...request.tolerated]
  const { body } = request
  if (body instanceof Uint8Array) entry.requestBody = captureBytes(body, limit)
}

/** Streams are the pipeline's, and were noted before. */
function capture (payload: unknown, limit: number): CapturedBody | undefined {
  if (typeof payload === 'string') return captureText(payload, limit)
  return payload instanceof Uint8Array ? captureBytes(payload, limit) : undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Its entry in the journal; requests inside a batch name it as their parent. */
    journalEntry: JournalEntry | undefined
  }
}
