/** Resource path conventions of OData-URL 4.01, section 4, that reach all entities, one by its id, and an item by its place. */
import { CONFIGURATIONS, create, host } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

type Item = Record<string, unknown>
const idsOf = (body: Item): unknown => (body['value'] as Item[]).map(item => item['ID'])

onBothDatabases('4.16 $all has the entities of every set, and of a type behind a cast', async (t, { call }) => {
  await seedSales(t, call)
  const seen: unknown[] = []
  let pages = 0
  for (let url: string | undefined = '/odata/$all?$count=true'; url !== undefined; pages++) {
    const body = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=5', host: 'shop' } }))
    t.equal(body['@odata.count'], 27)
    t.equal(body['@odata.context'], 'http://shop/odata/$metadata#Collection(Edm.EntityType)')
    seen.push(...idsOf(body) as unknown[])
    for (const item of body['value'] as Item[]) {
      t.match(item['@odata.type'], /^#Sales\./)
      t.equal((await call('GET', String(item['@odata.id']).replace(/^https?:\/\/[^/]*/, ''))).statusCode, 200)
    }
    url = (body['@odata.nextLink'] as string | undefined)?.replace(/^https?:\/\/[^/]*/, '')
  }
  t.equal(pages, 6)
  t.same(seen, ['PG1', 'PG2', 'P1', 'P2', 'P3', 'P4', 'P5', 'C1', 'C2', 'C3', 'C4', 1, 2, 3, 4, 5, 6, 7, 8, 'Sales', 'US', 'US West', 'US East', 'EMEA', 'EMEA Central', 'Sales Netherlands', 'Sales Germany'])
  t.same(idsOf(json(await call('GET', '/odata/$all?$top=3&$select=ID'))), ['PG1', 'PG2', 'P1'])
  t.same(idsOf(json(await call('GET', '/odata/$all/Sales.Food'))), ['P1', 'P2'])
  t.match(json(await call('GET', '/odata/$all/Sales.Product?$filter=Price%20lt%201&$count=true&$select=Price&$top=1')), { '@odata.context': /#Collection\(Sales\.Product\)$/, '@odata.count': 3, value: [{ Price: 0.1 }] })
  t.equal((await call('GET', '/odata/$all/Sales.Place')).statusCode, 400)
  t.equal((await call('GET', '/odata/$all?$orderby=ID')).statusCode, 501)
  t.equal((await call('POST', '/odata/$all', { body: {} })).statusCode, 405)
  t.equal((await call('OPTIONS', '/odata/$all')).headers['allow'], 'GET, HEAD, OPTIONS')
  t.equal((await call('GET', '/odata/$all?$select=Nothing')).statusCode, 400)
  t.equal((await call('GET', '/odata/$all?$skiptoken=x')).statusCode, 400)
}, SALES)

onBothDatabases('4.16 $all of a model whose singleton is always there', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 3 } } })
  t.match(json(await call('GET', '/beta/$all', { headers: host })), { value: [{ '@odata.type': '#microsoft.graph.officeConfiguration', '@odata.id': /officeConfiguration$/, '@odata.etag': /W/, tenantUserCheckinSummary: { failedUserCount: 3 } }] })
  t.same(Object.keys((json(await call('GET', '/beta/$all?$format=application/json;odata.metadata=none'))['value'] as Item[])[0] ?? {}).filter(name => name.startsWith('@')), [])
})

onBothDatabases('4.15 $entity leads to what an entity-id names', async (t, { call }) => {
  await seedSales(t, call)
  const get = async (query: string, segment = '$entity'): Promise<Item> => json(await call('GET', `/odata/${segment}?${query}`, { headers: { host: 'shop' } }))
  const plain = json(await call('GET', "/odata/Products('P1')", { headers: { host: 'shop' } }))
  t.same(await get("$id=Products('P1')"), plain)
  t.same(await get(`$id=${encodeURIComponent("http://shop/odata/Products('P1')")}`), plain)
  t.match(await get("$id=Products('P1')&$select=Energy", '$entity/Sales.Food'), { Energy: 387 })
  t.equal((await call('GET', "/odata/$entity?$id=Products('P9')")).statusCode, 404)
  for (const query of ["$id=http://elsewhere/odata/Products('P1')", "$id=Products('P1')?$select=ID", "$id=Products('P1')&$filter=true", '$id=', '$id=$entity', '$format=json']) {
    t.equal((await call('GET', `/odata/$entity?${query}`)).statusCode, 400, query)
  }
  t.equal((await call('DELETE', "/odata/$entity?$id=Products('P1')")).statusCode, 405)
}, SALES)

onBothDatabases('4.10 an item of a collection by its place, from 0 or from the end', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'a', appliedPolicies: ['x', 'y'] }), row({ deviceName: 'b' }), row({ deviceName: 'c' })] } })
  const at = async (path: string): Promise<Item> => json(await call('GET', `${OFFICE}/${path}`, { headers: host }))
  t.match(await at('tenantCheckinStatuses/0'), { '@odata.context': /\$metadata#microsoft\.graph\.officeClientCheckinStatus$/, deviceName: 'a' })
  t.match(await at('tenantCheckinStatuses/2'), { deviceName: 'c' })
  t.match(await at('tenantCheckinStatuses/-1'), { deviceName: 'c' })
  t.match(await at('tenantCheckinStatuses/-3?$select=deviceName'), { deviceName: 'a' })
  for (const index of ['3', '-4', '999999999']) t.equal((await call('GET', `${OFFICE}/tenantCheckinStatuses/${index}`)).statusCode, 404, index)
  for (const index of ['x', '1.5', '-0', '9999999999']) t.equal((await call('GET', `${OFFICE}/tenantCheckinStatuses/${index}`)).statusCode, 400, index)
  t.equal((await call('GET', `${OFFICE}/tenantCheckinStatuses/0?$filter=true`)).statusCode, 400)
  t.equal((await call('DELETE', `${OFFICE}/tenantCheckinStatuses/0`)).statusCode, 405)
  const id = await create(call, { displayName: 'A', checkinStatuses: [row({ deviceName: 'q' })] })
  t.match(json(await call('GET', `${CONFIGURATIONS}/${String((id as unknown as { id?: string }).id ?? id)}/checkinStatuses/0`)), { deviceName: 'q' })
})

onBothDatabases('4.12 an index behind $filter(…) is the place among the items that the condition leaves', async (t, { call }) => {
  const rows = ['a', 'b', 'a', 'c', 'a'].map((deviceName, place) => row({ deviceName, userId: `u${place}`, wasSuccessful: place > 2 }))
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows } })
  const at = async (path: string): Promise<unknown> => {
    const response = await call('GET', `${OFFICE}/tenantCheckinStatuses/${path}`, { headers: host })
    return response.statusCode === 200 ? json(response)['userId'] : response.statusCode
  }
  const named = "$filter(deviceName%20eq%20'a')"
  t.same([await at(`${named}/0`), await at(`${named}/1`), await at(`${named}/-1`), await at(`${named}/-3`)], ['u0', 'u2', 'u4', 'u0'])
  t.same([await at(`${named}/3`), await at(`${named}/-4`), await at('$filter(false)/0')], [404, 404, 404])
  t.same([await at(`${named}/$filter(wasSuccessful)/0`), await at(`${named}/$filter(wasSuccessful)/1`)], ['u4', 404], 'conditions that follow one another')
  t.same([await at('$filter(@f)/-1?@f=not wasSuccessful'.replaceAll(' ', '%20')), await at('$filter(Nonsense)/0')], ['u2', 400])
  t.same([await at(`${named}/x`), await at(`${named}/0/deviceName`)], [400, 400])
  t.match(json(await call('GET', `${OFFICE}/tenantCheckinStatuses/${named}/1?$select=userId`, { headers: host })), { '@odata.context': /#microsoft\.graph\.officeClientCheckinStatus\(userId\)$/, userId: 'u2' })
  t.equal((await call('DELETE', `${OFFICE}/tenantCheckinStatuses/${named}/0`)).statusCode, 405)
})

onBothDatabases('4.10 items of collections of values', async (t, { call }) => {
  await seedSales(t, call)
  const value = async (path: string, c: Call = call): Promise<unknown> => {
    const response = await c('GET', `/odata/Products('P2')/Tags/${path}`)
    return response.statusCode === 200 ? json(response)['value'] : response.statusCode
  }
  t.same([await value('0'), await value('1'), await value('-1'), await value('-2'), await value('2'), await value('-3')], ['hot', 'black', 'black', 'hot', 404, 404])
  t.match(await answerOf(call, "Products('P2')/Tags/0", '$format=json'), { '@odata.context': /#Edm\.String$/ })
  t.same(await itemsOf(call, "Products('P3')/Tags", '$top=1'), [])
}, SALES)

onBothDatabases('4.12 a key behind $filter(…) names one of the items that the condition leaves', async (t, { call }) => {
  await seedSales(t, call)
  const status = async (method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST', path: string, body?: object): Promise<number> =>
    (await call(method, `/odata/${path}`, body === undefined ? {} : { body })).statusCode
  const cheap = 'Products/$filter(Price%20lt%200.15)'
  t.match(json(await call('GET', `/odata/${cheap}('P1')`)), { '@odata.context': /#Products\/\$entity$|#Products\/Sales\.Food\/\$entity$/, ID: 'P1' })
  t.match(json(await call('GET', `/odata/${cheap}/P1?$select=Name&$expand=Category`)), { Name: 'Sugar', Category: { ID: 'PG1' } })
  t.match(json(await call('GET', `/odata/${cheap}(ID='P1')/Name`)), { value: 'Sugar' })
  t.equal(json(await call('GET', `/odata/${cheap}/P1/Category`))['ID'], 'PG1')
  t.same(idsOf(json(await call('GET', `/odata/${cheap}/P1/Sales?$filter=Amount%20gt%201`))), [2])
  for (const other of ["('P2')", '/P2', '/P2/Name', '/P2/Category', '/none']) t.equal(await status('GET', `${cheap}${other}`), 404, other)
  t.equal(await status('GET', "Products/Sales.Food/$filter(Energy%20gt%205)('P1')"), 200)
  t.equal(await status('GET', "Products/Sales.Food/$filter(Energy%20gt%205)('P2')"), 404)
  t.equal(await status('GET', "Customers('C1')/Sales/$filter(Product/Category/Name%20eq%20'Food')/2/Amount"), 200, 'a condition leads on as any does')
  t.equal(await status('GET', "Customers('C1')/Sales/$filter(Product/Category/Name%20eq%20'Food')/1/Amount"), 404)
  t.equal(await status('GET', "Customers('C1')/Sales/$filter(@f)(2)?@f=$root/Products('P1')/Price%20lt%201%20and%20Day%20lt%20date(now())"), 200)
  t.equal(await status('GET', "Products/$filter(Price%20lt%201)/$filter(Size%20eq%20'Large')('P2')"), 200)
  t.equal(await status('GET', "Products/$filter(Price%20lt%201)/$filter(Size%20eq%20'Large')('P1')"), 404)
  t.equal(await status('PATCH', `${cheap}('P2')`, { Name: 'x' }), 404)
  t.equal(await status('PATCH', `${cheap}('P1')`, { Name: 'Salt' }), 200)
  t.equal(await status('PATCH', `${cheap}('P1')`, { Price: 7 }), 200, 'what is changed is answered, whatever the condition says of it then')
  t.equal(await status('PATCH', 'Products/$filter(Day%20lt%20now())/P1', {}), 400)
  t.equal(await status('PUT', 'Products/$filter(Price%20lt%2010)/P9', { Name: 'new', Tags: [] }), 404, 'nothing is created by it')
  t.equal(await status('DELETE', 'Products/$filter(Price%20lt%201)/P1'), 404)
  t.equal(await status('DELETE', 'Products/$filter(Price%20lt%2010)/P1'), 204)
  t.equal(await status('GET', "Products('P1')"), 404)
  for (const bad of ["Products/$filter(Nonsense%20eq%201)('P2')", 'Products/$filter(Price)/P2', "Products/$filter(true)('P2')('P2')"]) t.match(String(await status('GET', bad)), /^40[04]$/, bad)
}, SALES)
