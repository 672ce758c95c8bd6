/** Batches as tests send and read them, in both formats. */
import type { LightMyRequestResponse } from 'fastify'
import type { Call } from './service.js'

export interface BatchRequest {
  readonly id?: unknown
  readonly method?: unknown
  readonly url?: unknown
  readonly headers?: unknown
  readonly body?: unknown
  readonly [other: string]: unknown
}

export interface BatchResponse {
  readonly id?: string
  readonly atomicityGroup?: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export const BATCH = '/beta/$batch'

const json = { 'Content-Type': 'application/json' }

/** A request with a JSON body. */
export const write = (id: string, method: string, url: string, body: unknown, more: Readonly<Record<string, unknown>> = {}): BatchRequest => ({ id, method, url, body, ...more, headers: { ...json, ...more['headers'] as object | undefined } })

export const read = (id: string, url: string, more: Readonly<Record<string, unknown>> = {}): BatchRequest => ({ id, method: 'GET', url, ...more })

export async function sendBatch (
  call: Call,
  requests: readonly unknown[],
  headers: Readonly<Record<string, string>> = {}
): Promise<LightMyRequestResponse> {
  return await call('POST', BATCH, { body: { requests }, headers: { host: 'office', ...headers } })
}

/** The answers of a JSON batch. */
export async function batch (
  call: Call,
  requests: readonly unknown[],
  headers?: Readonly<Record<string, string>>
): Promise<readonly BatchResponse[]> {
  const response = await sendBatch(call, requests, headers)
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<{ responses: BatchResponse[] }>().responses
}

/** Without what is new each time. */
export function timeless ({ headers, body, ...rest }: BatchResponse): object {
  const { 'request-id': _id, 'client-request-id': _client, 'Cache-Control': _cache, ...others } = headers
  return { ...rest, headers: others, ...body === undefined ? {} : { body: timelessBody(body) } }
}

function timelessBody (body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('error' in body)) return body
  const { innerError: _inner, ...error } = body.error as Record<string, unknown>
  return { error }
}

/** One part of a multipart batch: a request, or a change set of several. */
export type MultipartUnit = BatchRequest | readonly BatchRequest[]

export function writeMultipart (units: readonly MultipartUnit[], boundary = 'batch_1', eol = '\r\n'): string {
  const parts = units.map((unit, index) => {
    if (!Array.isArray(unit)) return writePart(unit as BatchRequest, eol)
    const inner = `changeset_${index}`
    return [`Content-Type: multipart/mixed; boundary=${inner}`, '', writeMultipart(unit as BatchRequest[], inner, eol)].join(eol)
  })
  return [...parts.flatMap(part => [`--${boundary}`, part]), `--${boundary}--`, ''].join(eol)
}

function writePart ({ id, method, url, headers, body }: BatchRequest, eol: string): string {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const head = Object.entries({ Host: 'office', ...headers as object | undefined }).map(([name, value]) => `${name}: ${String(value)}`)
  return ['Content-Type: application/http', 'Content-Transfer-Encoding: binary', ...id === undefined ? [] : [`Content-ID: ${String(id)}`], '', `${String(method)} ${String(url)} HTTP/1.1`, ...head, '', text].join(eol)
}

export async function sendMultipart (
  call: Call,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {}
): Promise<LightMyRequestResponse> {
  return await call('POST', BATCH, { body, headers: { host: 'office', 'content-type': 'multipart/mixed; boundary=batch_1', ...headers } })
}

/** A part of a multipart answer: a response, or the responses of a change set. */
export type MultipartAnswer = BatchResponse | readonly BatchResponse[]

/** Strict, and written without a look at how the service writes. */
export function readMultipart (contentType: unknown, text: string): readonly MultipartAnswer[] {
  const boundary = /^multipart\/mixed; ?boundary=([\w-]+)$/.exec(String(contentType))?.[1]
  if (boundary === undefined) throw new Error(`no boundary: ${String(contentType)}`)
  if (!text.startsWith(`--${boundary}\r\n`) || !text.endsWith(`\r\n--${boundary}--\r\n`)) throw new Error(`no multipart message: ${text}`)
  return text.slice(boundary.length + 4, -(boundary.length + 8)).split(`\r\n--${boundary}\r\n`).map(readPart)
}

function readPart (text: string): MultipartAnswer {
  const [head, ...rest] = text.split('\r\n\r\n')
  const headers = readHeaders(head?.split('\r\n') ?? [])
  const content = rest.join('\r\n\r\n')
  if (headers['Content-Type']?.startsWith('multipart/mixed') === true) return readMultipart(headers['Content-Type'], content) as readonly BatchResponse[]
  if (headers['Content-Type'] !== 'application/http') throw new Error(`no part of a batch: ${text}`)
  const [responseHead = '', ...responseBody] = content.split('\r\n\r\n')
  const [statusLine = '', ...lines] = responseHead.split('\r\n')
  const { 'Content-Length': length, ...others } = readHeaders(lines)
  const body = responseBody.join('\r\n\r\n')
  if (Number(length ?? 0) !== Buffer.byteLength(body)) throw new Error(`Content-Length is ${length ?? 'missing'}: ${text}`)
  const status = Number(/^HTTP\/1\.1 (\d{3}) .+$/.exec(statusLine)?.[1])
  return { ...headers['Content-ID'] === undefined ? {} : { id: headers['Content-ID'] }, status, headers: others, ...length === undefined ? {} : { body: others['Content-Type']?.includes('json') === true ? JSON.parse(body) as unknown : body } }
}

const readHeaders = (lines: readonly string[]): Record<string, string> => Object.fromEntries(lines.map(line => {
  const [, name, value] = /^([\w-]+): (.*)$/.exec(line) ?? []
  if (name === undefined) throw new Error(`no header: ${line}`)
  return [name, value ?? '']
}))
