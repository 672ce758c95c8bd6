/** Collections that nothing is declared of: the number of their items, and lambdas over them (OData-URL 4.01, 4.8 and 5.1.1.13). */
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }

const STREETS = [
  { '@odata.type': '#Shop.HomeAddress', Street: 'Elm', Floor: 2, City: { Name: 'Ulm' } },
  { '@odata.type': '#Shop.Address', Street: 'Oak', Floor: 5 },
  { Street: 'Elm', Note: { By: ['ann', 'bob'] } }
]

const CUSTOMERS = [
  {
    Number: '1',
    Name: 'A',
    Texts: ['apple', 'pear', 'Apricot', "it's"],
    Numbers: [1, 2.50, -3, 1e30],
    'Ids@odata.type': '#Collection(Int64)',
    Ids: ['12345678901', '2', '7'],
    Flags: [true, false, true],
    Mixed: [1, 'one', null, true, { A: 1 }, [1, 2], 1.50],
    Streets: STREETS,
    None: [],
    Object: { Texts: ['deep'] },
    Address: { Street: 'S', City: { Name: 'C' }, Rooms: ['hall', 'bath'] },
    One: 'apple'
  },
  { Number: '2', Name: 'B', Texts: ['plum'], Streets: [], Numbers: [9] },
  { Number: '3', Name: 'C', Texts: 'apple' },
  { Number: '4', Name: 'D' }
]

async function fill (call: Call): Promise<void> {
  for (const body of CUSTOMERS) {
    const { statusCode, body: answer } = await call('POST', '/odata/Customers', { body })
    if (statusCode !== 201) throw new Error(answer)
  }
}

const COUNTS: ReadonlyArray<readonly [path: string, option: string, count: string]> = [
  ['Texts', "$filter=startswith($it,'ap')", '1'],
  ['Texts', "$filter=startswith(tolower($this),'ap') or $it eq 'it''s'", '3'],
  ['Texts', '$filter=length($it) gt 4', '2'],
  ['Texts', "$filter=$it in ('pear','plum')", '1'],
  ['Texts', '$filter=$it gt 3', '0'],
  ['Texts', '$filter=$it ne null', '4'],
  ['Texts', '$search=AP', '2'],
  ['Texts', '$search=NOT ap', '2'],
  ['Texts', "$search=ap&$filter=$it ne 'apple'", '1'],
  ['Numbers', '$filter=$it gt 1 and $it lt 100', '1'],
  ['Numbers', "$filter=cast($it,Edm.String) eq '2.5'", '1'],
  ['Numbers', '$filter=$it add 4 eq 1', '1'],
  ['Ids', '$filter=$it gt 5', '2'],
  ['Ids', '$filter=$it eq 12345678901', '1'],
  ['Flags', '$filter=$it', '2'],
  ['Flags', '$filter=not $it', '1'],
  ['Mixed', '$filter=$it eq null', '1'],
  ['Mixed', '$filter=$it ge 1', '2'],
  ['Mixed', "$filter=$it eq 'one' or $it/A eq 1 or A eq 2", '2'],
  ['Mixed', '$filter=$it/$count eq 2', '1'],
  ['Mixed', '$filter=$it/any(x:x eq 2)', '1'],
  ['Mixed', '$search=one', '1'],
  ['Streets', "$filter=Street eq 'Elm'", '2'],
  ['Streets', "$filter=$it/Shop.Address/Street eq 'Elm'", '1'],
  ['Streets', "$filter=$it/Shop.HomeAddress/City/Name eq 'Ulm'", '1'],
  ['Streets', '$filter=isof($it,Shop.Address)', '2'],
  ['Streets', "$filter=Note/By/any(b:startswith(b,'b'))", '1'],
  ['Streets', '$search=bob', '1'],
  ['Streets', '$search=elm OR oak', '3'],
  ['Streets', '$search=homeaddress', '0'],
  ['Object/Texts', "$filter=$it eq 'deep'", '1'],
  ['Address/Rooms', "$filter=contains($it,'a')", '2'],
  ['Address/Rooms', '$search=bath', '1'],
  ['None', '$filter=true', '0'],
  ['Texts', '$filter=true', '4']
]

onBothDatabases('4.8 the number of items of a dynamic collection that a $filter or $search leaves', async (t, { call }) => {
  await fill(call)
  for (const [path, option, count] of COUNTS) {
    const { statusCode, body, headers } = await call('GET', `/odata/Customers('1')/${path}/$count?${option.split('&').map(encodeOption).join('&')}`)
    t.same([statusCode, body, headers['content-type']], [200, count, 'text/plain;charset=utf-8'], `${path} ${option}`)
  }
  const statuses: Readonly<Record<string, number>> = {
    'One/$count?$filter=true': 404,
    'Object/$count?$filter=true': 404,
    'Nonsense/$count?$filter=true': 404,
    'Texts/$count?$filter=$it': 200,
    'Texts/$count?$filter=$it eq': 400,
    'Texts/$count?$filter=5': 400,
    'Texts/$count?$search=AND': 400,
    'Texts/$count?$top=1': 400,
    'Texts/$count?$apply=identity': 400
  }
  for (const [path, status] of Object.entries(statuses)) {
    const [resource, option] = path.split('?') as [string, string]
    t.equal((await call('GET', `/odata/Customers('1')/${resource}?${encodeOption(option)}`)).statusCode, status, path)
  }
  t.equal((await call('GET', "/odata/Customers('9')/Texts/$count?$filter=true")).statusCode, 404)
}, SHOP)

const FILTERS: Readonly<Record<string, string>> = {
  "Texts/any(x:x eq 'apple')": '1',
  "Texts/any(x:startswith(x,'p'))": '12',
  "Texts/all(x:startswith(x,'p'))": '234',
  'Texts/any()': '12',
  'Texts/$count gt 1': '1',
  'Texts/$count eq 0': '34',
  "Texts/$count($filter=contains($this,'p');$search=NOT pear) eq 1": '2',
  "Texts/$filter(contains($this,'p'))/$count eq 3": '1',
  'Numbers/any(n:n gt $it/Numbers/$count)': '12',
  "Streets/any(s:s/Street eq 'Oak' and s/Floor eq 5)": '1',
  "Streets/any(s:s/Note/By/any(b:b eq 'bob'))": '1',
  "Object/Texts/any(x:x eq 'deep')": '1',
  "Address/Rooms/any(r:r eq 'hall')": '1',
  'Ids/any(i:i eq 12345678901)': '1',
  'Mixed/any(m:m eq null)': '1',
  'Mixed/any(m:m/any(n:n eq 2))': '1',
  "Texts/any(x:Streets/any(s:s/Street eq 'Elm') and x eq Name)": '',
  'Texts/aggregate($count as N) gt 1': '400',
  'Texts/aggregate($count) gt 1': '1',
  'Texts/aggregate($this with max) gt 1': '501',
  'Texts/any(x:x/y/)': '400',
  'Texts/any(Name:Name eq 5)': ''
}

onBothDatabases('5.1.1.13 any, all and $count over dynamic collections; what is no collection has no items', async (t, { call }) => {
  await fill(call)
  for (const [filter, numbers] of Object.entries(FILTERS)) {
    const response = await call('GET', `/odata/Customers?${encodeOption(`$filter=${filter}`)}&$orderby=Number`)
    const found = response.statusCode === 200 ? (json(response) as { value: ReadonlyArray<{ Number: string }> }).value.map(item => item.Number).join('') : String(response.statusCode)
    t.equal(found, numbers, `${filter} ${response.statusCode === 200 ? '' : response.body}`)
  }
}, SHOP)

onBothDatabases('3.3 a property that is declared as any value is what its value is, in expressions and as a collection', async (t, { call }) => {
  const works = [{ Id: 1, Simple: 5, Free: { A: ['x', 'y'] } }, { Id: 2, Simple: 'five', Free: [{ A: 1 }, { A: 2 }] }, { Id: 3, Simple: null, Free: 'x' }, { Id: 4 }]
  for (const body of works) t.equal((await call('POST', '/odata/Works', { body })).statusCode, 201)
  for (const [filter, ids] of Object.entries({
    'Simple eq 5': [1],
    "startswith(Simple,'f')": [2],
    'Simple eq null': [3, 4],
    "Free/A/any(a:a eq 'y')": [1],
    'Free/any(a:a/A eq 2)': [2],
    'Free/$count eq 0': [1, 3, 4],
    "Free eq 'x'": [3]
  })) {
    const { statusCode, body } = await call('GET', `/odata/Works?${encodeOption(`$filter=${filter}`)}&$orderby=Id&$select=Id`)
    t.equal(statusCode, 200, `${filter} ${body}`)
    if (statusCode === 200) t.same((JSON.parse(body) as { value: ReadonlyArray<{ Id: number }> }).value.map(({ Id }) => Id), ids, filter)
  }
  const read = async (path: string, option: string): Promise<unknown> => {
    const { statusCode, body } = await call('GET', `/odata/Works${path}/$count?${encodeOption(option)}`)
    return statusCode === 200 ? body : statusCode
  }
  t.equal(await read('(2)/Free', '$filter=A eq 2'), '1')
  t.equal(await read('(1)/Free/A', '$search=Y'), '1')
  t.equal(await read('(1)/Free', '$filter=true'), 404)
  t.equal(await read('(1)/Simple', '$filter=true'), 404)
  const sorted = await call('GET', `/odata/Works?${encodeOption('$orderby=cast(Simple,Edm.String) desc')}&$select=Id`)
  t.same((json(sorted) as { value: ReadonlyArray<{ Id: number }> }).value.map(({ Id }) => Id), [2, 1, 4, 3])
}, { model: 'test/models/abstract.csdl.xml' })
