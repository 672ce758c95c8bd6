/** Names are those of the model: `constructor`, `__proto__` and `toString` are identifiers like any other (CSDL 4.01, section 15.2). */
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const NAMES = { model: 'test/models/names.csdl.xml' }
const PLAIN = { host: 'names' }
/** As text: a literal of JavaScript would set the prototype. */
const WHOLE = '{"valueOf":1,"constructor":"a","__proto__":"b","toString":["x","y"],"prototype":{"__proto__":"c","constructor":3}}'
const LEAST = '{"valueOf":2,"constructor":null,"__proto__":null,"toString":[],"prototype":null}'

const bodyOf = async (call: Call, url: string): Promise<string> => (await call('GET', url, { headers: { ...PLAIN, accept: 'application/json;odata.metadata=none' } })).body

onBothDatabases('CSDL 15.2: members with the names of what every object of JavaScript has', async (t, { call }) => {
  for (const set of ['constructor', '__proto__']) {
    const url = `/odata/${set}`
    t.equal((await call('POST', url, { body: WHOLE, headers: PLAIN })).statusCode, 201)
    t.equal((await call('POST', url, { body: '{"valueOf":2}', headers: PLAIN })).statusCode, 201, 'what is left out is not there')
    t.equal(await bodyOf(call, url), `{"value":[${WHOLE},${LEAST}]}`)
    const filter = "constructor eq 'a' and __proto__ eq 'b' and prototype/constructor eq 3 and toString/any(constructor:constructor eq 'y')"
    t.equal(await bodyOf(call, `${url}?$filter=${encodeURIComponent(filter)}&$select=__proto__,prototype`), '{"value":[{"__proto__":"b","prototype":{"__proto__":"c","constructor":3}}]}')
    t.equal((await call('PATCH', `${url}(1)`, { body: '{"__proto__":"d","prototype":{"__proto__":null}}', headers: PLAIN })).statusCode, 200)
    t.equal(await bodyOf(call, `${url}(1)`), '{"valueOf":1,"constructor":"a","__proto__":"d","toString":["x","y"],"prototype":{"__proto__":null,"constructor":3}}')
    t.equal((await call('PUT', `${url}(2)`, { body: '{"toString":["z"]}', headers: PLAIN })).statusCode, 200)
    t.equal(await bodyOf(call, `${url}(2)`), LEAST.replace('[]', '["z"]'))
    t.equal(await bodyOf(call, `${url}(2)/toString`), '{"value":["z"]}')
  }
  t.equal((await call('POST', '/odata/constructor', { body: '{"valueOf":3,"then@odata.bind":["constructor(1)"]}', headers: PLAIN })).statusCode, 201)
  t.equal(await bodyOf(call, '/odata/constructor(3)?$select=valueOf&$expand=then($select=valueOf)'), '{"valueOf":3,"then":[{"valueOf":1}]}')
  t.equal((await call('POST', '/odata/constructor', { body: '{"valueOf":4,"hasOwnProperty":1}', headers: PLAIN })).statusCode, 400, 'a name that the type does not have')
}, NAMES)

onBothDatabases('state documents and generated data of such a model', async (t, { call }) => {
  t.equal((await call('POST', '/odata/__proto__', { body: WHOLE, headers: PLAIN })).statusCode, 201)
  const state = await call('GET', '/__admin/tenants/default/state')
  t.equal((await call('PUT', '/__admin/tenants/copy/state', { body: state.body })).statusCode, 200)
  t.equal(await bodyOf(call, '/t/copy/odata/__proto__'), `{"value":[${WHOLE}]}`)
  t.match(json(await call('POST', '/__admin/tenants/made/generate', { body: { count: 5 } })), { entities: { constructor: 5 } })
  t.match(await bodyOf(call, '/t/made/odata/__proto__?$top=1'), /^\{"value":\[\{"valueOf":1,"constructor":"[^"]+","__proto__":"[^"]+"/)
  t.match((await call('GET', '/odata/$metadata?$format=json')).body, /"constructor": \{\s+"\$Alias": "toString",\s+"hasOwnProperty": \{[^]*"__proto__": \{/)
}, NAMES)

const WORDS = { model: 'test/models/words.csdl.xml' }
const ROW = '{"key":true,"true":"a","False":2,"tenant":"t","owner":3,"place":"p","contains":"c","when":"2026-01-31T09:30:00Z","when_instant":"w","name":"n","NAME":4,"Größe":1.5}'

onBothDatabases('CSDL 15.2: members and entity sets with the names of what databases and this service know, in any case', async (t, { call }) => {
  for (const set of ['tables', 'Tables', 'Tenant']) {
    const url = `/odata/${set}`
    t.equal((await call('POST', url, { body: ROW, headers: PLAIN })).statusCode, 201)
    t.equal(await bodyOf(call, url), `{"value":[${ROW}]}`)
    t.equal(await bodyOf(call, `${url}(true)`), ROW)
    const filter = "tenant eq 't' and owner eq 3 and place eq 'p' and contains(contains,'c') and when eq 2026-01-31T10:30:00+01:00 and when_instant eq 'w' and name eq 'n' and NAME eq 4 and Größe eq 1.5"
    t.equal(await bodyOf(call, `${url}?$filter=${encodeURIComponent(filter)}&$orderby=NAME desc&$top=1`), `{"value":[${ROW}]}`)
    for (const named of ["$filter=$it/true eq 'a' and $it/False eq 2", '$orderby=$it/true,$it/False', '$apply=filter(owner eq 3)']) {
      t.equal(await bodyOf(call, `${url}?${encodeURI(named)}`), `{"value":[${ROW}]}`, named)
    }
    t.equal(await bodyOf(call, `${url}?$select=true,False`), '{"value":[{"true":"a","False":2}]}')
    t.equal(await bodyOf(call, `${url}?$apply=groupby((true,False))`), '{"value":[{"true":"a","False":2}]}')
    t.equal(await bodyOf(call, `${url}(true)/true`), '{"value":"a"}')
    t.equal((await call('GET', `${url}?$select=12`)).statusCode, 400, 'what begins as no name does')
    t.equal((await call('PATCH', `${url}(true)`, { body: { true: 'b', False: null }, headers: PLAIN })).statusCode, 200)
    t.equal(await bodyOf(call, `${url}(true)`), ROW.replace('"a"', '"b"').replace('2', 'null'))
  }
}, WORDS)

onBothDatabases('data are generated as far as a key has room, and no further when more are asked for', async (t, { call }) => {
  const generate = '/__admin/tenants/default/generate'
  t.match(json(await call('POST', generate, { body: { count: 5 } })), { entities: { tables: 2, Tables: 2, Tenant: 2 } })
  t.match(json(await call('POST', generate, { body: { counts: { Tenant: 3 } } })), { error: { message: 'The key of Tenant has room for 2 entities, not for 3.' } })
}, WORDS)

const OWN = ['Part', 'k0', 'c0', 'c0i', 'p0', 'json', 'Number', 'text', 'rows', 'last', 'e', 'r', 't', 's', 'value', 'changed', 'ordinal', 'type', 'source']

onBothDatabases('CSDL 15.2: members with the names that statements give to what they compute', async (t, { call }) => {
  const row = (Id: number): Record<string, unknown> =>
    ({ Id, ...Object.fromEntries(OWN.map(name => [name, `${name}${Id}`])), When: `2026-01-0${Id}T00:00:00Z` })
  for (const Id of [1, 2, 3]) {
    const related = Id === 1 ? {} : { 'Other@odata.bind': 'Rows(1)' }
    t.equal((await call('POST', '/odata/Rows', { body: { ...row(Id), Inside: [row(1), row(2)], ...related } })).statusCode, 201)
  }
  const compute = '$compute=concat(k0,Part) as Both,date(When) as Day,When as Then,concat(c0,Both) as Three'
  for (const option of ['$orderby=Part desc', `${compute}&$orderby=Then desc,Three desc`, '$orderby=When desc,k0 desc', '$orderby=k0 desc,Part desc&$expand=Inside($orderby=Part desc;$top=1),Other', `${compute}&$orderby=Day desc,Both desc`]) {
    const [found, size] = [[] as unknown[], { prefer: 'odata.maxpagesize=1' }]
    for (let url = `/odata/Rows?${option}`; url !== '' && found.length < 4;) {
      const page = await call('GET', url, { headers: size })
      t.equal(page.statusCode, 200, page.body)
      const { value, '@odata.nextLink': next = '' } = page.json() as { value: Array<Record<string, unknown>>, '@odata.nextLink'?: string }
      found.push(...value)
      url = next.replace(/^https?:\/\/[^/]+/, '')
    }
    t.match(found, [row(3), row(2), row(1)], option)
    t.equal(found.length, 3, option)
    if (option.includes('$expand')) t.match(found[0], { Inside: [row(2)], Other: row(1) })
  }
  t.match(json(await call('GET', `/odata/Rows(2)?${compute}&$select=Both,Three,c0`)), { Both: 'k02Part2', Three: 'c02k02Part2', c0: 'c02' })
  for (const name of OWN) {
    t.match(json(await call('GET', `/odata/Rows?$filter=${name} gt '${name}1'&$orderby=${name} desc&$top=1&$select=${name}`)), { value: [{ [name]: `${name}3` }] }, name)
    t.match(json(await call('GET', `/odata/Rows?$apply=groupby((${name}),aggregate($count as n))&$orderby=${name} desc&$top=1`)), { value: [{ [name]: `${name}3`, n: 1 }] }, name)
    t.match(json(await call('GET', `/odata/Rows?$apply=compute(concat(${name},'x') as y)/groupby((y,${name}))&$orderby=y desc&$top=1`)), { value: [{ [name]: `${name}3`, y: `${name}3x` }] }, name)
  }
}, { model: 'test/models/own-names.csdl.xml' })

const OPERATORS = { model: 'test/models/operator-names.csdl.xml' }
const OPERATOR_ROWS = [
  { in: 1, eq: 1, and: true, not: true, desc: 3, as: false, with: 'w', bytes: 'AAEC' },
  { in: 2, eq: 2, and: false, not: false, desc: 4, as: true, with: null, bytes: null }
]

onBothDatabases('URL 5.1.1: members with the names of operators, where no operator can stand', async (t, { call }) => {
  const url = '/odata/words'
  for (const row of OPERATOR_ROWS) t.equal((await call('POST', url, { body: row, headers: PLAIN })).statusCode, 201)
  const found = async (query: string): Promise<unknown> => {
    const { value } = JSON.parse(await bodyOf(call, `${url}?${encodeURI(query)}`)) as { value: Array<{ in: number }> }
    return value.map(row => row.in)
  }
  const filters: ReadonlyArray<readonly [filter: string, rows: number[]]> = [
    ['eq eq 1', [1]], ['in in (2,3)', [2]], ['and', [1]], ['and or and', [1]], ['and eq false', [2]], ['not', [1]], ['(not)', [1]], ['not not', [2]],
    ['not(not)', [2]], ['not eq false', [2]], ['not ne false and eq eq 1', [1]], ['not in (true,null)', [1]], ['not and', [2]], ['not as', [1]],
    ['as and not and', [2]], ['case(and:eq,true:desc) eq 4', [2]], ["concat(with,'x') eq 'wx'", [1]]
  ]
  for (const [filter, rows] of filters) t.same(await found(`$filter=${filter}`), rows, filter)
  t.same(await found('$orderby=eq desc'), [2, 1])
  t.same(await found('$orderby=not,desc desc'), [2, 1])
  t.same(await found('$orderby=as,in'), [1, 2])
  const shown = async (query: string): Promise<unknown> => (JSON.parse(await bodyOf(call, `${url}?${encodeURI(query)}`)) as { value: unknown }).value
  t.same(await shown('$apply=aggregate(eq with sum as s,in with max as m,desc with min as n)'), [{ s: 3, m: 2, n: 3 }])
  t.same(await shown('$apply=groupby((and),aggregate(eq with sum as sum))&$orderby=sum'), [{ and: true, sum: 1 }, { and: false, sum: 2 }])
  t.same(await shown('$compute=not eq true as n,eq as e&$select=n,e'), [{ n: true, e: 1 }, { n: false, e: 2 }])
  t.equal((await call('GET', `${url}/Of.named(null=1,true=@p)?@p=2`, { headers: PLAIN })).statusCode, 501, 'the parameters are found; what the function does, nobody has said')
  t.match(json(await call('POST', url, { body: { in: 3, bytes: 'AAECAwQ' }, headers: PLAIN })), { error: { message: 'The value is longer than the 4 bytes that the property may have.' } })
  t.match(json(await call('GET', `${url}?$filter=eq eq and in eq 1`, { headers: PLAIN })), { error: { code: 'BadRequest' } }, 'an operand is missing')
}, OPERATORS)
