/**
 * An entry that is finished, as the journal keeps it: one small object, and its texts and bodies as bytes of one piece:
 *
 *     method · URL · tenant · application · fault · tolerances · headers of the request · headers of the answer
 *     · body of the request · body of the answer
 *
 * Of headers there is what their template leaves open: what is not written needs no room in the processor's caches.
 * An object of a dozen texts that outlives a thousand others costs the collector more than the request that it is about. Unpacked, an
 * entry is the one that was packed, but that several values of a header are one.
 */
import type { CallNames } from '../requests/graph-call.js'
import type { CapturedBody } from './captured-body.js'
import type { JournalEntry, Outcome } from './journal.js'
import { createHeaderTemplates, END, headersOf, withOpen } from './header-template.js'
import type { HeaderTemplate } from './header-template.js'
import { endRoom, roomFor } from './kept-bytes.js'
import type { Slab } from './kept-bytes.js'

export interface PackedEntry {
  readonly id: number
  readonly parent: number | undefined
  /** Milliseconds since 1970. */
  readonly at: number
  readonly status: number | undefined
  readonly microseconds: number
  readonly outcome: Outcome
  readonly requestTemplate: HeaderTemplate
  readonly responseTemplate: HeaderTemplate
  readonly slab: Slab
  readonly start: number
  /** Where the texts end; the body of the request begins there, or is missing. */
  readonly textEnd: number
  readonly requestEnd: number | undefined
  readonly end: number | undefined
  /** Bytes of bodies that were cut off. */
  readonly requestBytes: number | undefined
  readonly responseBytes: number | undefined
}

/** Characters from which on it pays to measure a text. */
const LONG = 65_536

/** Of all journals of the process: services of a kind have the same headers. */
const templates = { request: createHeaderTemplates(), response: createHeaderTemplates() }

export function packEntry (entry: JournalEntry): PackedEntry {
  const { method, tenant = '', application = '', fault = '', milliseconds = 0 } = entry
  const { requestHeaders, responseHeaders, requestBody, responseBody } = entry
  const url = entry.parent === undefined ? entry.url : clean(entry.url)
  const requestTemplate = templates.request.templateFor(requestHeaders)
  const responseTemplate = templates.response.templateFor(responseHeaders)
  const first = `${method}${END}${url}${END}${tenant}${END}${clean(application)}${END}${clean(fault)}${END}${entry.tolerated.join()}`
  const text = withOpen(withOpen(first, requestTemplate, requestHeaders), responseTemplate, responseHeaders)
  const room = roomFor(text.length * 3 + mostOf(requestBody) + mostOf(responseBody))
  const { slab, start } = room
  const { memory } = slab
  const textEnd = start + memory.write(text, start)
  const requestEnd = requestBody === undefined ? undefined : writeBody(memory, textEnd, requestBody)
  const end = responseBody === undefined ? undefined : writeBody(memory, requestEnd ?? textEnd, responseBody)
  endRoom(room, end ?? requestEnd ?? textEnd)
  return {
    id: entry.id,
    parent: entry.parent,
    at: entry.at.getTime(),
    status: entry.status,
    microseconds: Math.round(milliseconds * 1000),
    outcome: entry.outcome,
    requestTemplate,
    responseTemplate,
    slab,
    start,
    textEnd,
    requestEnd,
    end,
    requestBytes: requestBody?.bytes,
    responseBytes: responseBody?.bytes
  }
}

/** A URL in a batch and what a token says may have any character; that of a request of its own has none that is no printable one. */
const clean = (text: string): string => text.includes(END) ? text.replaceAll(END, '\uFFFD') : text

export function unpackEntry (packed: PackedEntry, names: CallNames): JournalEntry {
  const { id, parent, at, status, microseconds, outcome, start, textEnd, requestEnd, end, requestBytes, responseBytes } = packed
  const { requestTemplate, responseTemplate } = packed
  const { memory } = packed.slab
  const texts = memory.toString('utf8', start, textEnd).split(END)
  const [method = '', url = '', tenant = '', application = '', fault = '', tolerated = '', ...headers] = texts
  return {
    names,
    id,
    parent,
    at: new Date(at),
    began: 0,
    method,
    url,
    requestHeaders: headersOf(requestTemplate, headers),
    requestBody: bodyOf(memory, textEnd, requestEnd, requestBytes),
    tenant: given(tenant),
    application: given(application),
    status,
    responseHeaders: headersOf(responseTemplate, headers.slice(requestTemplate.open)),
    responseBody: bodyOf(memory, requestEnd ?? textEnd, end, responseBytes),
    fault: given(fault),
    tolerated: tolerated === '' ? [] : tolerated.split(','),
    milliseconds: microseconds / 1000,
    outcome
  }
}

/** A character is three bytes at most; long texts are measured, so that little room stays empty. */
function mostOf (body: CapturedBody | undefined): number {
  if (body === undefined) return 0
  const { head } = body
  return typeof head === 'string' && head.length <= LONG ? head.length * 3 : Buffer.byteLength(head)
}

/** Where it ends. */
function writeBody (memory: Buffer, at: number, { head }: CapturedBody): number {
  if (typeof head === 'string') return at + memory.write(head, at)
  memory.set(head, at)
  return at + head.length
}

/** A copy: the memory may be written again while somebody still looks. */
const bodyOf = (memory: Buffer, start: number, end: number | undefined, bytes: number | undefined): CapturedBody | undefined =>
  end === undefined ? undefined : { head: Uint8Array.prototype.slice.call(memory, start, end), bytes }

const given = (text: string): string | undefined => text === '' ? undefined : text
