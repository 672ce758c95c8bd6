/** What is inside of complex values, at any depth, by a path of its own (OData-URL 4.01, section 4.6; Protocol 4.01, 11.4.9). */
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }
const ONE = "/odata/Customers('1')"
const HOME = { '@odata.type': '#Shop.HomeAddress', Floor: 2, Street: 'C', Lines: ['y', 'z', 'x'], City: { Name: 'c', People: 7 } }

async function created (call: Call, body: object): Promise<void> {
  const response = await call('POST', '/odata/Customers', { body })
  if (response.statusCode !== 201) throw new Error(response.body)
}

const ask = async (call: Call, url: string, ...options: readonly string[]): Promise<unknown> => {
  const { statusCode, headers, body, ...response } = await call('GET', `${url}${options.length === 0 ? '' : '?'}${options.map(encodeOption).join('&')}`)
  if (statusCode !== 200) return statusCode
  return String(headers['content-type']).startsWith('text/plain') ? body : json({ statusCode, headers, body, ...response })
}

onBothDatabases('4.6 properties of complex values inside of complex values are read by their paths', async (t, { call }) => {
  await created(call, { Number: '1', Name: 'x', Address: HOME })
  await created(call, { Number: '2', Name: 'y' })
  t.match(await ask(call, `${ONE}/Address/City`), { '@odata.context': /#Customers\('1'\)\/Address\/City$/, Name: 'c', People: 7 })
  t.match(await ask(call, `${ONE}/Address/City`, '$select=Name'), { '@odata.context': /#Customers\('1'\)\/Address\/City\(Name\)$/, Name: 'c', People: undefined })
  t.match(await ask(call, `${ONE}/Address/City/Name`), { '@odata.context': /#Customers\('1'\)\/Address\/City\/Name$/, value: 'c' })
  t.equal(await ask(call, `${ONE}/Address/City/Name/$value`), 'c')
  t.equal(await ask(call, `${ONE}/Address/City/People/$value`), '7')
  t.match(await ask(call, `${ONE}/Address/Lines`), { '@odata.context': /#Customers\('1'\)\/Address\/Lines$/, value: ['y', 'z', 'x'] })
  t.match(await ask(call, `${ONE}/Address/Lines`, '$orderby=$this desc', '$top=2', '$count=true'), { '@odata.count': 3, value: ['z', 'y'] })
  t.equal(await ask(call, `${ONE}/Address/Lines/$count`), '3')
  t.equal(await ask(call, `${ONE}/Address/Lines/$count`, "$filter=$this gt 'x'"), '2')
  t.match(await ask(call, `${ONE}/Address/Lines/-1`), { value: 'x' })
  t.equal(await ask(call, `${ONE}/Address/Lines/3`), 404)
  t.match(await ask(call, `${ONE}/Address/S.HomeAddress/Floor`), { value: 2 })
  const two = "/odata/Customers('2')"
  for (const path of ['City', 'City/Name', 'City/Name/$value', 'Lines', 'Lines/$count', 'Lines/0', 'Street']) t.equal(await ask(call, `${two}/Address/${path}`), 404, path)
  t.equal(await ask(call, `${two}/Address`), 204)
  t.equal((await call('DELETE', `${ONE}/Address/City`)).statusCode, 204)
  t.equal(await ask(call, `${ONE}/Address/City`), 204)
  t.equal(await ask(call, `${ONE}/Address/City/Name`), 404)
  t.equal(await ask(call, `${ONE}/Address/City/Nonsense`), 404)
  t.equal((await call('POST', `${ONE}/Address/City`, { body: {} })).statusCode, 405)
}, SHOP)

onBothDatabases('11.4.9 properties inside of complex values are written by their paths, and what is around them stays', async (t, { call }) => {
  await created(call, { Number: '1', Name: 'x', Address: HOME })
  const address = async (): Promise<unknown> => {
    const { '@odata.context': _context, ...value } = await ask(call, `${ONE}/Address`) as Record<string, unknown>
    return value
  }
  const send = async (method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<number> =>
    (await call(method, `${ONE}/Address/${path}`, body === undefined ? {} : { body })).statusCode
  t.equal(await send('PUT', 'City/Name', { value: 'd' }), 204)
  t.match(await address(), { ...HOME, City: { Name: 'd', People: 7 } }, 'the type stays what it is')
  t.equal((await call('PUT', `${ONE}/Address/City/Name/$value`, { body: 'e', headers: { 'content-type': 'text/plain' } })).statusCode, 204)
  t.equal(await send('DELETE', 'City/People'), 204)
  t.match(await address(), { ...HOME, City: { Name: 'e', People: null } })
  t.equal(await send('PATCH', 'City', { People: 8 }), 204)
  t.match(await address(), { City: { Name: 'e', People: 8 } })
  t.equal(await send('PUT', 'City', { Name: 'f' }), 204)
  t.match(await address(), { ...HOME, City: { Name: 'f', People: null } }, 'PUT replaces the value that it names')
  t.equal(await send('PUT', 'Lines', { value: ['q'] }), 204)
  t.match(await address(), { Street: 'C', Lines: ['q'], Floor: 2 })
  t.equal(await send('DELETE', 'Lines'), 204)
  t.match(await address(), { Street: 'C', Lines: [], Floor: 2 })
  t.equal(await send('PUT', 'Street', { value: 'D' }), 204)
  t.match(await address(), { '@odata.type': '#Shop.HomeAddress', Street: 'D', Floor: 2 }, 'neither does one level change the type')
  t.equal(await send('PUT', 'S.HomeAddress/Floor', { value: 3 }), 204)
  t.equal(await send('DELETE', 'City'), 204)
  t.match(await address(), { City: null, Floor: 3 })
  t.equal(await send('PUT', 'City/Name', { value: 'g' }), 204)
  t.match(await address(), { City: { Name: 'g', People: null }, Floor: 3 })
  t.equal(await send('PUT', 'City/Name', { value: 1 }), 400)
  const shown = await call('PUT', `${ONE}/Address/City/People`, { body: { value: 9 }, headers: { prefer: 'return=representation' } })
  t.match(json(shown), { value: 9 })
}, SHOP)

onBothDatabases('11.4.9.3 a complex value that is changed by a body without a type stays of the type it is', async (t, { call }) => {
  await created(call, { Number: '1', Name: 'x', Address: HOME })
  const address = async (): Promise<unknown> => {
    const { '@odata.context': _context, ...value } = await ask(call, `${ONE}/Address`) as Record<string, unknown>
    return value
  }
  const patch = async (path: string, body: object): Promise<number> => (await call('PATCH', `${ONE}${path}`, { body })).statusCode
  t.equal(await patch('/Address', { Street: 'D' }), 204)
  t.match(await address(), { ...HOME, Street: 'D' }, 'by its own path')
  t.equal(await patch('', { Address: { Lines: ['q'], City: { People: 8 }, Extra: 1 } }), 200)
  t.match(await address(), { ...HOME, Street: 'D', Lines: ['q'], City: { Name: 'c', People: 8 }, Extra: 1 }, 'and in the body of its entity')
  t.match(await ask(call, ONE), { Address: { '@odata.type': '#Shop.HomeAddress', Floor: 2 } })
  const refused = await call('PATCH', `${ONE}/Address`, { body: { Floor: 3 } })
  t.equal(refused.statusCode, 400, 'what the declared type has not needs the type')
  t.match(json(refused), { error: { message: /'Floor' is a property of Shop.HomeAddress.*"@odata.type": "#Shop.HomeAddress"/ } })
  t.equal(await patch('/Address', { '@odata.type': '#Shop.HomeAddress', Floor: 4 }), 204)
  t.match(await address(), { Street: 'D', Floor: 4 })
  t.equal(await patch('', { Address: { '@odata.type': '#Shop.Address', Street: 'E' } }), 200)
  t.match(await address(), { '@odata.type': undefined, Street: 'E', Floor: undefined, City: null }, 'a type that is named is the type')
  t.equal(await patch('/Address', { City: { Name: 'f' } }), 204)
  t.match(await address(), { Street: 'E', City: { Name: 'f' } })
  t.equal((await call('PUT', `${ONE}/Address`, { body: { '@odata.type': '#Shop.HomeAddress', Street: 'g', Floor: 1 } })).statusCode, 204)
  t.equal((await call('PUT', `${ONE}/Address`, { body: { Street: 'h' } })).statusCode, 204)
  t.match(await address(), { '@odata.type': undefined, Street: 'h', Floor: undefined }, 'PUT makes it what it says')
}, SHOP)
