/** The worst requests of each kind that the limits let through. */
import { gzipSync } from 'node:zlib'
import { limits } from '../../src/base/limits.js'
import type { DialectName } from '../../src/storage/database/database.js'
import { OFFICE } from './service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const CONFIGURATIONS = `${OFFICE}/clientConfigurations`
const MEBIBYTE = 1_048_576

export interface Sent {
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** `only`: on the other database it may take longer, for a reason that is said there. */
export type Kinds = ReadonlyArray<readonly [title: string, request: () => Sent, only?: DialectName]>

const list = (count: number, item: (index: number) => string, separator = ','): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator)
const json = (method: string, path: string, body: unknown): Sent =>
  ({ method, path, type: 'application/json', body: typeof body === 'string' ? body : JSON.stringify(body) })
const query = (options: Readonly<Record<string, string>>, path = ROWS): Sent => ({
  method: 'POST',
  path: `${path}/$query`,
  type: 'text/plain',
  body: Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
})
const rows = (count: number, text = 20): object[] => Array.from({ length: count }, (_, index) =>
  ({ userId: `u${index}`, deviceName: `x${index}`, errorMessage: 'e'.repeat(text), appliedPolicies: ['a', 'b'] }))
const batch = (requests: readonly object[]): Sent => json('POST', '/beta/$batch', { requests })
const step = (index: number, method: string, url: string, body?: unknown): object =>
  ({ id: String(index), method, url, headers: { 'Content-Type': 'application/json' }, ...body === undefined ? {} : { body } })

const longest = list(900, index => `deviceName eq 'x${index}'`, ' or ')

/** What is there when they come: 5,000 rows, a payload of 16 MiB, 100 configurations. */
export const given: readonly Sent[] = [
  json('PATCH', OFFICE, { tenantCheckinStatuses: rows(5000) }),
  ...Array.from({ length: 5 }, () => batch(Array.from({ length: 20 }, (_, index) => step(index, 'POST', 'officeConfiguration/clientConfigurations', {
    '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
    displayName: 'c',
    checkinStatuses: rows(20),
    assignments: [{}, {}]
  }))))
]

export const reads: Kinds = [
  ['1,000 rows', () => ({ method: 'GET', path: `${ROWS}?$top=1000&$count=true` })],
  ['900 conditions', () => query({ $filter: longest })],
  ['5,000 brackets', () => query({ $filter: `${'('.repeat(5000)}deviceName eq 'x1'${')'.repeat(5000)}` })],
  ['9,000 values of in', () => query({ $filter: `deviceName in (${list(9000, index => `'${index}'`)})` })],
  ['a text of 60,000 characters', () => query({ $filter: `contains(deviceName,'${'x'.repeat(60_000)}')` })],
  ['600 levels', () => query({ $filter: `${list(290, () => '(wasSuccessful or (not wasSuccessful and ', '')}true${'))'.repeat(290)}` })],
  ['490 words', () => query({ $search: list(490, index => `x${index}`, ' OR '), $count: 'true' })],
  ['20,000 signs that are no expression', () => query({ $filter: '1 add '.repeat(9900) })],
  ['400 computed values', () => query({ $compute: list(400, index => `${index} as c${index}`), $top: '1000' })],
  ['50 computed values that build on one another', () =>
    query({ $compute: list(50, index => index === 0 ? 'length(userId) as c0' : `c${index - 1} add 1 as c${index}`), $top: '1000' })],
  ['100 keys', () => query({ $orderby: list(100, index => `length(userId) add ${index}`), $top: '1000' })],
  ['64 copies', () => query({ $apply: list(6, () => 'concat(identity,identity)', '/'), $top: '1000' })],
  ['50 transformations', () => query({ $apply: list(50, index => `filter(deviceName ne '${index}')`, '/') })],
  ['groups', () => query({ $apply: 'groupby((userId,deviceName),aggregate($count as n))', $top: '1000' })],
  ['a product of lambdas', () => query({ $filter: 'appliedPolicies/all(a:appliedPolicies/all(b:appliedPolicies/all(c:a ne concat(b,c))))' })],
  ['a pattern', () => query({ $filter: "matchesPattern(errorMessage,'(.{0,12}){11}z')" })],
  ['everything expanded', () => query({ $expand: '*($levels=max;$count=true)', $top: '1000' }, CONFIGURATIONS)],
  ['expanded with 900 conditions', () => query({ $expand: `assignments($filter=${list(900, index => `id eq '${index}'`, ' or ')})` }, CONFIGURATIONS)],
  ['20 times 900 conditions in a batch', () => batch(Array.from({ length: 20 }, (_, index) =>
    step(index, 'GET', `officeConfiguration/tenantCheckinStatuses?$filter=${encodeURIComponent(list(400, at => `deviceName eq '${at}${index}'`, ' or '))}`)
  ).map(request => ({ ...request, headers: {} })))],
  ['20 times 1,000 rows in a batch', () => batch(Array.from({ length: 20 }, (_, index) =>
    ({ id: String(index), method: 'GET', url: 'officeConfiguration/tenantCheckinStatuses?$top=1000' })))],
  ['the metadata', () => ({ method: 'GET', path: '/beta/$metadata' })]
]

export const writes: Kinds = [
  ['as many items as there may be', () => json('PATCH', OFFICE, `{"tenantCheckinStatuses":[${list(limits.bodyItems.most - 2, () => '{}')}]}`)],
  ['five million items', () => json('PATCH', OFFICE, `{"tenantCheckinStatuses":[${list(5_000_000, () => '{}')}]}`)],
  ['400,000 texts in one row', () => json('PATCH', OFFICE, { tenantCheckinStatuses: [{ appliedPolicies: Array(400_000).fill('policy') }] })],
  ['20,000 rows of 40 MB', () => json('PATCH', OFFICE, { tenantCheckinStatuses: rows(20_000, 2000) })],
  ['a text of 30 MiB', () => json('PATCH', OFFICE, { tenantCheckinStatuses: [{ errorMessage: 'é"\n'.repeat(5 * MEBIBYTE) }] })],
  ['500,000 faults', () => json('PATCH', OFFICE, `{"tenantCheckinStatuses":[${list(400_000, () => '{"nonsense":1}')}]}`)],
  ['members that nobody knows', () => json('PATCH', OFFICE, `{${list(400_000, index => `"x${index}":${index}`)}}`)],
  ['60 MB that are no JSON', () => json('PATCH', OFFICE, `{"a":[${list(400_000, () => `"${'x'.repeat(140)}"`)}`)],
  ['blanks', () => json('PATCH', OFFICE, `{"a":${' '.repeat(60 * MEBIBYTE)}1}`)],
  ['a payload of 16 MiB', () => json('POST', CONFIGURATIONS, {
    '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'p', policyPayload: 'QUJD'.repeat(4 * MEBIBYTE)
  })],
  ['20 bodies in a batch', () => batch(Array.from({ length: 20 }, (_, index) =>
    step(index, 'PATCH', 'officeConfiguration', { tenantCheckinStatuses: rows(1000, 1000) })))],
  ['a batch of links', () => batch([step(1, 'POST', 'officeConfiguration/clientConfigurations', {
    '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
    'x@odata.bind': '$1',
    assignments: Array.from({ length: 100_000 }, () => ({ '@odata.id': '$5' }))
  })])],
  ['40 MB that look like boundaries', () => ({
    method: 'POST', path: '/beta/$batch', type: 'multipart/mixed; boundary=b', body: 'x--b\r\n'.repeat(6_000_000)
  })],
  ['a request of 40 MB of blanks in multipart', () => ({
    method: 'POST',
    path: '/beta/$batch',
    type: 'multipart/mixed; boundary=b',
    body: `--b\r\nContent-Type: application/http\r\n\r\nGET /beta HTTP/1.1\r\n\r\n${' '.repeat(40 * MEBIBYTE)}\r\n--b--\r\n`
  })]
]

const configuration = (more: object): object => ({ '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'c', ...more })

export const bodies: Kinds = [
  ['60 texts of 900,000 characters', () => json('PATCH', OFFICE, {
    tenantCheckinStatuses: Array.from({ length: 20 }, () => ({ errorMessage: 'é"\n'.repeat(250_000) }))
  })],
  ['60 rows of a million bytes', () => json('PUT', ROWS, { value: Array(60).fill({ errorMessage: 'é'.repeat(500_000) }) })],
  ['those rows', () => ({ method: 'GET', path: `${ROWS}?$top=1000` })],
  ['those rows in a batch', () => batch([{ id: '1', method: 'GET', url: 'officeConfiguration/tenantCheckinStatuses?$top=1000' }])],
  ['what is in those rows', () => ({ method: 'GET', path: `${ROWS}?$filter=contains(errorMessage,'x')&$search=x` })],
  ['20,000 rows again', () => json('PUT', ROWS, { value: rows(20_000) })],
  ['all of them', () => ({ method: 'GET', path: OFFICE })],
  ['a list of long texts', () => json('PATCH', OFFICE, { tenantCheckinStatuses: [{ appliedPolicies: Array(50).fill('é"\n'.repeat(200_000)) }] })],
  ['400,000 assignments', () => json('POST', CONFIGURATIONS, configuration({ assignments: Array(400_000).fill({}) }))],
  ['a list where a text is wanted', () => json('PATCH', OFFICE, { tenantCheckinStatuses: Array(400_000).fill('x') })],
  ['400,000 annotations', () => json('PATCH', OFFICE, `{${list(400_000, index => `"@a.x${index}":${index}`)}}`)],
  ['400,000 members in a row', () => json('PATCH', OFFICE, `{"tenantCheckinStatuses":[{${list(400_000, index => `"x${index}":${index}`)}}]}`)],
  ['the same member 3,000,000 times', () => json('PATCH', OFFICE, `{${list(3_000_000, () => '"userId":1')}}`)],
  ['a number of 60 MB', () => json('PATCH', OFFICE, `{"a":${'1'.repeat(60 * MEBIBYTE)}}`)],
  ['a name of 30 MB', () => json('PATCH', OFFICE, `{"${'x'.repeat(30 * MEBIBYTE)}":1}`)],
  ['60 MB of blanks in brackets', () => json('PATCH', OFFICE, `{"a":[${' '.repeat(60 * MEBIBYTE)}]}`)],
  ['60 MB of blanks', () => json('PATCH', OFFICE, ' '.repeat(60 * MEBIBYTE))],
  ['one text', () => json('PATCH', OFFICE, JSON.stringify('é"\n'.repeat(5 * MEBIBYTE)))],
  ['60 MB of something else', () => json('PATCH', OFFICE, '<a>'.repeat(20 * MEBIBYTE))],
  ['priorities of 200,000', () => json('POST', `${CONFIGURATIONS}/updatePriorities`, {
    officeConfigurationPolicyIds: Array.from({ length: 200_000 }, (_, index) => `c${index}`),
    officeConfigurationPriorities: Array.from({ length: 200_000 }, (_, index) => index)
  })],
  ['60 MB that were compressed', () => ({
    method: 'PATCH',
    path: OFFICE,
    type: 'application/json',
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify({ tenantCheckinStatuses: rows(20_000, 2900) }))
  })],
  ['a batch in a group', () => batch(Array.from({ length: 20 }, (_, index) =>
    ({ ...step(index, 'PATCH', 'officeConfiguration', { tenantCheckinStatuses: rows(1000, 1000) }), atomicityGroup: 'g' })))],
  ['a query of 60 MB', () => ({ method: 'POST', path: `${ROWS}/$query`, type: 'text/plain', body: '$filter='.padEnd(60 * MEBIBYTE, 'x') })],
  ['a query of 60 MB of signs', () => ({ method: 'POST', path: `${ROWS}/$query`, type: 'text/plain', body: '&'.repeat(60 * MEBIBYTE) })],
  ['a long URL', () => ({ method: 'GET', path: `${ROWS}?$filter=${encodeURIComponent(list(500, index => `userId eq '${index}'`, ' or '))}` })],
  ['a long path', () => ({ method: 'GET', path: `/beta/${'a/'.repeat(8000)}` })],
  ['a token of 16,000 characters', () => ({ method: 'GET', path: OFFICE, headers: { authorization: `Bearer ${'ab.'.repeat(5000)}` } })],
  ['a long Prefer', () => ({ method: 'GET', path: OFFICE, headers: { prefer: 'a=b;c,'.repeat(2500) } })],
  ['a long Accept', () => ({ method: 'GET', path: OFFICE, headers: { accept: 'a/b;q=0.1,'.repeat(1500) } })],
  ['many ETags', () => ({ method: 'GET', path: OFFICE, headers: { 'if-none-match': 'W/"1",'.repeat(2500) } })],
  ['everything of everything', () => ({ method: 'GET', path: `${OFFICE}?$expand=*($levels=max)` })],
  ['all entities', () => ({ method: 'GET', path: '/beta/$all' })],
  ['$metadata in JSON', () => ({ method: 'GET', path: '/beta/$metadata?$format=json' })],
  ['changes of each', () => json('PATCH', `${CONFIGURATIONS}/$each`, { description: 'x', checkinStatuses: rows(100) })]
]

const STATE = '/__admin/tenants/probe/state'
const fault = (match: object): object => ({ match, effect: { kind: 'error', status: 500 }, schedule: { times: 0 } })

export const controls: Kinds = [
  ['a state of 60 MB', () => json('PUT', STATE, { officeConfiguration: { tenantCheckinStatuses: rows(20_000, 2900) } })],
  ['that state again', () => ({ method: 'GET', path: STATE })],
  ['a state of one long row', () => json('PUT', STATE, { officeConfiguration: { tenantCheckinStatuses: [{ errorMessage: 'é"\n'.repeat(5 * MEBIBYTE) }] } })],
  ['the long row again', () => ({ method: 'GET', path: STATE })],
  ['a state with a stream of 16 MiB', () => json('PUT', STATE, {
    officeConfiguration: {
      clientConfigurations: [configuration({
        policyPayload: { contentType: 'text/plain', content: 'QUJD'.repeat(16 * MEBIBYTE / 3) }
      })]
    }
  })],
  ['the stream of the state', () => ({ method: 'GET', path: STATE })],
  ['a state with a row of nonsense', () => json('PUT', STATE, {
    officeConfiguration: {
      tenantCheckinStatuses: [Object.fromEntries(
        Array.from({ length: 400_000 }, (_, index) => [`x${index}`, index]))]
    }
  })],
  ['20,000 lines of 60 MB', () => ({
    method: 'POST', path: '/__admin/tenants/probe/checkinStatuses/import', type: 'application/x-ndjson', body: rows(20_000, 2900).map(row => JSON.stringify(row)).join('\n')
  })],
  ['a line of 60 MB', () => ({
    method: 'POST', path: '/__admin/tenants/probe/checkinStatuses/import', type: 'application/x-ndjson', body: JSON.stringify({ errorMessage: 'é"\n'.repeat(10 * MEBIBYTE) })
  })],
  ['a cell of 60 MB', () => ({
    method: 'POST', path: '/__admin/tenants/probe/checkinStatuses/import', type: 'text/csv', body: `userId,errorMessage\na,"${'é\n'.repeat(20 * MEBIBYTE)}"`
  })],
  ['20 million empty lines', () => ({
    method: 'POST', path: '/__admin/tenants/probe/checkinStatuses/import', type: 'application/x-ndjson', body: '\n'.repeat(20_000_000)
  })],
  ['a journal of long bodies', () => ({ method: 'GET', path: '/__admin/journal' })],
  ['a rule of stars', () => json('POST', '/__admin/faults', fault({ path: `/beta/${'*a'.repeat(500)}b` }))],
  ['a path of that rule', () => ({ method: 'GET', path: `/beta/${'a'.repeat(16_000)}` })],
  ['headers of stars', () => json('POST', '/__admin/faults', fault({
    headers: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, `${'*a?'.repeat(300)}b`])), path: '/**/a'.repeat(200)
  }))],
  ['what they look at', () => ({
    method: 'GET', path: `/beta/${'a/'.repeat(7000)}`, headers: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, 'a'.repeat(1000)]))
  })]
]
