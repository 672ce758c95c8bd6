/** Entities of any model out of files: NDJSON and CSV, all or none, with the line of what does not fit (docs/state.md). */
import type { LightMyRequestResponse as Response } from 'fastify'
import { errorOf, json, onBothDatabases } from '../../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }
const CLUB = { model: 'test/models/club.csdl.xml' }
const IMPORT = '/__admin/tenants/default/import'
const STATE = '/__admin/tenants/default/state'
const ndjson = { 'content-type': 'application/x-ndjson' }
const csv = { 'content-type': 'text/csv; charset=utf-8' }

const lines = (entities: readonly object[]): string => entities.map(entity => `${JSON.stringify(entity)}\n`).join('')

const valueOf = (body: Record<string, unknown>): readonly Record<string, unknown>[] => body['value'] as readonly Record<string, unknown>[]

onBothDatabases('NDJSON is appended to an entity set, with what its entities contain, or replaces what it has', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Stocks', { body: { Place: 'x', Row: 1, Count: 1 } })).statusCode, 201)
  t.equal((await call('POST', '/odata/Customers', { body: { Number: 'a', Name: 'Ann' } })).statusCode, 201)
  const sent = [
    { Number: 'b', Name: 'Bob', Address: { '@odata.type': '#Shop.HomeAddress', Street: 'Main', Floor: 2, Pet: 'cat' }, Orders: [{ Id: 1, Total: 1.5, Parts: [{ Id: 7 }] }], Settings: { Theme: 'dark' } },
    { '@odata.type': '#Shop.Company', Number: 'c', Name: 'Cotta', Employees: 5, Since: 1659 }
  ]
  t.match(json(await call('POST', `${IMPORT}/Customers`, { headers: ndjson, body: `\n${lines(sent)}\r\n` })), { entities: 2, version: '3' })
  const read = json(await call('GET', '/odata/Customers?$expand=Orders($expand=Parts)&$orderby=Number'))
  t.match(valueOf(read), [{ Number: 'a', Rank: 7 }, { Number: 'b', Rank: 7, Address: { Floor: 2, Pet: 'cat' }, Orders: [{ Id: 1, Parts: [{ Id: 7 }] }] }, { Number: 'c', Employees: 5, Since: 1659 }])
  t.match(json(await call('GET', "/odata/Customers('b')/Settings")), { Theme: 'dark' })
  t.match(json(await call('POST', `${IMPORT}/Customers?mode=replace`, { headers: ndjson, body: lines(sent.slice(1)).trimEnd() })), { entities: 1, version: '4' })
  t.match(valueOf(json(await call('GET', '/odata/Customers'))).map(({ Number }) => Number), ['c'])
  t.match(json(await call('GET', STATE)), { Stocks: [{ Count: 1 }], Customers: [{ Number: 'c' }] }, 'other entity sets stay')
  t.match(json(await call('POST', `${IMPORT}/Customers?mode=replace`, { headers: ndjson, body: '' })), { entities: 0 })
  t.same(valueOf(json(await call('GET', '/odata/Customers'))), [])
}, SHOP)

onBothDatabases('keys that a line leaves out are made by the service, where the model lets it', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Values', { body: { Id: 5 } })).statusCode, 201)
  const response = await call('POST', `${IMPORT}/Values`, { headers: ndjson, body: lines([{ String: 'one' }, { Id: 9 }, { String: 'two' }]) })
  t.equal(response.statusCode, 200, response.body)
  t.same(valueOf(json(await call('GET', '/odata/Values'))).map(({ Id }) => Id), [5, 10, 9, 11])
}, SHOP)

onBothDatabases('a line that a state document has is the same again, numbers to the last digit', async (t, { call }) => {
  const line = '{"Id":1,"Int64":9007199254740993,"Decimal":12345678901234567890.1200,"Double":"INF","Numbers":[9007199254740993]}'
  t.equal((await call('POST', `${IMPORT}/Values`, { headers: ndjson, body: line })).statusCode, 200)
  const exported = (await call('GET', STATE)).body
  t.match(exported, '"Int64":9007199254740993,"Decimal":12345678901234567890.1200,"Double":"INF"')
  const again = /\{"Id".*\}/.exec(exported)?.[0] ?? ''
  t.equal((await call('POST', `${IMPORT}/Values?mode=replace`, { headers: ndjson, body: again })).statusCode, 200)
  t.equal((await call('GET', STATE)).body, exported)
}, SHOP)

onBothDatabases('CSV has cells of every type', async (t, { call }) => {
  const row = {
    Id: '1',
    Binary: 'AQI',
    Boolean: 'TRUE',
    Byte: '255',
    SByte: '-1',
    Int16: '-2',
    Int64: '9007199254740993',
    Decimal: '12345678901234567890.12',
    Double: '1.5e3',
    Single: 'INF',
    Guid: '0d1d3c2e-7b0a-4a7f-9f0e-2f1c8a5b6d7e',
    Date: '2026-01-31',
    TimeOfDay: '09:30:00',
    DateTimeOffset: '2026-01-31T09:30:00Z',
    Duration: 'P1D',
    String: '"é, ""x""\n2"',
    Color: 'Green',
    Access: '"Read,Write"',
    Code: 'abc',
    Point: '"{""type"":""Point"",""coordinates"":[1,2]}"',
    Numbers: '1; 9007199254740993'
  }
  const text = `\ufeff${Object.keys(row).join(',')}\r\n${Object.values(row).join(',')}\r\n\r\n2,,,,,,,,,,,,,,,,,,,,"[3,4]"\r\n`
  const response = await call('POST', `${IMPORT}/Values`, { headers: csv, body: text })
  t.equal(response.statusCode, 200, response.body)
  t.match(json(response), { entities: 2 })
  const [first, second] = valueOf(json(await call('GET', '/odata/Values', { headers: { accept: 'application/json;IEEE754Compatible=true' } })))
  t.match(first, {
    Id: 1,
    Binary: 'AQI',
    Boolean: true,
    Byte: 255,
    SByte: -1,
    Int16: -2,
    Int64: '9007199254740993',
    Decimal: '12345678901234567890.12',
    Double: 1500,
    Single: 'INF',
    Guid: row.Guid,
    Date: '2026-01-31',
    DateTimeOffset: '2026-01-31T09:30:00Z',
    Duration: 'P1D',
    String: 'é, "x"\n2',
    Color: 'Green',
    Code: 'abc',
    Point: { coordinates: [1, 2] },
    Numbers: ['1', '9007199254740993']
  })
  t.match(first?.['Access'], /^(All|Read,\s?Write)$/)
  t.match(second, { Id: 2, Boolean: null, String: null, Numbers: ['3', '4'] })
}, SHOP)

onBothDatabases('CSV names members of complex values, types, dynamic properties and what is contained', async (t, { call }) => {
  const text = 'Number,Name,@odata.type,Employees,Address/@odata.type,Address/Street,Address/Floor,Address/City/Name,Address/Lines,Orders,Hobby\n' +
    'a,Ann,,,#Shop.HomeAddress,Main,2,Berlin,one;two,"[{""Id"":1}]",chess\n' +
    'b,Bolt,#Shop.Company,5,,,,,,,\n'
  const response = await call('POST', `${IMPORT}/Customers`, { headers: csv, body: text })
  t.equal(response.statusCode, 200, response.body)
  const [ann, bolt] = valueOf(json(await call('GET', '/odata/Customers?$expand=Orders&$orderby=Number')))
  t.match(ann, { Address: { Street: 'Main', Floor: 2, City: { Name: 'Berlin' }, Lines: ['one', 'two'] }, Orders: [{ Id: 1 }], Hobby: 'chess' })
  t.match(bolt, { '@odata.type': '#Shop.Company', Employees: 5, Address: null })
  t.notOk(Object.hasOwn(bolt ?? {}, 'Hobby'), 'an empty cell is as if it were not there')
}, SHOP)

onBothDatabases('what does not fit names its line and its member, and nothing is imported', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Values', { body: { Id: 1 } })).statusCode, 201)
  const before = (await call('GET', STATE)).body
  const many = lines(Array.from({ length: 1500 }, (_, index) => ({ Id: index + 10 })))
  const cases: ReadonlyArray<readonly [set: string, headers: object, body: string | Buffer, target: string, message: RegExp]> = [
    ['Values', ndjson, `${many}{"Id":2,"Byte":256}`, 'line 1501/Byte', /^Line 1501: .*Edm.Byte/],
    ['Values', ndjson, 'nonsense\n', 'line 1', /^Line 1: Not a JSON object/],
    ['Values', ndjson, '\n\n[1]\n', 'line 3', /^Line 3: Cannot convert/],
    ['Values', ndjson, '{"Strings":"x"}', 'line 1/Strings', /Did you mean 'String'/],
    ['Values', ndjson, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'line 1', /UTF-8/],
    ['Customers', ndjson, '{"Number":"a"}', 'line 1/Name', /^Line 1: /],
    ['Customers', ndjson, '{"Name":"a"}', 'line 1/Number', /^Line 1: The key property 'Number' is missing/],
    ['Customers', ndjson, '{"Number":"a","Name":"b","Orders":[{"Id":1,"Total":"x"}]}', 'line 1/Orders/0/Total', /^Line 1: /],
    ['Values', csv, 'Id,Strin\n1,b\n', 'line 1', /no column 'Strin'. Did you mean 'String'/],
    ['Customers', csv, 'Number,Address/City/Nam\n1,b\n', 'line 1', /no column 'Address\/City\/Nam'. Did you mean 'Address\/City\/Name'/],
    ['Values', csv, 'Id,Id\n1,2\n', 'line 1', /twice/],
    ['Values', csv, 'Id,Boolean\n2,true\n3,maybe\n', 'line 3/Boolean', /^Line 3: .*'maybe'/],
    ['Values', csv, 'Id,Color\n2,Pink\n', 'line 2/Color', /^Line 2: .*Pink/],
    ['Values', csv, 'Id,Numbers\n2,"[1"\n', 'line 2', /JSON array/],
    ['Values', csv, 'Id,String\n2\n', 'line 2', /^Line 2: .*length/]
  ]
  for (const [set, headers, body, target, message] of cases) {
    for (const mode of ['append', 'replace']) {
      const response = await call('POST', `${IMPORT}/${set}?mode=${mode}`, { headers: { ...headers }, body })
      t.equal(response.statusCode, 400, response.body)
      t.equal(errorOf(response).target, target, response.body)
      t.match(errorOf(response).message, message)
    }
  }
  t.equal((await call('GET', STATE)).body, before)
}, SHOP)

onBothDatabases('a key that is taken is a 409 that names the line', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Stocks', { body: { Place: 'x', Row: 1 } })).statusCode, 201)
  const before = (await call('GET', STATE)).body
  const cases: ReadonlyArray<readonly [entities: readonly object[], query: string, message: RegExp]> = [
    [[{ Place: 'y', Row: 1 }, { Place: 'x', Row: 1 }], '', /^Line 2: 'Stocks' has an entity with the key .*x.* already/],
    [[{ Place: 'y', Row: 1 }, { Place: 'y', Row: 2 }, { Place: 'y', Row: 1 }], '', /^Line 3: /],
    [[...Array.from({ length: 1200 }, (_, index) => ({ Place: 'z', Row: index })), { Place: 'z', Row: 3 }], '', /^Line 1201: /],
    [[{ Place: 'x', Row: 1 }, { Place: 'x', Row: 1 }], '?mode=replace', /^Line 2: /]
  ]
  for (const [entities, query, message] of cases) {
    const response = await call('POST', `${IMPORT}/Stocks${query}`, { headers: ndjson, body: lines(entities) })
    t.equal(response.statusCode, 409, response.body)
    t.match(errorOf(response).message, message)
  }
  const inside = { Number: 'a', Name: 'Ann', Orders: [{ Id: 1 }, { Id: 1 }] }
  const refused = await call('POST', `${IMPORT}/Customers`, { headers: ndjson, body: lines([inside]) })
  t.match([refused.statusCode, errorOf(refused).message], [409, /^Line 1: 'Orders' has an entity with the key/])
  t.equal((await call('GET', STATE)).body, before)
  t.match(json(await call('POST', `${IMPORT}/Stocks?mode=replace`, { headers: ndjson, body: lines([{ Place: 'x', Row: 1, Count: 2 }]) })), { entities: 1 }, 'its own key is free')
}, SHOP)

onBothDatabases('entities are related to what is there, and to those of other lines', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Teams', { body: { Id: 1, Title: 'Reds' } })).statusCode, 201)
  t.equal((await call('POST', '/odata/People', { body: { Name: 'Old' } })).statusCode, 201)
  const sent = [
    { Name: 'Ann', 'Team@odata.bind': 'Teams(1)', 'Friends@odata.bind': ["People('Bob')", "People('Old')"], 'Boss@odata.bind': "People('Cid')" },
    { '@odata.type': '#Club.Player', Name: 'Bob', Goals: 3, 'Team@odata.bind': 'Teams(1)' },
    { Name: 'Cid', 'Spouse@odata.bind': "People('Ann')", Trips: [{ Id: 1, 'Against@odata.bind': ['Teams(1)'] }] }
  ]
  const response = await call('POST', `${IMPORT}/People`, { headers: ndjson, body: lines(sent) })
  t.equal(response.statusCode, 200, response.body)
  const ann = json(await call('GET', "/odata/People('Ann')?$expand=Team,Boss,Spouse,Friends($orderby=Name)"))
  t.match(ann, { Team: { Id: 1 }, Boss: { Name: 'Cid' }, Spouse: { Name: 'Cid' }, Friends: [{ Name: 'Bob' }, { Name: 'Old' }] })
  t.match(valueOf(json(await call('GET', '/odata/Teams(1)/Members?$orderby=Name'))).map(({ Name }) => Name), ['Ann', 'Bob'])
  t.match(valueOf(json(await call('GET', "/odata/People('Old')/Friends"))).map(({ Name }) => Name), ['Ann'], 'from the other side')
  t.match(valueOf(json(await call('GET', "/odata/People('Cid')/Trips(1)/Against"))), [{ Id: 1 }])
  const text = "Name,Team@odata.bind,Friends@odata.bind\nDan,Teams(1),People('Ann');People('Eve')\nEve,,\n"
  t.equal((await call('POST', `${IMPORT}/People`, { headers: csv, body: text })).statusCode, 200)
  t.match(valueOf(json(await call('GET', "/odata/People('Dan')/Friends?$orderby=Name"))).map(({ Name }) => Name), ['Ann', 'Eve'])
  const before = (await call('GET', STATE)).body
  const bound: ReadonlyArray<readonly [entity: object, message: RegExp]> = [
    [{ Name: 'Fay', 'Idol@odata.bind': "People('Nobody')" }, /^Line 2: There is no entity 'People\('Nobody'\)' for 'Idol'/],
    [{ Name: 'Fay', 'Team@odata.bind': 'Teams(9)' }, /^Line 2: There is no entity 'Teams\(9\)'/],
    [{ Name: 'Fay', Team: { Id: 3 } }, /^Line 2: .*bind them here/]
  ]
  for (const [entity, message] of bound) {
    const refused = await call('POST', `${IMPORT}/People`, { headers: ndjson, body: lines([{ Name: 'Gil' }, entity]) })
    t.equal(refused.statusCode, 400, refused.body)
    t.match(errorOf(refused).message, message)
    t.match(errorOf(refused).target, /^line 2\//)
  }
  t.equal((await call('GET', STATE)).body, before)
  t.equal((await call('POST', `${IMPORT}/People?mode=replace`, { headers: ndjson, body: lines([{ Name: 'Ann' }]) })).statusCode, 200)
  t.same(valueOf(json(await call('GET', '/odata/Teams(1)/Members'))), [], 'those that are replaced are no longer related')
}, CLUB)

onBothDatabases('entities are related to those of lines that come much later', async (t, { call }) => {
  const many = Array.from({ length: 1100 }, (_, index) => ({ Name: `P${index}`, 'Boss@odata.bind': `People('P${1099 - index % 2}')` }))
  const response = await call('POST', `${IMPORT}/People`, { headers: ndjson, body: lines(many) })
  t.equal(response.statusCode, 200, response.body)
  t.match(json(await call('GET', "/odata/People('P0')?$expand=Boss")), { Boss: { Name: 'P1099' } })
  t.equal((await call('GET', "/odata/People('P1098')/Reports/$count")).body, '550')
}, CLUB)

onBothDatabases('values relate entities, and a replacement keeps to what the model says of deletions (CSDL 4.01, sections 8.5 and 8.6)', async (t, { call }) => {
  const send = async (set: string, entities: readonly object[], query = ''): Promise<Response> =>
    await call('POST', `${IMPORT}/${set}${query}`, { headers: ndjson, body: lines(entities) })
  t.equal((await send('Courses', [{ Id: 1 }, { Id: 2 }])).statusCode, 200)
  t.equal((await send('Lessons', [{ Id: 1, CourseId: 1 }, { Id: 2, 'Course@odata.bind': 'Courses(2)' }])).statusCode, 200)
  t.match(valueOf(json(await call('GET', '/odata/Lessons?$expand=Course'))), [{ Course: { Id: 1 } }, { CourseId: 2, Course: { Id: 2 } }])
  const before = (await call('GET', STATE)).body
  const nothing = await send('Lessons', [{ Id: 3, CourseId: 1 }, { Id: 4, CourseId: 9 }])
  t.match([nothing.statusCode, errorOf(nothing).message], [400, /^Line 2: 'Course' leads to nothing/], nothing.body)
  t.equal((await call('GET', STATE)).body, before)
  t.equal((await send('Exams', [{ Id: 1, 'Course@odata.bind': 'Courses(1)' }])).statusCode, 200)
  const refused = await send('Courses', [{ Id: 1 }], '?mode=replace')
  t.match([refused.statusCode, errorOf(refused).message], [409, /cannot be deleted as long as 'Exams'/])
  t.equal((await send('Exams', [], '?mode=replace')).statusCode, 200)
  t.equal((await send('Courses', [{ Id: 7 }], '?mode=replace')).statusCode, 200)
  t.match(json(await call('GET', STATE)), { Courses: [{ Id: 7 }], Lessons: [] }, 'lessons go with their courses')
}, { model: 'test/models/courses.csdl.xml' })

onBothDatabases('what is no entity set is a 404 that says what was meant, and another format a 415', async (t, { call }) => {
  const unknown = await call('POST', `${IMPORT}/Value`, { headers: ndjson, body: '{}' })
  t.match([unknown.statusCode, errorOf(unknown).message], [404, /no entity set 'Value'. Did you mean 'Values'/])
  const singleton = await call('POST', `${IMPORT}/Owner`, { headers: ndjson, body: '{}' })
  t.match([singleton.statusCode, errorOf(singleton).message], [404, /'Owner' is a singleton/])
  t.equal((await call('POST', `${IMPORT}/Values`, { headers: { 'content-type': 'text/plain' }, body: '{}' })).statusCode, 415)
  t.equal((await call('POST', `${IMPORT}/Values?mode=merge`, { headers: ndjson, body: '{}' })).statusCode, 400)
}, SHOP)

for (const [name, settings] of Object.entries({ SHOP, CLUB, travel: { model: 'test/models/travel.csdl.xml' }, types: { model: 'test/models/types.csdl.xml' } })) {
  onBothDatabases(`the examples of the document work as they are (${name})`, async (t, { call }) => {
    const { paths } = json(await call('GET', '/__admin/openapi.json')) as unknown as { paths: Record<string, { post: Operation }> }
    const { parameters, requestBody } = paths['/__admin/tenants/{tenant}/import/{entitySet}']?.post ?? { parameters: [], requestBody: { content: {} } }
    const set = parameters.find(parameter => parameter.name === 'entitySet')?.example ?? ''
    const contents = Object.entries(requestBody.content)
    t.same(contents.map(([type]) => type), ['application/x-ndjson', 'text/csv'])
    for (const [type, { examples }] of contents) {
      const response = await call('POST', `${IMPORT}/${set}`, { headers: { 'content-type': type }, body: examples['entity']?.value ?? '' })
      t.equal(response.statusCode, 200, response.body)
    }
  }, settings)
}

interface Operation {
  readonly parameters: ReadonlyArray<{ readonly name: string, readonly example?: string }>
  readonly requestBody: { readonly content: Readonly<Record<string, { readonly examples: Readonly<Record<string, Example>> }>> }
}

interface Example { readonly value: string }
