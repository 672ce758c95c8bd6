/** Dynamic properties of open types (CSDL 4.01, sections 6.3 and 9.3) in `$filter`, `$orderby`, `$compute`, `$apply` and `$select`. */
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }

const CUSTOMERS = [
  { Number: '1', Name: 'text', Extra: 'blue', Address: { Street: 'A', Floors: 3, Yard: { Trees: 2 } } },
  { Number: '2', Name: 'number', Extra: 5, Address: { Street: 'B', Floors: '3' } },
  { Number: '3', Name: 'fraction', Extra: 5.5, 'When@odata.type': '#DateTimeOffset', When: '2026-03-01T12:00:00+02:00' },
  { Number: '4', Name: 'true', Extra: true, 'When@odata.type': '#DateTimeOffset', When: '2025-03-01T12:00:00Z' },
  { Number: '5', Name: 'null', Extra: null, 'Day@odata.type': '#Date', Day: '2026-02-03', 'Big@odata.type': '#Int64', Big: '12345678901' },
  { Number: '6', Name: 'object', Extra: { Inner: { Deep: 'x' } } },
  { Number: '7', Name: 'list', Extra: ['blue'] },
  { Number: '8', Name: 'none' }
]

async function fill (call: Call): Promise<void> {
  for (const body of CUSTOMERS) {
    const { statusCode, body: answer } = await call('POST', '/odata/Customers', { body })
    if (statusCode !== 201) throw new Error(answer)
  }
}

/** The numbers of the customers that a filter chooses, or the status. */
async function chosen (call: Call, filter: string, ...options: readonly string[]): Promise<string> {
  const response = await call('GET', `/odata/Customers?${[`$filter=${filter}`, ...options].map(encodeOption).join('&')}`)
  if (response.statusCode !== 200) return String(response.statusCode)
  return (json(response) as { value: ReadonlyArray<{ Number: string }> }).value.map(item => item.Number).join('')
}

const FILTERS: Readonly<Record<string, string>> = {
  "Extra eq 'blue'": '1',
  "'blue' eq Extra": '1',
  "$it/Extra eq 'blue'": '1',
  'Extra eq 5': '2',
  'Extra eq 5.0': '2',
  "Extra eq '5'": '',
  'Extra gt 5': '3',
  'Extra ge 5 and Extra lt 6': '23',
  '6 gt Extra': '23',
  'Extra eq true': '4',
  Extra: '4',
  'not Extra': '',
  'Extra eq null': '58',
  'Extra ne null': '123467',
  "Extra ne 'blue'": '2345678',
  "Extra in ('blue',5,null)": '1258',
  "not (Extra in ('blue',5,null))": '3467',
  'Extra eq Name': '',
  "Nonsense eq null and Extra eq 'blue'": '1',
  'Extra add 1 eq 6.5': '3',
  '-Extra eq -5': '2',
  "startswith(Extra,'bl')": '1',
  'length(Extra) eq 4': '1',
  'round(Extra) eq 6': '3',
  "cast(Extra,Edm.String) eq '5'": '2',
  "cast(Extra,Edm.String) eq 'true'": '4',
  'cast(Extra,Edm.Int64) eq 5': '2',
  'When gt 2026-01-01T00:00:00Z': '3',
  'When eq 2026-03-01T10:00:00Z': '3',
  'When lt now()': '34',
  'year(cast(When,Edm.DateTimeOffset)) eq 2025': '4',
  'Day eq 2026-02-03': '5',
  'Big eq 12345678901': '5',
  'Big gt 12345678900 and Big lt 1e11': '5',
  "Extra/Inner/Deep eq 'x'": '6',
  'Extra/Inner ne null': '6',
  'Address/Floors eq 3': '1',
  "Address/Floors eq '3'": '2',
  'Address/Yard/Trees eq 2': '1',
  'S.Company/Extra eq 5': ''
}

onBothDatabases('9.3 a dynamic property in $filter is what its value is, and null where there is none', async (t, { call }) => {
  await fill(call)
  for (const [filter, numbers] of Object.entries(FILTERS)) t.equal(await chosen(call, filter, '$orderby=Number'), numbers, filter)
}, SHOP)

onBothDatabases('5.1.1.1 a dynamic property of another type than a property is not equal to it, null as that may be', async (t, { call }) => {
  const people = [[null, 5], [null, null], ['a', 'a'], ['a', 'b'], [null, undefined]]
  for (const [index, [type, Extra]] of people.entries()) {
    const { statusCode } = await call('POST', '/odata/Customers', { body: { Number: String(index), Name: 'x', type, Extra } })
    t.equal(statusCode, 201)
  }
  t.equal(await chosen(call, 'Extra eq type', '$orderby=Number'), '124')
  t.equal(await chosen(call, 'type ne Extra', '$orderby=Number'), '03')
}, SHOP)

onBothDatabases('5.1.1.10 a cast gives a dynamic property the type that sorting, computing and grouping want', async (t, { call }) => {
  await fill(call)
  t.equal(await chosen(call, "Extra ge 5 or Extra eq 'blue'", '$orderby=cast(Extra,Edm.Double) desc'), '321')
  t.equal(await chosen(call, 'true', '$orderby=cast(When,Edm.DateTimeOffset) desc,Number', '$top=2'), '34')
  const digits = '{"Number":"digits","Name":"x","Extra":1.50,"Huge":12345678901234567890.5}'
  t.equal((await call('POST', '/odata/Customers', { body: digits, headers: { 'content-type': 'application/json' } })).statusCode, 201)
  t.equal(await chosen(call, "cast(Extra,Edm.String) eq '1.50' and cast(Huge,Edm.String) eq '12345678901234567890.5'"), 'digits')
  t.equal((await call('DELETE', "/odata/Customers('digits')")).statusCode, 204)
  const computed = await call('GET', `/odata/Customers?${['$compute=cast(Extra,Edm.Double) mul 2 as Twice', '$filter=Twice gt 10', '$select=Twice'].map(encodeOption).join('&')}`)
  t.match(json(computed), { value: [{ Twice: 11 }] })
  const sum = await call('GET', `/odata/Customers?${encodeOption('$apply=aggregate(cast(Extra,Edm.Double) with sum as Sum)')}`)
  t.match(json(sum), { value: [{ Sum: 10.5 }] }, sum.body)
  for (const option of ['$orderby=Extra', '$compute=Extra as E', '$apply=aggregate(Extra with max as M)', '$apply=groupby((Extra))', '$filter=Extra eq When',
    "$filter=Extra eq duration'PT1H'", '$filter=Extra eq Address', '$filter=hour(When) eq 1', "$filter=isof(Extra,'Edm.String')", "$filter=Extra eq ['a']"]) {
    const { statusCode, body } = await call('GET', `/odata/Customers?${encodeOption(option)}`)
    t.match([statusCode, body], [501, /dynamic propert/], option)
  }
  t.equal(await chosen(call, 'Extra(1) eq 2'), '400', 'a key behind what is no collection')
}, SHOP)

onBothDatabases('5.1.3 $select of dynamic properties: with what is said of their types, and nothing where there are none', async (t, { call }) => {
  await fill(call)
  const list = await call('GET', `/odata/Customers?${['$select=Number,When,Extra', '$orderby=Number'].map(encodeOption).join('&')}`)
  t.match(json(list), { '@odata.context': /#Customers\(Number,When,Extra\)$/ })
  const { value } = json(list) as { value: ReadonlyArray<Record<string, unknown>> }
  t.same(value.map(({ '@odata.etag': _etag, '@odata.type': _type, ...members }) => members), CUSTOMERS.map(({ Number: number, ...members }) => ({
    Number: number,
    ...'When' in members ? { 'When@odata.type': members['When@odata.type'], When: members.When } : {},
    ...'Extra' in members ? { Extra: members.Extra } : {}
  })))
  const one = await call('GET', `/odata/Customers('3')?${encodeOption('$select=When,Nonsense')}`)
  const { '@odata.context': _context, '@odata.etag': _etag, '@odata.id': _id, ...rest } = json(one) as Record<string, unknown>
  t.same(rest, { 'When@odata.type': '#DateTimeOffset', When: '2026-03-01T12:00:00+02:00' })
  t.match(json(await call('GET', `/odata/Customers('1')?${encodeOption('$select=Address/Floors')}`)), { Address: { Floors: 3, Street: undefined, Yard: undefined } })
  t.match(json(await call('GET', `/odata/Customers('1')?${encodeOption('$select=*')}`)), { Name: 'text', Extra: 'blue' })
  t.equal((await call('GET', `/odata/Customers('1')?${encodeOption('$select=Extra/Inner')}`)).statusCode, 501)
}, SHOP)
