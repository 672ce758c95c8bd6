/** Values of dynamic properties as ones of complex types (OData-URL 4.01, sections 4.11 and 5.1.1.15). */
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }

const HOME = { '@odata.type': '#Shop.HomeAddress', Street: 'H', Floor: 2, City: { Name: 'C' }, Extra: { '@odata.type': '#Shop.City', Name: 'D' } }

const CUSTOMERS = [
  { Number: '1', Name: 'home', Place: HOME },
  { Number: '2', Name: 'address', Place: { '@odata.type': '#Shop.Address', Street: 'A', Floor: 2 } },
  { Number: '3', Name: 'by alias', Place: { '@odata.type': '#S.City', Name: 'E', People: 5 } },
  { Number: '4', Name: 'untyped', Place: { Street: 'U', Floor: 2 } },
  { Number: '5', Name: 'text', Place: 'Street' },
  { Number: '6', Name: 'list', 'Place@odata.type': '#Collection(Shop.Address)', Place: [HOME] },
  { Number: '7', Name: 'null', Place: null },
  { Number: '8', Name: 'none' }
]

async function fill (call: Call): Promise<void> {
  for (const body of CUSTOMERS) {
    const { statusCode, body: answer } = await call('POST', '/odata/Customers', { body })
    if (statusCode !== 201) throw new Error(answer)
  }
}

onBothDatabases('4.11 a cast in the path of a dynamic property: the value, where it is of the type or derived from it', async (t, { call }) => {
  await fill(call)
  const read = async (path: string): Promise<unknown> => {
    const { statusCode, body } = await call('GET', `/odata/Customers('${path}`)
    if (statusCode !== 200) return statusCode
    const { '@odata.context': context, ...rest } = JSON.parse(body) as Record<string, unknown>
    return [String(context).replace(/^.*#/, ''), rest]
  }
  t.same(await read("1')/Place/Shop.HomeAddress"), ["Customers('1')/Place/Shop.HomeAddress", HOME])
  t.same(await read("1')/Place/S.Address/Street"), ["Customers('1')/Place/Shop.Address/Street", { value: 'H' }], 'by a base type, and by the alias')
  t.same(await read("1')/Place/Shop.HomeAddress/City/Name"), ["Customers('1')/Place/Shop.HomeAddress/City/Name", { value: 'C' }])
  t.same(await read("1')/Place/Shop.Address/Extra/Shop.City/Name"), ["Customers('1')/Place/Shop.Address/Extra/Shop.City/Name", { value: 'D' }], 'inside')
  t.same(await read("3')/Place/Shop.City/People"), ["Customers('3')/Place/Shop.City/People", { value: 5 }])
  t.equal((await call('GET', "/odata/Customers('1')/Place/Shop.HomeAddress/Floor/$value")).body, '2')
  for (const path of ["2')/Place/Shop.HomeAddress", "4')/Place/Shop.Address", "5')/Place/Shop.Address", "6')/Place/Shop.Address", "1')/Place/Shop.City/Name", "1')/Place/Shop.Address/Extra/Shop.Address"]) {
    t.equal(await read(path), 404, path)
  }
  for (const path of ["7')/Place/Shop.Address", "8')/Place/Shop.Address/Street", "1')/Place/Shop.HomeAddress/Since"]) t.equal(await read(path), 204, path)
  for (const path of ["1')/Place/Shop.Nothing", "1')/Place/Shop.Customer", "1')/Place/Edm.String", "1')/Place/Shop.Address/Shop.HomeAddress", "3')/Place/Shop.City/Peeple"]) {
    t.equal(await read(path), 404, path)
  }
  const { error } = json(await call('GET', "/odata/Customers('3')/Place/Shop.City/Peeple")) as { error: { message: string } }
  t.match(error.message, /Did you mean 'People'\?/)
  t.equal((await call('PUT', "/odata/Customers('1')/Place/Shop.HomeAddress/Floor", { body: { value: 3 } })).statusCode, 501, 'written without the cast')
}, SHOP)

const FILTERS: Readonly<Record<string, string>> = {
  'Place/Shop.Address/Floor eq 2': '12',
  'Place/Shop.HomeAddress/Floor eq 2': '1',
  "Place/S.Address/Street eq 'H' or Place/Shop.City/Name eq 'E'": '13',
  'Place/Floor eq 2': '124',
  'Place/Shop.HomeAddress ne null': '1',
  'Place/Shop.HomeAddress/City/Name eq \'C\'': '1',
  "Place/Shop.Address/Extra/Shop.City/Name eq 'D'": '1',
  "Place/Shop.Address/Extra/Shop.Address/Name eq 'D'": '',
  'cast(Place,Shop.Address) ne null': '12',
  'isof(Place,Shop.Address)': '12',
  'isof(Place,Shop.City)': '3',
  'not isof(Place,Shop.Address)': '345678',
  'cast(Place/Shop.City/People,Edm.Int64) gt 4': '3',
  'Place/Shop.City/Peeple eq 1': '400',
  'Place/Shop.Nothing/A eq 1': '400',
  'Place/Shop.Customer/Name eq 1': '400',
  'Place/Shop.Address/Shop.HomeAddress/Floor eq 1': '400'
}

onBothDatabases('5.1.1.15 a cast of a dynamic property in an expression is null for a value of another type', async (t, { call }) => {
  await fill(call)
  for (const [filter, numbers] of Object.entries(FILTERS)) {
    const response = await call('GET', `/odata/Customers?${encodeOption(`$filter=${filter}`)}&$orderby=Number`)
    const found = response.statusCode === 200 ? (json(response) as { value: ReadonlyArray<{ Number: string }> }).value.map(item => item.Number).join('') : String(response.statusCode)
    t.equal(found, numbers, `${filter} ${response.statusCode === 200 ? '' : response.body}`)
  }
}, SHOP)
