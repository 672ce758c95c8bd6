/** Options about the values of a collection that has no rows: which of them, in which order, how many (OData-URL 4.01, section 5.1). */
import { encodeOption } from '../support/check-ins.js'
import { CONFIGURATIONS, create, host } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

type Item = Record<string, unknown>

const ask = async (call: Call, url: string, ...options: readonly string[]): Promise<unknown> => {
  const response = await call('GET', `${url}${options.length === 0 ? '' : '?'}${options.map(encodeOption).join('&')}`, { headers: host })
  if (response.statusCode !== 200) return response.statusCode
  return String(response.headers['content-type']).startsWith('text/plain') ? response.body : json(response)
}

const policies = ['b', 'aa', 'c', 'aa', 'it\'s "so"', 'Ä']

onBothDatabases('5.1.4 $select of a collection of primitive values takes $filter, $orderby, $top, $skip and $count', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'aa', appliedPolicies: policies }), row({ deviceName: 'none', appliedPolicies: [] })] } })
  const rows = async (options: string): Promise<unknown> => {
    const answer = await ask(call, `${OFFICE}/tenantCheckinStatuses`, `$select=appliedPolicies(${options})`)
    return typeof answer === 'number' ? answer : ((answer as Item)['value'] as Item[]).map(item => item['appliedPolicies'])
  }
  const all: ReadonlyArray<readonly [options: string, values: readonly string[]]> = [
    ["$filter=$this eq 'aa'", ['aa', 'aa']],
    ["$filter=startswith($this,'i') or $this eq 'Ä'", ['it\'s "so"', 'Ä']],
    ['$filter=$this eq $it/deviceName', ['aa', 'aa']],
    ['$filter=length($this) gt 1 and not ($this eq $it/deviceName)', ['it\'s "so"']],
    ['$filter=false', []],
    ['$orderby=$this', ['aa', 'aa', 'b', 'c', 'it\'s "so"', 'Ä']],
    ['$orderby=length($this) desc,$this;$top=3', ['it\'s "so"', 'aa', 'aa']],
    ['$search=A', ['aa', 'aa']],
    ['$search=aa OR "so"', ['aa', 'aa', 'it\'s "so"']],
    ['$search=NOT a;$orderby=$this;$top=2', ['b', 'c']],
    ["$search=a;$filter=$this ne 'aa'", []],
    ['$top=2', ['b', 'aa']],
    ['$top=0', []],
    ['$skip=4', ['it\'s "so"', 'Ä']],
    ["$skip=1;$top=1;$filter=$this ne 'aa'", ['c']],
    ['$count=false', policies]
  ]
  for (const [options, values] of all) t.same(await rows(options), [values, []], options)
  t.match(await ask(call, `${OFFICE}/tenantCheckinStatuses`, "$select=deviceName,appliedPolicies($filter=$this eq 'aa';$top=1;$count=true)", '$top=1'), {
    value: [{ deviceName: 'aa', 'appliedPolicies@odata.count': 2, appliedPolicies: ['aa'] }]
  })
  t.match(await ask(call, OFFICE, '$select=tenantCheckinStatuses/appliedPolicies($top=1)'), {
    tenantCheckinStatuses: [{ appliedPolicies: ['b'] }, { appliedPolicies: [] }]
  }, 'through the rows of an entity')
  t.match(await ask(call, `${OFFICE}/tenantCheckinStatuses`, '$select=appliedPolicies($count=true;$top=0)', '$top=1', '$format=application/json;odata.metadata=full;IEEE754Compatible=true'), {
    value: [{ 'appliedPolicies@odata.count': '6', appliedPolicies: [] }]
  })
  for (const [options, status] of [
    ['$filter=$this eq 1', 400], ['$filter=nonsense', 400], ['$filter=deviceName', 400], ['$orderby=nonsense', 400], ['$select=x', 400], ['$expand=x', 400], ['$top=-1', 400],
    ['$search=AND', 400], ['$apply=identity', 400], ['$compute=1 as x', 501], ['$filter=1 div 0 eq 1', 400]
  ] as const) t.equal(await rows(options), status, options)
})

onBothDatabases('5.1.8 $search of values, of texts and of complex values that have one', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'x', appliedPolicies: policies }), row({ deviceName: 'none', appliedPolicies: ['z'] })] } })
  const answer = await ask(call, `${OFFICE}/tenantCheckinStatuses`, '$filter=appliedPolicies/$count($search=AA) eq 2', '$select=deviceName') as Item
  t.match(answer['value'], [{ deviceName: 'x' }])
})

onBothDatabases('5.1.8 $search of values at their own path, and of the entities that have them', async (t, { call }) => {
  const people = async (path: string, query: string): Promise<unknown> => await ask(call, `/odata/People('russellwhyte')/${path}`, query)
  t.match(await people('Emails', '$search=EXAMPLE'), { value: ['Russell@example.com'] })
  t.match(await people('Emails', '$search=example AND NOT russell'), { value: [] })
  t.equal(await people('Emails/$count', '$search=contoso'), '1')
  t.match(await people('AddressInfo', '$search=suffolk'), { value: [{ Address: /Suffolk/ }] })
  t.match(await people('AddressInfo', '$search=nowhere'), { value: [] })
  t.match(await people('AddressInfo', '$search=boise'), { value: [{ City: { Name: 'Boise' } }] }, 'inside of what it has inside')
  t.equal(await people('AddressInfo/$count', '$search=NOT nowhere'), '1')

  const found = async (set: string, search: string): Promise<readonly unknown[]> =>
    ((await ask(call, `/odata/${set}`, `$search=${search}`) as Item)['value'] as Item[]).map(({ UserName, IcaoCode }) => UserName ?? IcaoCode)
  t.same(await found('People', 'Boise'), ['russellwhyte'])
  t.same(await found('People', 'boise AND contoso'), ['russellwhyte'])
  t.same(await found('People', 'boise AND NOT whyte'), [])
  t.same(await found('Airports', '"mcdonnell road"'), ['KSFO'])
  t.same(await found('Airports', 'California'), ['KSFO', 'KLAX'])
  t.equal((await call('GET', `/odata/People?${encodeOption('$filter=AddressInfo/$count($search=Idaho OR boise) eq 1')}&$count=true`)).json<Item>()['@odata.count'], 1)
}, { model: 'trippin' })

onBothDatabases('5.1.8 $search does not find what is never shown', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Products', { body: { Code: 'AB-1', Name: 'lamp', Secret: 'hidden' } })).statusCode, 201)
  t.match(await ask(call, '/odata/Products', '$search=lamp'), { value: [{ Name: 'lamp' }] })
  t.match(await ask(call, '/odata/Products', '$search=hidden'), { value: [] })
}, { model: 'test/models/rules.csdl.xml' })

onBothDatabases('5.1.4 the values of what is expanded, and of rows in it', async (t, { call }) => {
  await create(call, { displayName: 'A', checkinStatuses: [row({ deviceName: 'x', appliedPolicies: policies })] })
  const answer = await ask(call, OFFICE, "$expand=clientConfigurations($select=checkinStatuses/appliedPolicies($filter=$this ge 'b';$orderby=$this desc))") as Item
  t.match((answer['clientConfigurations'] as Item[])[0], { checkinStatuses: [{ appliedPolicies: ['Ä', 'it\'s "so"', 'c', 'b'] }] })
  t.match(await ask(call, CONFIGURATIONS, '$select=checkinStatuses($select=appliedPolicies($top=1;$skip=1))'), {
    value: [{ checkinStatuses: [{ appliedPolicies: ['aa'] }] }]
  })
})

const SHOP = { model: 'test/models/shop.csdl.xml' }
const TRAVEL = { model: 'test/models/travel.csdl.xml' }

onBothDatabases('5.1 a collection of primitive values is queried where it is addressed', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Values', { body: '{"Id":1,"Numbers":[3,9007199254740993,-1,3,12]}' })).statusCode, 201)
  const values = async (...options: readonly string[]): Promise<string> => (await call('GET', `/odata/Values(1)/Numbers?${options.map(encodeOption).join('&')}`, { headers: host })).body
  const shown = (value: string, count = ''): string => `{"@odata.context":"http://office/odata/$metadata#Values(1)/Numbers",${count}"value":[${value}]}`
  t.equal(await values('$filter=$it gt 3'), shown('9007199254740993,12'))
  t.equal(await values('$filter=$this eq 9007199254740993'), shown('9007199254740993'))
  t.equal(await values('$orderby=$it desc', '$top=2', '$count=true'), shown('9007199254740993,12', '"@odata.count":5,'))
  t.equal(await values('$orderby=$it', '$skip=1', '$filter=$it mod 2 eq 1'), shown('3,9007199254740993'))
  t.equal(await ask(call, '/odata/Values(1)/Numbers/$count'), '5')
  t.equal(await ask(call, '/odata/Values(1)/Numbers/$count', '$filter=$it eq 3'), '2')
  t.match(await ask(call, '/odata/Values(1)', '$select=Numbers($orderby=$this;$top=2)'), { Numbers: [-1, 3] })
  for (const [option, status] of [
    ['$filter=Nonsense', 400], ["$filter=$it eq 'x'", 400], ['$select=x', 400], ['$expand=x', 400], ['$search=AND', 400], ['$compute=1 as x', 501], ['$apply=identity', 501]
  ] as const) t.equal(await ask(call, '/odata/Values(1)/Numbers', option), status, option)
  t.equal(await ask(call, '/odata/Values(1)/Numbers/$count', '$top=1'), 400)
  t.equal((await call('PUT', '/odata/Values(1)/Numbers?$top=1', { body: { value: [1] } })).statusCode, 400, 'not of a write')
}, SHOP)

onBothDatabases('5.1 a collection of complex values is queried where it is addressed, and in $select', async (t, { call }) => {
  const AddressInfo = ['Boise', 'Aachen', 'Bern'].map(name => ({ Address: `${name.length} Road`, City: { Name: name, CountryRegion: 'X', Region: 'Y' } }))
  const created = await call('POST', '/odata/People', { body: { UserName: 'ann', FirstName: 'Ann', LastName: 'A', Gender: 'Female', Emails: ['b@x', 'a@x'], AddressInfo } })
  t.equal(created.statusCode, 201, created.body)
  const url = "/odata/People('ann')/AddressInfo"
  const cities = (answer: unknown, member = 'value'): unknown => typeof answer === 'number' ? answer : ((answer as Item)[member] as Item[]).map(item => (item['City'] as Item)['Name'])
  t.same(cities(await ask(call, url, '$orderby=City/Name')), ['Aachen', 'Bern', 'Boise'])
  t.same(cities(await ask(call, url, "$filter=startswith(City/Name,'B')", '$orderby=City/Name desc', '$top=1')), ['Boise'])
  t.match(await ask(call, url, "$filter=Address eq '4 Road'", '$select=Address', '$count=true'), { '@odata.count': 1, value: [{ Address: '4 Road', City: undefined }] })
  t.equal(await ask(call, `${url}/$count`, "$filter=City/Name ne 'Bern'"), '2')
  t.same(cities(await ask(call, "/odata/People('ann')", '$select=AddressInfo($filter=City/Name gt $it/FirstName;$orderby=City/Name;$skip=1)'), 'AddressInfo'), ['Boise'])
  t.match(await ask(call, '/odata/People', '$select=Emails($orderby=$this),AddressInfo($select=Address;$top=1;$count=true)'), {
    value: [{ Emails: ['a@x', 'b@x'], 'AddressInfo@odata.count': 3, AddressInfo: [{ Address: '5 Road' }] }]
  })
  t.match(await ask(call, url, '$filter=Nonsense eq 1'), { value: [] }, 'the type is open')
  t.equal(await ask(call, url, '$orderby=City'), 400)
}, TRAVEL)

onBothDatabases('5.1.4 $select of a collection inside of a complex value takes options too', async (t, { call }) => {
  const address = (Street: string, ...Lines: string[]): object => ({ Street, Lines, City: { Name: Street.toLowerCase(), People: 7 } })
  const home = { '@odata.type': '#S.HomeAddress', Floor: 2, ...address('C', 'y', 'z', 'x') }
  const created = await call('POST', '/odata/Customers', { body: { Number: '1', Name: 'x', Address: home, Others: [address('A', 'b', 'a', 'x'), address('B', 'x'), address('D')] } })
  t.equal(created.statusCode, 201, created.body)
  t.equal((await call('POST', '/odata/Customers', { body: { Number: '2', Name: 'y' } })).statusCode, 201)
  const cases: ReadonlyArray<readonly [select: string, answer: object]> = [
    ['Address/Lines($top=2)', { Address: { Lines: ['y', 'z'] } }],
    ['Address($select=Street,Lines($orderby=$this desc;$skip=1))', { Address: { Street: 'C', Lines: ['y', 'x'] } }],
    ['Address/Lines($filter=$this eq $it/Name;$count=true)', { Address: { 'Lines@odata.count': 1, Lines: ['x'] } }],
    ['Others/Lines($filter=$this ne $it/Name;$orderby=$this)', { Others: [{ Lines: ['a', 'b'] }, { Lines: [] }, { Lines: [] }] }],
    ['Others($filter=Lines/any(l:l eq $it/Name);$orderby=Street desc;$select=Street,Lines($top=1;$count=true))', {
      Others: [{ Street: 'B', 'Lines@odata.count': 1, Lines: ['x'] }, { Street: 'A', 'Lines@odata.count': 3, Lines: ['b'] }]
    }],
    ['Others($top=1;$select=Lines($filter=length($this) eq 1 and $this gt @m;$orderby=$this)),Name', { Name: 'x', Others: [{ Lines: ['b', 'x'] }] }]
  ]
  for (const [select, answer] of cases) {
    const options = [`$select=${select}`, '@m=\'a\'']
    t.match(await ask(call, "/odata/Customers('1')", ...options), answer, select)
    t.match(await ask(call, '/odata/Customers', ...options), { value: [answer, {}] }, select)
  }
  t.match(await ask(call, '/odata/Customers', '$select=Address/Lines($top=1)'), { value: [{}, { Address: null }] })
  t.match(await ask(call, "/odata/Customers('1')/Address", '$select=Lines($orderby=$this;$top=1)'), { Lines: ['x'] })
  t.match(await ask(call, "/odata/Customers('1')/Others", '$select=Lines($count=true;$top=0)', '$format=application/json;IEEE754Compatible=true', '$skip=1'), {
    value: [{ 'Lines@odata.count': '1', Lines: [] }, { 'Lines@odata.count': '0', Lines: [] }]
  })
  t.match(await ask(call, '/odata/Customers', '$filter=Name eq @n', '$select=Others/Lines($filter=$this eq @n)', "@n='x'"), { value: [{ Others: [{ Lines: ['x'] }, { Lines: ['x'] }, { Lines: [] }] }] })
  t.match(await ask(call, '/odata/Customers', '$filter=Name ne @n', '$select=Others/Lines($filter=$this eq @n)', "@n='b'"), { value: [{ Others: [{ Lines: ['b'] }, { Lines: [] }, { Lines: [] }] }, {}] })
  for (const [select, status] of [['Address/Street($top=1)', 400], ['Address/Lines($filter=nonsense)', 400], ['Address/Lines($filter=$this eq 1)', 400], ['Address/Lines($compute=1 as x)', 501]] as const) {
    t.equal(await ask(call, '/odata/Customers', `$select=${select}`), status, select)
  }
}, SHOP)
