/** References to earlier answers of a batch (OData-Protocol 4.01, sections 11.7.4 and 11.7.5). */
import t from 'tap'
import type { BatchItem } from '../../../src/odata/batch/batch.js'
import { mayRefer, resolveReferences } from '../../../src/odata/batch/references.js'
import type { LookUp } from '../../../src/odata/batch/references.js'

const url = 'http://office/beta/officeConfiguration'
const lookUp: LookUp = id => {
  if (id === 'failed') throw new Error('it failed')
  if (id === '1') return { url, etag: 'W/"1"' }
  return id === 'a/b' ? { url: `${url}/x`, etag: undefined } : undefined
}
const item = (more: Partial<BatchItem>): BatchItem =>
  ({ id: '2', method: 'PATCH', url: 'a', headers: {}, body: undefined, dependsOn: [], conditional: false, ...more })
const resolved = async (more: Partial<BatchItem>): Promise<BatchItem> => await resolveReferences(item(more), lookUp)

t.test('as the first segment of a URL', async t => {
  const cases: ReadonlyArray<readonly [sent: string, resolved: string]> = [
    ['$1', url], ['/$1/assign', `${url}/assign`], ['%241?$top=1', `${url}?$top=1`], ['$1/$count', `${url}/$count`], ['$a%2Fb', `${url}/x`],
    ['$none/x', '$none/x'], ['/beta/$1', '/beta/$1'], ['$batch', '$batch'], ['$metadata', '$metadata'], ['$', '$'], ['$%E0%A4%A', '$%E0%A4%A']
  ]
  for (const [sent, expected] of cases) t.equal((await resolved({ url: sent })).url, expected, sent)
  await t.rejects(resolved({ url: '$failed' }), { message: /it failed/ })
})

t.test('as an ETag', async t => {
  t.same((await resolved({ headers: { 'if-match': '$1', 'if-none-match': '*', prefer: '$1' } })).headers, { 'if-match': 'W/"1"', 'if-none-match': '*', prefer: '$1' })
  for (const value of ['$none', '$a/b']) await t.rejects(resolved({ headers: { 'if-match': value } }), { message: /not an earlier request/ }, value)
})

t.test('in the links of a JSON body, and nowhere else in it', async t => {
  const bodyOf = async (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<string> =>
    Buffer.from((await resolved({ headers, body: Buffer.from(body) })).body!).toString()
  t.equal(await bodyOf('{"a":"$1","x@odata.bind":"$1/y","list":[{"@id":"$1","z@bind":["$1","$none"]}]}'),
    `{"a":"$1","x@odata.bind":"${url}/y","list":[{"@id":"${url}","z@bind":["${url}","$none"]}]}`)
  for (const body of ['{"a":"$1"}', '{"@id":1}', '{"@id":"$1"', `${'['.repeat(200)}{"@id":"$1"}${']'.repeat(200)}`]) t.equal(await bodyOf(body), body)
  t.equal(await bodyOf('{"@id":"$1"}', { 'content-type': 'text/plain' }), '{"@id":"$1"}')
})

t.test('a value of an earlier answer is a 501; what has a name of its own is not one', async t => {
  for (const query of ['?$filter=a eq $1', '?$filter=a%20eq%20$1', '?$filter=a+in+($failed)', '?@p=$1']) {
    await t.rejects(resolved({ url: `a${query}` }), { message: /A reference to a value of an earlier answer \('\$(1|failed)'\)/ }, query)
  }
  for (const query of ['?$filter=a eq $it', "?$filter=a eq '$1'", '?$filter=a eq $none', '?$count=true', '?$expand=x($filter=y)']) {
    t.doesNotThrow(() => resolved({ url: `a${query}` }), query)
  }
})

t.test('which requests may need an earlier answer', async t => {
  for (const more of [{ url: '$1/x' }, { headers: { 'if-match': '$1' } }, { headers: { 'if-none-match': '$1' } }]) t.ok(mayRefer(item(more)))
  for (const more of [{ url: '/beta/$1' }, { url: '$batch' }, { headers: { 'if-match': 'W/"1"', prefer: '$1' } }]) t.notOk(mayRefer(item(more)))
})
