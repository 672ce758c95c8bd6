/** A batch in JSON (OData JSON format 4.01, section 19.1): what it becomes, and each thing that may be wrong with it. */
import t from 'tap'
import { parseJsonBatch } from '../../../src/odata/batch/parse-json-batch.js'
import { ODataError } from '../../../src/errors.js'

const parse = (requests: unknown, more: object = {}) => parseJsonBatch('application/json', Buffer.from(JSON.stringify({ requests, ...more })))
const get = (id: string, more: object = {}): object => ({ id, method: 'GET', url: '/me', ...more })
const json = { 'Content-Type': 'application/json' }

t.test('requests and groups, in order', t => {
  const units = parse([
    get('1', { method: 'get', headers: { Accept: '*/*' }, '@annotated': 1 }),
    { id: '2', method: 'PATCH', url: 'a', headers: json, body: { a: 1 }, atomicityGroup: 'g', dependsOn: ['1'] },
    { id: '3', method: 'POST', url: 'b', headers: { 'content-type': 'text/plain' }, body: 'text', atomicityGroup: 'g' },
    { id: '4', method: 'PUT', url: 'c', headers: { 'content-type': 'image/png' }, body: 'AQI', dependsOn: ['g'], if: 'x' },
    { id: '5', method: 'DELETE', url: 'd', headers: null, body: null, dependsOn: null, atomicityGroup: null, if: null }
  ], { '@odata.context': 'x' })
  t.match(units, [
    { kind: 'request', item: { id: '1', method: 'GET', url: '/me', headers: { accept: '*/*' }, body: undefined, dependsOn: [], conditional: false } },
    { kind: 'group', name: 'g', items: [{ id: '2', method: 'PATCH', dependsOn: ['1'] }, { id: '3', method: 'POST' }] },
    { kind: 'request', item: { id: '4', method: 'PUT', dependsOn: ['g'], conditional: true } },
    { kind: 'request', item: { id: '5', method: 'DELETE', body: undefined, conditional: false } }
  ])
  const bodies = units.flatMap(unit => unit.kind === 'group' ? unit.items : [unit.item]).map(({ body }) => body === undefined ? undefined : [...body])
  t.same(bodies, [undefined, [...Buffer.from('{"a":1}')], [...Buffer.from('text')], [1, 2], undefined])
  t.end()
})

t.test('what is wrong, and where', t => {
  const post = { id: '1', method: 'POST', url: 'a' }
  const cases: ReadonlyArray<readonly [requests: unknown, message: RegExp, target?: string]> = [
    [undefined, /list of requests/, 'requests'],
    [{}, /list of requests/, 'requests'],
    [[], /no request in the batch/, 'requests'],
    [Array(21).fill(get('1')), /exceeds the maximum value of 20/],
    [[1], /Expected a JSON object/, 'requests/0'],
    [[get('1'), null], /Expected a JSON object/, 'requests/1'],
    [[get('1', { verb: 1 })], /'verb' is not known/, 'requests/0/verb'],
    [[get('')], /not empty/, 'requests/0/id'],
    [[get('a\nb')], /not empty/, 'requests/0/id'],
    [[get('x'.repeat(257))], /not empty/, 'requests/0/id'],
    [[{ ...get('1'), id: 1 }], /not empty/, 'requests/0/id'],
    [[get('1', { method: 'HEAD' })], /GET, POST, PUT, PATCH or DELETE/, 'requests/0/method'],
    [[get('1', { url: '' })], /Expected a URL/, 'requests/0/url'],
    [[get('1', { headers: [] })], /Expected a JSON object/, 'requests/0/headers'],
    [[get('1', { headers: { a: 1 } })], /strings as values/, 'requests/0/headers/a'],
    [[get('1', { headers: { a: 'x\r\nb: y' } })], /strings as values/, 'requests/0/headers/a'],
    [[get('1', { headers: { 'a b': 'x' } })], /strings as values/, 'requests/0/headers/a b'],
    [[get('1', { headers: { A: 'x', a: 'y' } })], /appears twice/, 'requests/0/headers'],
    [[get('1', { headers: json, body: {} })], /A GET has no body/, 'requests/0/body'],
    [[{ ...post, body: {} }], /'1' does not contain a Content-Type header/, 'requests/0/headers'],
    [[post], /'1' does not contain a Content-Type header/, 'requests/0/headers'],
    [[{ ...post, headers: { 'content-type': 'text/plain' }, body: {} }], /is a string in a batch/, 'requests/0/body'],
    [[{ ...post, headers: { 'content-type': 'image/png' }, body: '*' }], /not base64/, 'requests/0/body'],
    [[get('a'), get('A')], /Request Id A has to be unique/],
    [[get('a', { atomicityGroup: 'A' })], /Request Id A has to be unique/],
    [[get('1', { dependsOn: '0' })], /Invalid dependency for request Id 1/, 'dependsOn'],
    [[get('1', { dependsOn: ['2'] }), get('2')], /Invalid dependency for request Id 1/, 'dependsOn'],
    [[get('1', { atomicityGroup: 'g' }), get('2', { atomicityGroup: 'g', dependsOn: ['g'] })], /Invalid dependency for request Id 2/, 'dependsOn'],
    [[get('1', { atomicityGroup: 'g' }), get('2'), get('3', { atomicityGroup: 'g' })], /'g' are not next to each other/, 'requests']
  ]
  for (const [requests, message, target] of cases) {
    const error = refusalOf(() => parse(requests))
    t.equal(error.status, 400)
    t.match(`${error.message} ${error.details?.[0]?.message ?? ''}`, message)
    t.equal(error.target, target, String(message))
  }
  t.match(refusalOf(() => parse([get('1')], { more: 1 })), { target: 'more' })
  t.equal(refusalOf(() => parseJsonBatch('text/plain', Buffer.from('{}'))).status, 415)
  t.match(refusalOf(() => parseJsonBatch(undefined, Buffer.from('{'))).details, [{ message: /payload is of valid JSON/ }])
  t.end()
})

function refusalOf (work: () => unknown): ODataError {
  try {
    work()
  } catch (error) {
    if (error instanceof ODataError) return error
  }
  throw new Error('it was not refused')
}
