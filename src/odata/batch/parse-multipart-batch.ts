/** A batch as multipart/mixed (OData-Protocol 4.01, section 11.7.7.1). */
import { limits } from '../../base/limits.js'
import type { Liberty } from '../../base/tolerances.js'
import { batchMethod, invalidBatch, itemsOf, repeatedId, tooManyRequests } from './batch.js'
import type { BatchItem, BatchUnit } from './batch.js'
import { boundaryOf, mediaTypeOf } from './media-types.js'
import { parseHeaders, splitMessage } from './parse-message.js'
import { splitMultipart } from './split-multipart.js'

/** A body part: what its MIME headers say, and its contents. */
interface Part {
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Where it is, for messages: `part 2`, `part 2.1`. */
  readonly target: string
}

/** 400 for what is not a batch, with the number of the part that is at fault. `liberties` gets what is taken beyond the standard. */
export async function parseMultipartBatch (
  contentType: string,
  body: Uint8Array | undefined,
  liberties: Liberty[] = []
): Promise<readonly BatchUnit[]> {
  const parts = await parseParts(contentType, body ?? new Uint8Array(), 'body', liberties)
  const units: BatchUnit[] = []
  for (const [index, part] of parts.entries()) units.push(await parseUnit(part, index, liberties))
  const items = units.flatMap(itemsOf)
  if (items.length === 0) throw invalidBatch('There is no request in the batch.')
  if (items.length > limits.batchRequests.most) throw tooManyRequests()
  const ids = new Set<string>()
  for (const { id } of items) {
    if (id !== undefined && ids.has(id)) throw repeatedId(id)
    if (id !== undefined) ids.add(id)
  }
  return units
}

async function parseParts (contentType: string, body: Uint8Array, target: string, liberties: Liberty[]): Promise<readonly Part[]> {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) throw invalidBatch('The Content-Type has no boundary.', target)
  const texts = await splitMultipart(body, boundary, target)
  if (texts.length > limits.batchRequests.most) throw tooManyRequests()
  return texts.map((text, index) => parsePart(text, target === 'body' ? `part ${index + 1}` : `${target}.${index + 1}`, liberties))
}

function parsePart (text: Uint8Array, target: string, liberties: Liberty[]): Part {
  const { lines, body, bareLineFeeds } = splitMessage(text, target)
  if (bareLineFeeds) liberties.push({ name: 'bareLineFeeds', source: target })
  const headers = parseHeaders(lines, target)
  const type = headers['content-type']
  if (type === undefined) throw invalidBatch('A part has no Content-Type.', target)
  const encoding = headers['content-transfer-encoding']
  if (encoding !== undefined && !/^(binary|8bit|7bit)$/i.test(encoding)) {
    throw invalidBatch(`The Content-Transfer-Encoding '${encoding.slice(0, 100)}' is not supported. Send binary.`, target)
  }
  return { type, headers, body, target }
}

async function parseUnit (part: Part, index: number, liberties: Liberty[]): Promise<BatchUnit> {
  if (mediaTypeOf(part.type) !== 'multipart/mixed') return { kind: 'request', item: parseItem(part, liberties) }
  const items = (await parseParts(part.type, part.body, part.target, liberties)).map(item => parseItem(item, liberties))
  const read = items.findIndex(({ method }) => method === 'GET')
  if (items.length === 0) throw invalidBatch('A change set has no request.', part.target)
  if (read !== -1) throw invalidBatch('A change set cannot contain a GET.', `${part.target}.${read + 1}`)
  return { kind: 'group', name: `changeset_${index + 1}`, items }
}

/** `application/http`: a request line, headers, and a body. */
function parseItem ({ type, headers, body, target }: Part, liberties: Liberty[]): BatchItem {
  if (mediaTypeOf(type) !== 'application/http') {
    throw invalidBatch(`A part is application/http, or a change set as multipart/mixed; not '${type.slice(0, 100)}'.`, target)
  }
  const { lines: [requestLine = '', ...lines], body: content, bareLineFeeds } = splitMessage(skipBlankLines(body), target)
  if (bareLineFeeds) liberties.push({ name: 'bareLineFeeds', source: target })
  const { method: name, url, hasVersion } = parseRequestLine(requestLine)
  if (!hasVersion) liberties.push({ name: 'unversionedRequestLines', source: target })
  const method = batchMethod(name)
  if (method === undefined || url === '') {
    throw invalidBatch(`'${requestLine.slice(0, 100)}' is not a request line with GET, POST, PUT, PATCH or DELETE.`, target)
  }
  const inner = parseHeaders(lines, target)
  const sent = bodyOf(content, inner['content-length'], target)
  const blank = isBlank(sent)
  if (!blank && inner['content-type'] === undefined) liberties.push({ name: 'missingContentType', source: target })
  if (method === 'GET' && !blank) throw invalidBatch('A GET has no body.', target)
  const id = headers['content-id'] ?? inner['content-id']
  return {
    id: id === '' ? undefined : id,
    method,
    url,
    headers: inner,
    body: blank && (method === 'GET' || method === 'DELETE' || inner['content-length'] === undefined) ? undefined : sent,
    dependsOn: [],
    conditional: false
  }
}

/** Bytes that may be blank; more are something, whatever they are. */
const MAX_BLANKS = 65_536

const isBlank = (bytes: Uint8Array): boolean => bytes.length <= MAX_BLANKS && bytes.every(byte => byte <= 32)

/** Empty lines before the request line are ignored (RFC 9112, section 2.2). */
function skipBlankLines (body: Uint8Array): Uint8Array {
  const first = body.findIndex(byte => byte !== 13 && byte !== 10)
  return first === -1 ? body.subarray(body.length) : body.subarray(first)
}

/** The version may be missing, and blanks in the URL are left for the parser of URLs to judge. */
function parseRequestLine (line: string): { method: string, url: string, hasVersion: boolean } {
  const trimmed = line.trim()
  const space = trimmed.indexOf(' ')
  const last = trimmed.lastIndexOf(' ')
  if (space === -1) return { method: trimmed, url: '', hasVersion: false }
  const hasVersion = /^HTTP\/\d(\.\d)?$/i.test(trimmed.slice(last + 1))
  return { method: trimmed.slice(0, space), url: trimmed.slice(space, hasVersion ? last : trimmed.length).trim(), hasVersion }
}

/** `Content-Length` cuts off what the part has beside the body; a body that is shorter was cut on its way, and must not be written. */
function bodyOf (content: Uint8Array, length: string | undefined, target: string): Uint8Array {
  if (length === undefined || !/^\d{1,12}$/.test(length)) return content
  if (Number(length) > content.length) {
    throw invalidBatch(`The body has ${content.length} bytes, not ${length} as its Content-Length says.`, target)
  }
  return content.subarray(0, Number(length))
}
