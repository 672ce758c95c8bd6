/** What can be made of a request in the journal. */
import { DEFAULT_TENANT } from '../service/address.js'
import type { JournalEntry } from '../service/controls.js'
import { send } from '../service/resources.js'
import type { ResourceAnswer } from '../service/resources.js'
import { originOf, service } from '../service/service-info.js'

/** Those that a client sets for its own reasons; the others are of its connection, or masked. */
const KEPT = /^(?:accept|content-type|if-match|if-none-match|prefer|odata-.*|x-tenant-id|x-fault|client-request-id)$/

const keptHeaders = ({ request }: JournalEntry): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(request.headers).filter(([name]) => KEPT.test(name)))

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** For a shell; tokens are masked in the journal, so it names any word. */
export function curlOf (entry: JournalEntry): string {
  const { method, url, request: { body } } = entry
  const headers = Object.entries({ ...keptHeaders(entry), authorization: 'Bearer any-word' })
  return [
    `curl -i -X ${method} ${quoted(originOf(service.value!) + url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...body === undefined ? [] : [`--data-binary ${quoted(body.text)}`]
  ].join(' \\\n  ')
}

/** With a token of the console's for the same tenant. @throws Error when the journal has not kept all of the body */
export async function sendAgain (entry: JournalEntry): Promise<ResourceAnswer> {
  const { method, url, tenant = DEFAULT_TENANT, request: { body } } = entry
  if (body?.whole === false) throw new Error('The journal has only the beginning of the body, so it cannot be sent again.')
  return await send({ method, path: url, tenant, headers: keptHeaders(entry), body: body?.text })
}

/** The path without its query; a pattern may start with `/` for all of it. */
const pathOf = ({ url }: JournalEntry): string => decodeURIComponent(url.split('?', 1)[0]!.replace(/^\/t\/[^/]+/i, ''))

/** Parameters of the form for a new rule. */
export const faultParams = (entry: JournalEntry): Readonly<Record<string, string>> => ({
  new: 'error',
  methods: entry.method,
  path: pathOf(entry),
  tenant: entry.tenant ?? ''
})

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/** Whether it was called at all, with this method, path and tenant. */
export const verification = (entry: JournalEntry) => ({
  match: { methods: [entry.method as Method], path: pathOf(entry), ...entry.tenant === undefined ? {} : { tenant: entry.tenant } },
  atLeast: 1
})
