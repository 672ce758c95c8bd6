/** `$crossjoin` (OData-URL 4.01, section 4.15; Data Aggregation 4.0, section 4). */
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'

type Item = Record<string, unknown>

const get = async (call: Call, path: string): Promise<Item> => json(await call('GET', `/odata/${path}`, { headers: { host: 'shop' } }))

onBothDatabases('4.15 an item for each pair, with a link to each of the two', async (t, { call }) => {
  await seedSales(t, call)
  const body = await get(call, '$crossjoin(Categories,Customers)?$count=true')
  t.equal(body['@odata.context'], 'http://shop/odata/$metadata#Collection(Edm.ComplexType)')
  t.equal(body['@odata.count'], 8)
  t.same((body['value'] as Item[]).slice(0, 2), [
    { 'Categories@odata.navigationLink': "http://shop/odata/Categories('PG1')", 'Customers@odata.navigationLink': "http://shop/odata/Customers('C1')" },
    { 'Categories@odata.navigationLink': "http://shop/odata/Categories('PG1')", 'Customers@odata.navigationLink': "http://shop/odata/Customers('C2')" }
  ])
  t.equal((body['value'] as Item[]).length, 8)
  t.same((await get(call, '$crossjoin(categories)?$format=application/json;odata.metadata=none'))['value'], [{}, {}])
  t.match(json(await call('GET', '/odata/$crossjoin(Categories)', { headers: { host: 'shop', 'odata-maxversion': '4.01' } })), {
    '@context': /#Collection\(Edm.ComplexType\)$/, value: [{ 'Categories@navigationLink': /Categories\('PG1'\)$/ }]
  })
}, SALES)

onBothDatabases('4.15 $filter, $orderby and $compute name properties behind the name of the set', async (t, { call }) => {
  await seedSales(t, call)
  const names = async (query: string): Promise<unknown> => {
    const items = await itemsOf(call, '$crossjoin(Customers,Organizations)', `${query}&$expand=Customers($select=ID),Organizations($select=ID)`)
    return Array.isArray(items) ? items.map(({ Customers, Organizations }: Record<string, Item>) => `${String(Customers?.['ID'])} ${String(Organizations?.['ID'])}`) : items
  }
  t.same(await names("$filter=Customers/Country eq 'USA' and startswith(Organizations/Name,'US ')"), ['C1 US West', 'C1 US East', 'C2 US West', 'C2 US East'])
  t.same(await names('$filter=$it/Customers/Country eq Organizations/Name'), ['C3 Sales Netherlands'])
  t.same(await names('$filter=Customers/Sales/any(s:s/Organization/ID eq Organizations/ID)'), ['C1 US West', 'C2 US East', 'C3 EMEA Central'])
  t.same(await names("$filter=Customers/Home/City eq 'Boston' and Organizations/Superior/ID eq 'EMEA'&$orderby=Organizations/Name desc"), ['C1 Sales Netherlands', 'C1 EMEA Central'])
  t.same(await names('$orderby=Organizations/Name,Customers/ID desc&$top=3'), ['C4 EMEA', 'C3 EMEA', 'C2 EMEA'])
  t.same(await names('$orderby=Organizations/Name desc&$skip=1&$top=2'), ['C3 US West', 'C2 US West'])
  t.same(await itemsOf(call, '$crossjoin(Customers,Categories)', "$compute=concat(Customers/Name,Categories/ID) as Both,length(Both) as Long&$filter=Long gt 5 and Both ne 'SuePG1'&$orderby=Both&$select=Both,Long"), [
    { Both: 'JoePG1', Long: '6' }, { Both: 'JoePG2', Long: '6' }, { Both: 'LucPG1', Long: '6' }, { Both: 'LucPG2', Long: '6' }, { Both: 'SuePG2', Long: '6' }, { Both: 'SuePG2', Long: '6' }
  ])
}, SALES)

onBothDatabases('4.15 $expand has the entity in the place of the link', async (t, { call }) => {
  await seedSales(t, call)
  const [first] = (await get(call, '$crossjoin(Products,Categories)?$expand=Products($select=Name;$expand=Category,Sales($select=Amount;$orderby=Amount%20desc;$top=1)),Categories/$ref&$filter=Products/Category/ID%20eq%20Categories/ID'))['value'] as Item[]
  t.match(first, {
    Products: { '@odata.context': /^#Products\(Name,/, '@odata.type': '#Sales.Food', '@odata.id': "http://shop/odata/Products('P1')", Name: 'Sugar', Category: { ID: 'PG1' }, Sales: [{ Amount: 2 }] },
    Categories: { '@odata.id': "http://shop/odata/Categories('PG1')" }
  })
  t.match(await answerOf(call, '$crossjoin(Categories,Customers)', '$expand=*&$top=1'), { value: [{ Categories: { ID: 'PG1', Name: 'Food' }, Customers: { ID: 'C1', Home: { City: 'Boston' } } }] })
  t.same(await itemsOf(call, '$crossjoin(Categories,Customers)', '$expand=Customers($compute=length(Name) as Long;$select=Long)&$select=Customers&$top=1'), [{ Customers: { Long: '3' } }])
  t.match(await get(call, '$crossjoin(Categories,Customers)?$expand=Categories&$top=1&$select=Categories'), { value: [{ Categories: { ID: 'PG1' }, 'Customers@odata.navigationLink': undefined }] })
}, SALES)

onBothDatabases('4.15 and 4.11 $expand of a set by a derived type has null for the others', async (t, { call }) => {
  await seedSales(t, call)
  const shown = await get(call, '$crossjoin(Categories,Products)?$expand=Products/Sales.Food($select=ID,Energy)&$select=Products&$top=5')
  t.match(shown['value'], [{ Products: { '@odata.context': '#Products/Sales.Food(ID,Energy)/$entity', ID: 'P1', Energy: 387 } }, { Products: { ID: 'P2', Energy: 2 } }, { Products: null }, { Products: null }, { Products: null }])
  const refs = await get(call, '$crossjoin(Categories,Products)?$expand=Products/Sales.Food/$ref&$top=3')
  t.match(refs['value'], [{ Products: { '@odata.id': /P1/ } }, { Products: { '@odata.id': /P2/ } }, { Products: null }])
}, SALES)

onBothDatabases('4.15 and 11.2.6.7 pages go on where the one before them ended', async (t, { call }) => {
  await seedSales(t, call)
  for (const order of ['', '&$skip=0', '&$top=11', '&$orderby=Customers/Name', '&$orderby=Customers/Name%20desc,Sales/Day', '&$orderby=Sales/Amount&$top=11']) {
    const whole = await get(call, `$crossjoin(Customers,Sales)?$count=true${order}`)
    const seen: unknown[] = []
    for (let url: string | undefined = `/odata/$crossjoin(Customers,Sales)?$count=true${order}`; url !== undefined;) {
      const body = json(await call('GET', url, { headers: { host: 'shop', prefer: 'odata.maxpagesize=5' } }))
      t.equal(body['@odata.count'], 32)
      seen.push(...body['value'] as Item[])
      url = (body['@odata.nextLink'] as string | undefined)?.replace(/^https?:\/\/[^/]*/, '')
    }
    t.same(seen, whole['value'], order)
    t.equal(seen.length, order.includes('$top') ? 11 : 32)
  }
  t.same(((await get(call, '$crossjoin(Categories)?$orderby=Categories/Name'))['value'] as Item[]).length, 2)
}, SALES)

onBothDatabases('4.15 pages of three sets, and of none where one is empty', async (t, { call }) => {
  await seedSales(t, call)
  const path = '/odata/$crossjoin(Categories,Customers,Sales)'
  const whole = json(await call('GET', `${path}?$count=true&$expand=Categories($select=ID),Customers($select=ID),Sales($select=ID)`))
  const keys = (whole['value'] as Item[]).map(item => ['Categories', 'Customers', 'Sales'].map(set => String((item[set] as Item)['ID'])).join(' '))
  t.equal(whole['@odata.count'], 64)
  t.equal(new Set(keys).size, 64)
  const seen: unknown[] = []
  for (let url: string | undefined = `${path}?$expand=Categories($select=ID),Customers($select=ID),Sales($select=ID)&$skip=3`; url !== undefined;) {
    const body = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=7' } }))
    seen.push(...body['value'] as Item[])
    url = (body['@odata.nextLink'] as string | undefined)?.replace(/^https?:\/\/[^/]*/, '')
  }
  t.same(seen, (whole['value'] as Item[]).slice(3))
  for (const { ID } of (json(await call('GET', '/odata/Sales'))['value'] as Item[])) await call('DELETE', `/odata/Sales(${String(ID)})`)
  t.match(json(await call('GET', `${path}?$count=true`)), { '@odata.count': 0, value: [] })
}, SALES)

onBothDatabases('4.15 and 5.1.7 $search finds words in any of the entities of an item', async (t, { call }) => {
  await seedSales(t, call)
  const found = async (search: string): Promise<unknown> => (json(await call('GET',
    `/odata/$crossjoin(Customers,Products)?$search=${encodeURIComponent(search)}&$count=true&$expand=Customers($select=Name),Products($select=Name)`))['value'] as Item[])
    .map(({ Customers, Products }) => `${String((Customers as Item)['Name'])} ${String((Products as Item)['Name'])}`)
  t.same(await found('joe AND paper'), ['Joe Paper'])
  t.same(await found('joe AND sugar OR sue AND paper'), ['Joe Sugar', 'Sue Paper', 'Sue Paper'])
  t.same(await found('joe NOT paper NOT sugar NOT coffee'), ['Joe Pencil', 'Joe Nothing'])
  t.same(await found('nobody'), [])
}, SALES)

onBothDatabases('4.15 three sets, and the entity of one alone', async (t, { call }) => {
  await seedSales(t, call)
  t.match(await get(call, '$crossjoin(Categories,Products,Customers)?$count=true&$top=0'), { '@odata.count': 40, value: [] })
  const joined = await itemsOf(call, '$crossjoin(Sales,Products,Customers)', '$filter=Sales/Product/ID eq Products/ID and Sales/Customer/ID eq Customers/ID and Sales/Amount gt 3&$expand=Products($select=Name),Customers($select=Name),Sales($select=Amount)&$orderby=Sales/ID')
  t.same(joined, [['4', 'Coffee', 'Joe'], ['8', 'Coffee', 'Sue'], ['4', 'Paper', 'Sue']].map(([Amount, product, customer]) => ({ Sales: { Amount }, Products: { Name: product }, Customers: { Name: customer } })))
  t.same(await itemsOf(call, '$crossjoin(Sales)', '$filter=Sales/Amount gt 7&$expand=Sales($select=ID)'), [{ Sales: { ID: '4' } }])
}, SALES)

onBothDatabases('4.15 what is no cross join, and what of it is not supported', async (t, { call }) => {
  const refused: ReadonlyArray<readonly [string, number, RegExp]> = [
    ['$crossjoin(Products,Nothing)', 404, /'Nothing'/], ['$crossjoin(Products,Product)', 404, /Did you mean 'Products'/], ['$crossjoin(Products,products)', 400, /more than once/],
    ['$crossjoin(Products)/$count', 400, /nothing can follow/], ['Products/$crossjoin(Sales)', 404, /\$crossjoin/], ['$crossjoin(Products,Sales,Customers,Categories,Organizations)', 400, /more than 4/],
    ['$crossjoin(Products,Sales)?$filter=Name eq 1', 400, /found "Name"/], ['$crossjoin(Products,Sales)?$filter=Product/Name eq 1', 400, /Did you mean "Products"/], ['$crossjoin(Products,Sales)?$orderby=Products', 400, /single primitive value/],
    ['$crossjoin(Products,Sales)?$compute=1 as Sales', 400, /after "as"/], ['$crossjoin(Products,Sales)?$select=Name', 400, /no 'Name'/], ['$crossjoin(Products,Sales)?$select=Sales/ID', 400, /\$expand=Sales/],
    ['$crossjoin(Products,Sales)?$expand=Customer', 400, /no 'Customer'/], ['$crossjoin(Products,Sales)?$expand=Sales,Sales', 400, /more than once/], ['$crossjoin(Products,Sales)?$expand=Sales($filter=true)', 400, /no \$filter/],
    ['$crossjoin(Products,Sales)?$expand=Sales/$count', 400, /no \$count/], ['$crossjoin(Products,Sales)?$expand=$value', 400, /\$value/], ['$crossjoin(Products,Sales)?$skiptoken=x', 400, /\$skiptoken/],
    ['$crossjoin(Products,Sales)?$index=2', 501, /\$index/], ['$crossjoin(Products,Sales)?$expand=Products/Sales.Sale', 400, /not a type/], ['$crossjoin(Products,Sales)?$expand=Products/Category', 400, /Nest it/]
  ]
  for (const [url, status, message] of refused) {
    const response = await call('GET', `/odata/${url.replaceAll(' ', '%20')}`)
    t.equal(response.statusCode, status, url)
    t.match((json(response)['error'] as Item)['message'], message, url)
  }
  t.equal((await call('POST', '/odata/$crossjoin(Products)', { body: {} })).headers['allow'], 'GET, HEAD, OPTIONS')
  t.equal((await call('OPTIONS', '/odata/$crossjoin(Products)')).headers['allow'], 'GET, HEAD, OPTIONS')
  t.equal((await call('HEAD', '/odata/$crossjoin(Products)')).body, '')
  t.equal((await call('POST', '/odata/$crossjoin(Products,Sales)/$query', { body: '$top=1', headers: { 'content-type': 'text/plain' } })).statusCode, 200)
}, SALES)
