/** Decimals are computed by their digits (OData-URL 4.01, sections 5.1.1.2 and 5.1.1.9). */
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const TYPES = { model: 'test/models/types.csdl.xml' }

const asked = async (call: Call, query: Readonly<Record<string, string>>): Promise<unknown> => {
  const response = await call('GET', `/odata/Things?${Object.entries(query).map(([name, value]) => `$${name}=${encodeURIComponent(value)}`).join('&')}`)
  return response.statusCode === 200 ? response.body.slice(response.body.indexOf('"value"')) : response.statusCode
}

const found = async (call: Call, filter: string): Promise<unknown> => {
  const response = await call('GET', `/odata/Things?$select=Id&$filter=${encodeURIComponent(filter)}`)
  return response.statusCode === 200 ? (json(response)['value'] as ReadonlyArray<{ Id: number }>).map(({ Id }) => Id).join() : response.statusCode
}

onBothDatabases('5.1.1.2 sums, products and remainders have every digit, and those that they are made of', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Things', { body: '{"Id":1,"Loose":0.10,"Decimal":12345678901234567890.1234567891,"Price":9999999999.99,"Prices":[0.1,9.99,null],"Inner":{"Loose":0.2}}' })).statusCode, 201)
  const computed = [
    ['Loose mul 3', '0.30'], ['Loose add Inner/Loose', '0.30'], ['Decimal', '12345678901234567890.1234567891'], ['Decimal sub 1', '12345678901234567889.1234567891'], ['-Loose', '-0.10'],
    ['Price mod 10', '9.99'], ['floor(Decimal)', '12345678901234567890'], ['ceiling(-(Loose))', '0'], ['round(Price)', '10000000000'], ['Price sub Price', '0.00'], ['Loose mul Loose mul Loose', '0.001000'],
    ['case(Loose gt 0:Decimal)', '12345678901234567890.1234567891'], ['9007199254740993 add Loose', '9007199254740993.10'], ['0.1 add 0.2', '0.3'], ['-(1.00000000000000000001)', '-1.00000000000000000001'], ['Loose div 4', '0.025']
  ] as const
  for (const [expression, digits] of computed) {
    t.equal(await asked(call, { compute: `${expression} as C`, select: 'C', filter: 'C ne 5.5' }), `"value":[{"@odata.etag":"W/\\"1\\"","@odata.id":"http://localhost:80/odata/Things(1)","C@odata.type":"#Decimal","C":${digits}}]}`, expression)
    t.match((await call('GET', `/odata/Things(1)?$compute=${encodeURIComponent(`${expression} as C`)}&$select=C`)).body, `"C":${digits}}`, expression)
  }
  for (const filter of ['Loose mul 3 eq 0.3', '(Loose add Inner/Loose) in (1,0.3)', 'Decimal sub 0.0000000001 lt Decimal', 'cast(0.99999999999999999999 add Loose sub Loose,Edm.Int32) eq 0', 'Prices/any(p:p eq 9.990)', '(Price sub 9999999990) in Prices', 'Prices/$count eq 3']) {
    t.equal(await found(call, filter), '1', filter)
  }
  for (const filter of ['Loose mod 0 eq 1', 'Loose mod Inner/Decimal eq 1 or Loose mod 0.0 eq 1']) t.equal(await found(call, filter), 400, filter)
  const joined = await call('GET', `/odata/$crossjoin(Things)?$compute=${encodeURIComponent('Things/Decimal sub 1 as C,Things/Loose mul 3 as D')}&$select=C,D&$filter=D eq 0.3&$orderby=C`)
  t.match(joined.body, '"C":12345678901234567889.1234567891,"D@odata.type":"#Decimal","D":0.30}')
  t.equal(await asked(call, { apply: 'compute(Loose mul 3 as Three)/filter(Three eq 0.3)/aggregate(Three with sum as S)' }), '"value":[{"S@odata.type":"#Decimal","S":0.30}]}')
}, TYPES)

onBothDatabases('5.1.1.2 a result of too many digits is refused', async (t, { call }) => {
  const long = `1${'0'.repeat(999)}`
  t.equal((await call('POST', '/odata/Things', { body: `{"Id":1,"Loose":${long}}` })).statusCode, 201)
  t.equal(await found(call, 'Loose mul Loose gt Loose'), '1')
  const refused = await call('GET', `/odata/Things?$filter=${encodeURIComponent('Loose mul Loose mul Loose gt 1')}`)
  t.match([refused.statusCode, json(refused)], [400, { error: { message: /The result does not fit Edm\.Decimal\./ } }])
}, TYPES)

onBothDatabases('5.1.1.1.1 what is null is found, whatever its type tolerates', async (t, { call }) => {
  for (const body of [{ Id: 1, Grades: [1, 2], Durations: ['PT24H'], Colors: ['Blue'] }, { Id: 2, Binary: 'AQ' }]) t.equal((await call('POST', '/odata/Things', { body })).statusCode, 201)
  for (const filter of ['Binary eq null', 'not (Binary ne null)', 'Grades/any(g:g eq 2)', "Durations/any(d:d eq duration'P1D')", "Colors/any(c:c gt 'Green')", "Colors/all(c:c eq 'Blue') and Grades/any()"]) {
    t.equal(await found(call, filter), '1', filter)
  }
}, TYPES)

onBothDatabases('5.1.1.12.1 what is deep is rendered once', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Things', { body: { Id: 1, Loose: 0.1 } })).statusCode, 201)
  const deep = (depth: number): string => depth === 0 ? 'Loose' : `case(${deep(depth - 1)} gt 0:Loose)`
  const nested = (depth: number): string => depth === 0 ? 'Loose' : `case(true:${nested(depth - 1)})`
  for (const expression of [deep(30), nested(30)]) t.equal(await found(call, `${expression} eq 0.1`), '1')
}, TYPES)
