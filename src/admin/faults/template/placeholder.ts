/**
 * A part of the request, as answers name it between braces: `{{query:$top}}`.
 *
 *     placeholder = "{{" part "}}"
 *     part        = "method" / "url" / "path" / "body" / "tenant" / "application" / "now" / "request-id" / "client-request-id"
 *                 / "segment:" [ "-" ] 1*2DIGIT        ; of the path, from 0; -1 is the last
 *                 / "query:" name / "header:" name
 *                 / "body:" pointer                    ; RFC 6901: `body:/tenantUserCheckinSummary/failedUserCount`
 */
import { isSecretMember, maskHeader, maskQueryOption, maskUrl } from '../../../base/mask.js'
import { pathAndQuery } from '../../../odata/odata-request.js'
import { ODataError } from '../../../errors.js'
import type { RequestIds } from '../../../http/error-answer.js'
import { decode, headerOf } from '../../requests/graph-call.js'
import type { GraphCall } from '../../requests/graph-call.js'
import { lookUp, parsePointer } from './json-pointer.js'

/** What placeholders are replaced by parts of. */
export interface TemplateRequest {
  readonly call: GraphCall
  readonly ids: RequestIds
  readonly now: () => Date
  /** The body read as JSON, as text where it is not JSON; undefined when there is none. */
  readonly body: () => unknown
}

/** The value in a request; undefined where the request does not have it. */
export type Placeholder = (request: TemplateRequest) => unknown

const segmentsOf = ({ path, names }: GraphCall): string[] => names.belowRoot(path).split('/').filter(segment => segment !== '').map(decode)

const whole: Readonly<Record<string, Placeholder>> = {
  method: ({ call }) => call.method,
  url: ({ call }) => maskUrl(pathAndQuery(call)),
  path: ({ call }) => segmentsOf(call).join('/'),
  body: ({ body }) => body(),
  tenant: ({ call }) => call.tenant,
  application: ({ call }) => call.application,
  now: ({ now }) => now().toISOString(),
  'request-id': ({ ids }) => ids.requestId,
  'client-request-id': ({ ids }) => ids.clientRequestId
}

const named: Readonly<Record<string, (name: string) => Placeholder | undefined>> = {
  segment: text => /^-?\d{1,2}$/.test(text) ? ({ call }) => segmentsOf(call).at(Number(text)) : undefined,
  query: name => name === '' ? undefined : ({ call }) => queryOption(call, name),
  header: name => /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? headerPlaceholder(name) : undefined,
  body: text => {
    const pointer = parsePointer(text)
    return pointer === undefined ? undefined : ({ body }) => member(lookUp(body(), pointer), pointer)
  }
}

/** @throws ODataError of status 400 for one that there is not. `target` is the member of the rule that has it. */
export function parsePlaceholder (text: string, target: string): Placeholder {
  const part = text.trim()
  const colon = part.indexOf(':')
  const placeholder = colon === -1
    ? own(whole, part)
    : own(named, part.slice(0, colon))?.(part.slice(colon + 1))
  if (placeholder !== undefined) return placeholder
  throw new ODataError(
    'badRequest',
    `'${target}' has the unknown placeholder {{${part}}}. There are ${[...Object.keys(whole), 'segment:0', 'query:name', 'header:name', 'body:/pointer'].join(', ')}.`,
    { target }
  )
}

const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

function queryOption ({ query }: GraphCall, name: string): string | undefined {
  const value = new URLSearchParams(query).get(name)
  return value === null ? undefined : maskQueryOption(name, value)
}

/** Secrets are masked, as in the journal, which keeps answers too. */
const member = (value: unknown, pointer: readonly string[]): unknown =>
  value !== undefined && pointer.some(isSecretMember) ? maskQueryOption('secret', '') : value

const headerPlaceholder = (name: string): Placeholder => ({ call }) => {
  const value = headerOf(call, name)
  return value === undefined ? undefined : maskHeader(name, value)
}
