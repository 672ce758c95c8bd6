/**
 * An entry that is finished, as the journal keeps it: one small object, and its texts and bodies as bytes of one piece:
 *
 *     method · URL · tenant · application · fault · tolerances · headers of the request · headers of the answer
 *     · body of the request · body of the answer
 *
 * An object of a dozen texts that outlives a thousand others costs the collector more than the request that it is about. Unpacked, an
 * entry is the one that was packed, but that several values of a header are one.
 */
import type { CallNames } from '../requests/graph-call.js'
import type { CapturedBody } from './captured-body.js'
import type { Headers, JournalEntry, Outcome } from './journal.js'
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

/** Ends a text. No header has it. */
const END = '\0'
/** Characters from which on it pays to measure a text. */
const LONG = 65_536

export function packEntry (entry: JournalEntry): PackedEntry {
  const { method, url, tenant = '', application = '', fault = '', requestBody, responseBody, milliseconds = 0 } = entry
  const first = `${method}${END}${clean(url)}${END}${tenant}${END}${clean(application)}${END}${clean(fault)}${END}${entry.tolerated.join()}`
  const text = `${withHeaders(first, entry.requestHeaders)}${END}${withHeaders('', entry.responseHeaders)}`
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
    slab,
    start,
    textEnd,
    requestEnd,
    end,
    requestBytes: requestBody?.bytes,
    responseBytes: responseBody?.bytes
  }
}

/** The texts of headers, after what is there. */
function withHeaders (text: string, headers: Headers): string {
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) text += `${END}${name}${END}${Array.isArray(value) ? value.join(', ') : value}`
  }
  return text
}

/** A URL in a batch and what a token says may have any character. */
const clean = (text: string): string => text.includes(END) ? text.replaceAll(END, '\uFFFD') : text

export function unpackEntry (packed: PackedEntry, names: CallNames): JournalEntry {
  const { id, parent, at, status, microseconds, outcome, start, textEnd, requestEnd, end, requestBytes, responseBytes } = packed
  const { memory } = packed.slab
  const texts = memory.toString('utf8', start, textEnd).split(END)
  const [method = '', url = '', tenant = '', application = '', fault = '', tolerated = '', ...headers] = texts
  // No name is empty.
  const split = headers.findIndex((text, index) => index % 2 === 0 && text === '')
  return {
    names,
    id,
    parent,
    at: new Date(at),
    began: 0,
    method,
    url,
    requestHeaders: headersOf(headers.slice(0, split)),
    requestBody: bodyOf(memory, textEnd, requestEnd, requestBytes),
    tenant: given(tenant),
    application: given(application),
    status,
    responseHeaders: headersOf(headers.slice(split + 1)),
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

const headersOf = (texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(Array.from({ length: texts.length / 2 }, (_, index) => [texts[index * 2]!, texts[index * 2 + 1]!]))

/** A copy: the memory may be written again while somebody still looks. */
const bodyOf = (memory: Buffer, start: number, end: number | undefined, bytes: number | undefined): CapturedBody | undefined =>
  end === undefined ? undefined : { head: Uint8Array.prototype.slice.call(memory, start, end), bytes }

const given = (text: string): string | undefined => text === '' ? undefined : text
