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
