/** A batch in JSON (OData JSON format 4.01, section 19.1), with the messages of Microsoft Graph. */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import type { ParsedBody } from '../json/parse-in-pieces.js'
import { parseJson } from '../json/parse-json.js'
import { batchMethod, invalidBatch, isWrite, repeatedId, tooManyRequests } from './batch.js'
import type { BatchItem, BatchMethod, BatchUnit } from './batch.js'
import { readJsonBody } from './json-body.js'

type JsonObject = Readonly<Record<string, unknown>>

/** A request object, and the group it is in. */
interface Member {
  readonly item: BatchItem & { readonly id: string }
  readonly group: string | undefined
}

const members = new Set(['id', 'method', 'url', 'headers', 'body', 'dependsOn', 'atomicityGroup', 'if'])

/**
 * 400 for what is not a batch; faults of a single request that need the model are left to that request. `parsed` is the body where it was
 * parsed before.
 */
export function parseJsonBatch (contentType: string | undefined, body: Uint8Array | undefined, parsed?: ParsedBody): readonly BatchUnit[] {
  const { requests, ...rest } = objectOf(parseBody(contentType, body, parsed), undefined)
  refuseOthers(Object.keys(rest), undefined)
  if (!Array.isArray(requests)) throw invalidBatch('A batch is an object with a list of requests.', 'requests')
  if (requests.length === 0) throw invalidBatch('There is no request in the batch.', 'requests')
  if (requests.length > limits.batchRequests.most) throw tooManyRequests()
  const members = requests.map((request: unknown, index) =>
    parseRequest(objectOf(request, `requests/${index}`), `requests/${index}`, parsed)
  )
  checkNames(members)
  return groupUnits(members)
}

function parseBody (contentType: string | undefined, body: Uint8Array | undefined, parsed: ParsedBody | undefined): unknown {
  try {
    return parseJson(contentType, body, parsed)
  } catch (error) {
    throw error instanceof ODataError && error.kind === 'badRequest' ? invalidBatch(error.message) : error
  }
}

function objectOf (value: unknown, target: string | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidBatch('Expected a JSON object.', target)
  return value as JsonObject
}

/** Annotations are nobody's business; any other name is a mistake. */
function refuseOthers (names: readonly string[], target: string | undefined): void {
  const other = names.find(name => !name.includes('@'))
  if (other !== undefined) {
    throw invalidBatch(`The member '${other.slice(0, 100)}' is not known here.`, target === undefined ? other : `${target}/${other}`)
  }
}

function parseRequest (request: JsonObject, target: string, batch: ParsedBody | undefined): Member {
  refuseOthers(Object.keys(request).filter(name => !members.has(name)), target)
  const id = nameOf(request['id'], `${target}/id`)
  const method = methodOf(request['method'], `${target}/method`)
  const { url } = request
  if (typeof url !== 'string' || url === '') throw invalidBatch('Expected a URL.', `${target}/url`)
  const headers = headersOf(request['headers'] ?? {}, `${target}/headers`)
  return {
    item: {
      id,
      method,
      url,
      headers,
      ...bodyOf(request['body'] ?? undefined, { id, method, headers, target }, batch),
      dependsOn: dependenciesOf(request['dependsOn'] ?? [], id),
      conditional: (request['if'] ?? undefined) !== undefined
    },
    group: (request['atomicityGroup'] ?? undefined) === undefined
      ? undefined
      : nameOf(request['atomicityGroup'], `${target}/atomicityGroup`)
  }
}

function nameOf (value: unknown, target: string): string {
  if (typeof value !== 'string' || value === '' || value.length > limits.batchIdLength.most || /\p{Cc}/u.test(value)) {
    throw invalidBatch('Expected a string that is not empty.', target)
  }
  return value
}

function methodOf (value: unknown, target: string): BatchMethod {
  const method = typeof value === 'string' ? batchMethod(value) : undefined
  if (method === undefined) throw invalidBatch('Expected GET, POST, PUT, PATCH or DELETE.', target)
  return method
}

function headersOf (value: unknown, target: string): Readonly<Record<string, string>> {
  const headers = new Map<string, string>()
  for (const [name, text] of Object.entries(objectOf(value, target))) {
    const lower = name.toLowerCase()
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || typeof text !== 'string' || /[\r\n\0]/.test(text)) {
      throw invalidBatch('Expected header names with strings as values.', `${target}/${name.slice(0, 100)}`)
    }
    if (headers.has(lower)) throw invalidBatch(`The header '${name}' appears twice.`, target)
    headers.set(lower, text)
  }
  return Object.fromEntries(headers)
}

interface Sent {
  readonly id: string
  readonly method: BatchMethod
  readonly headers: Readonly<Record<string, string>>
  readonly target: string
}

function bodyOf (
  value: unknown,
  { id, method, headers, target }: Sent,
  batch: ParsedBody | undefined
): Pick<BatchItem, 'body' | 'parsed'> {
  const contentType = headers['content-type']
  if (contentType === undefined && isWrite(method) && method !== 'DELETE') {
    throw new ODataError('badRequest', `Write request with id '${id}' does not contain a Content-Type header.`, {
      target: `${target}/headers`
    })
  }
  if (value === undefined) return { body: undefined }
  if (method === 'GET' || method === 'DELETE') throw invalidBatch(`A ${method} has no body.`, `${target}/body`)
  return readJsonBody(contentType ?? '', value, `${target}/body`, batch)
}

function dependenciesOf (value: unknown, id: string): readonly string[] {
  if (!Array.isArray(value) || !value.every(name => typeof name === 'string')) throw invalidDependency(id)
  return value as string[]
}

const invalidDependency = (id: string): ODataError =>
  new ODataError('badRequest', `Invalid dependency for request Id ${id}`, { target: 'dependsOn' })

/**
 * Ids are unique, whatever their case; no group has the name of a request; dependencies are on what comes before, and never on the own
 * group.
 */
function checkNames (parsed: readonly Member[]): void {
  const ids = new Set<string>()
  for (const { item: { id } } of parsed) {
    if (ids.has(id.toLowerCase())) throw repeatedId(id)
    ids.add(id.toLowerCase())
  }
  const taken = parsed.find(({ group }) => group !== undefined && ids.has(group.toLowerCase()))
  if (taken?.group !== undefined) throw repeatedId(taken.group)
  const before = new Set<string>()
  for (const { item: { id, dependsOn }, group } of parsed) {
    if (dependsOn.some(name => name === group || !before.has(name))) throw invalidDependency(id)
    before.add(id)
    if (group !== undefined) before.add(group)
  }
}

/** Neighbours of one group are one unit; a group that is taken up again later is refused. */
function groupUnits (parsed: readonly Member[]): readonly BatchUnit[] {
  const units: Array<{ name: string | undefined, items: BatchItem[] }> = []
  for (const { item, group } of parsed) {
    const last = units.at(-1)
    if (group !== undefined && last?.name === group) last.items.push(item)
    else if (group !== undefined && units.some(({ name }) => name === group)) { throw invalidBatch(`The requests of the atomicity group '${group}' are not next to each other.`, 'requests') } else units.push({ name: group, items: [item] })
  }
  return units.map(({ name, items }) =>
    name === undefined ? { kind: 'request', item: items[0] as BatchItem } : { kind: 'group', name, items }
  )
}
