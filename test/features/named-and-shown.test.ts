/** What `$select` may name, what an answer then says of itself, and what cannot be bound. */
import { encodeOption, ROWS, seed } from '../support/check-ins.js'
import { ASSIGNMENT, CONFIGURATIONS, WINDOWS, assignmentTo, create, groupsOf, host, items } from '../support/configurations.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'

onBothDatabases('11.4.2.1 nothing can be bound to what contains its entities: nothing is created', async (t, { call }) => {
  const bodies: ReadonlyArray<readonly [object, string]> = [
    [{ 'assignments@odata.bind': ['x'] }, 'assignments@odata.bind'],
    [{ 'assignments@bind': ['x'] }, 'assignments@bind'],
    [{ 'nope@odata.bind': 5 }, 'nope@odata.bind'],
    [{ assignments: [{ '@odata.id': 'x' }] }, 'assignments/0'],
    [{ assignments: [assignmentTo('a'), { '@id': 'x' }] }, 'assignments/1'],
    [{ 'assignments@odata.delta': [{ '@odata.id': 'x' }] }, 'assignments@odata.delta/0']
  ]
  for (const [body, target] of bodies) {
    const response = await call('POST', CONFIGURATIONS, { body: { '@odata.type': WINDOWS, displayName: 'A', ...body } })
    if (!target.includes('delta')) t.match([response.statusCode, json(response)], [400, { error: { target } }], JSON.stringify(body))
    t.same(await items(call, CONFIGURATIONS), [], 'nothing was created')
  }
  const id = await create(call, { displayName: 'A', assignments: [assignmentTo('a')] })
  for (const [body, target] of bodies) {
    const response = await call('PATCH', `${CONFIGURATIONS}/${id}`, { body: { displayName: 'B', ...body } })
    t.match([response.statusCode, json(response)], [400, { error: { target } }], JSON.stringify(body))
  }
  t.same(await groupsOf(call, id), ['a'])
  const shown = json(await call('GET', `${CONFIGURATIONS}/${id}?$expand=assignments&$format=application/json;odata.metadata=full`))
  t.equal(shown['displayName'], 'A')
  t.equal((await call('PATCH', `${CONFIGURATIONS}/${id}`, { body: shown })).statusCode, 200, 'what was read may be sent back, ids and all')
  t.same(await groupsOf(call, id), ['a'])
})

onBothDatabases('5.1.4 $select names properties, operations of the type and namespaces of the model, and nothing else', async (t, { call }) => {
  const id = await create(call, { displayName: 'A' })
  const wrong: ReadonlyArray<readonly [string, RegExp]> = [
    ['$select=assignments/nonsense', /'assignments' is a navigation property; choose from it in \$expand/],
    ['$select=assignments($select=nope)', /'assignments' is a navigation property/],
    ['$select=assignments($top=1)', /'assignments' is a navigation property/],
    ['$select=bogus.*', /the model has no namespace 'bogus'/],
    ['$select=microsoft.grahp.*', /Did you mean "microsoft\.graph"\?/],
    ['$select=microsoft.graph.windowsOfficeClientConfiguration', /a type alone cannot be selected/],
    ['$select=microsoft.graph.updatePrioritys', /'microsoft\.graph\.updatePrioritys' is not a type/],
    ['$compute=length(displayName)%20as%20n&$select=n($top=1)', /'n' is a computed value, which takes no options/],
    ['$expand=assignments($select=target/nope)', /has no property 'nope'/]
  ]
  for (const [query, message] of wrong) {
    for (const url of [CONFIGURATIONS, `${CONFIGURATIONS}/${id}`]) {
      const response = await call('GET', `${url}?${query}`)
      t.match([response.statusCode, json(response)], [400, { error: { message } }], query)
    }
  }
  for (const query of ['$select=microsoft.graph.assign', '$select=graph.assign,displayName', '$select=microsoft.graph.*,id', '$select=assignments']) {
    t.equal((await call('GET', `${CONFIGURATIONS}/${id}?${query}`)).statusCode, 200, query)
  }
  for (const query of ['$expand=policyPayload', '$expand=microsoft.graph.windowsOfficeClientConfiguration/policyPayload']) {
    t.match(json(await call('GET', `${CONFIGURATIONS}/${id}?${query}`)), { error: { message: /Expanding the stream property 'policyPayload' is not supported/ } }, query)
  }
})

onBothDatabases('5.1.1.10 the type in quotes, as clients of .NET write it', async (t, { call }) => {
  await create(call, { displayName: 'A', assignments: [assignmentTo('a')] })
  await create(call, { '@odata.type': '#microsoft.graph.windowsOfficeClientSecurityConfiguration', displayName: 'B' })
  const named = async (filter: string): Promise<unknown[]> =>
    (await items(call, `${CONFIGURATIONS}?${encodeOption(`$filter=${filter}`)}`)).map(({ displayName }) => displayName)
  t.same(await named("isof('microsoft.graph.windowsOfficeClientConfiguration')"), ['A'])
  t.same(await named("isof('microsoft.graph.windowsOfficeClientSecurityConfiguration')"), ['B'], 'another type in the same place')
  t.same(await named("isof($it,'graph.windowsOfficeClientConfiguration')"), ['A'])
  t.same(await named("cast('microsoft.graph.windowsOfficeClientConfiguration') ne null"), ['A'])
  t.same(await named("cast(priority,'Edm.String') eq '1' or cast('Edm.String') eq 'no type of it'").catch(() => 'refused'), 'refused')
  t.same(await named("cast(displayName,'Edm.String') eq 'B'"), ['B'])
  t.same(await named("cast(displayName,'Edm.String') eq 'A'"), ['A'], 'another value of the same shape')
  t.same(await named("cast('microsoft.graph.x',Edm.String) eq displayName"), [], 'a value, where a type comes behind it')
  for (const filter of ["isof('nope')", "isof('microsoft.graph.nope')", "isof(displayName,'5')"]) {
    t.equal((await call('GET', `${CONFIGURATIONS}?${encodeOption(`$filter=${filter}`)}`)).statusCode, 400, filter)
  }
})

onBothDatabases('4.6.8 an entity says its id where the answer leaves the key out', async (t, { call }) => {
  const id = await create(call, { displayName: 'A', assignments: [assignmentTo('a')] })
  const url = `http://office/beta/officeConfiguration/clientConfigurations('${id}')`
  const read = async (query: string): Promise<Record<string, unknown>> => json(await call('GET', `${CONFIGURATIONS}${query}`, { headers: host }))
  t.match(await read('?$select=displayName'), { value: [{ '@odata.id': url }] })
  t.match(await read(`/${id}?$select=displayName`), { '@odata.id': url })
  t.match(await read('?$select=displayName&$format=application/json;odata.metadata=full'), { value: [{ '@odata.id': url }] })
  t.match(await read('?$expand=assignments($select=target)'), { value: [{ assignments: [{ '@odata.id': new RegExp(`^${url.replace(/[().]/g, '\\$&')}/assignments\\('`) }] }] })
  for (const query of ['', '?$select=id,displayName', '?$select=displayName&$format=application/json;odata.metadata=none']) {
    t.notMatch(JSON.stringify(await read(query)), '@odata.id', query)
  }
  t.notMatch(json(await call('GET', `${OFFICE}?$select=tenantCheckinStatuses`)), { '@odata.id': /./ }, 'the name of a singleton tells it')
})

onBothDatabases('4.6.3 minimal metadata names the types that $metadata does not declare', async (t, { call }) => {
  await create(call, { displayName: 'A', assignments: [{ '@odata.type': ASSIGNMENT, target: null }] })
  await seed(call)
  const computed = "priority add 1 as p,now() as n,date(now()) as d,concat(displayName,'!') as s,true as b,1e0 as f,0.5 as c"
  const [item] = await items(
    call,
    `${CONFIGURATIONS}?${encodeOption(`$compute=${computed}`)}&$select=p,n,d,s,b,f,c`
  )
  t.match(item, { 'p@odata.type': '#Int64', p: 2, 'n@odata.type': '#DateTimeOffset', 'd@odata.type': '#Date', s: 'A!', 'c@odata.type': '#Decimal', c: 0.5 })
  for (const name of ['s@odata.type', 'b@odata.type', 'f@odata.type']) t.notOk(name in (item ?? {}), `JSON tells ${name}`)
  t.same(await items(call, `${ROWS}?${encodeOption('$apply=aggregate($count as n)')}`), [{ 'n@odata.type': '#Int64', n: 9 }])
  const wide = await call('GET', `${ROWS}?${encodeOption('$apply=aggregate($count as n)')}`, { headers: { accept: 'application/json;IEEE754Compatible=true' } })
  t.match(json(wide)['value'], [{ 'n@odata.type': '#Int64', n: '9' }])
  t.match(json(await call('GET', `${ROWS}?${encodeOption('$apply=aggregate($count as n)')}`, { headers: { 'odata-maxversion': '4.01', accept: 'application/json' } }))['value'], [{ n: 9 }])
  const [group] = await items(call, `${ROWS}?${encodeOption('$apply=groupby((wasSuccessful,checkinDateTime))')}&$top=1`)
  t.notOk('checkinDateTime@odata.type' in (group ?? {}), 'what is grouped by is declared')
})

onBothDatabases('11.4.9.1 $value of a property is written as text', async (t, { call }) => {
  const id = await create(call, { displayName: 'A', description: 'B' })
  const url = `${CONFIGURATIONS}/${id}`
  const plain = { 'content-type': 'text/plain' }
  const put = async (name: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = plain): Promise<number> =>
    (await call('PUT', `${url}/${name}/$value`, { body, headers })).statusCode
  t.equal(await put('displayName', 'größer, "quoted"', { 'content-type': 'text/plain; charset=utf-8' }), 204)
  t.equal(await put('priority', '7'), 204)
  t.match(json(await call('GET', url)), { displayName: 'größer, "quoted"', priority: 7 })
  t.equal((await call('GET', `${url}/displayName/$value`)).body, 'größer, "quoted"')
  t.equal(await put('description', ''), 204)
  t.match(json(await call('GET', url)), { description: '' })
  const long = 'x'.repeat(300_000)
  t.equal(await put('description', long), 204, 'a long one too')
  t.equal((await call('GET', `${url}/description/$value`)).body, long)
  const response = await call('PUT', `${url}/displayName/$value`, { body: 'C', headers: { ...plain, prefer: 'return=representation' } })
  t.match([response.statusCode, response.headers['content-type'], response.body], [200, /^text\/plain/, 'C'])
  t.equal((await call('DELETE', `${url}/description/$value`)).statusCode, 204)
  t.match(json(await call('GET', url)), { description: null, displayName: 'C' })
  t.match((await call('OPTIONS', `${url}/description/$value`)).headers, { allow: /PUT, DELETE/ })
  const refused: ReadonlyArray<readonly [string, string | Uint8Array, Readonly<Record<string, string>>, number]> = [
    ['priority', 'seven', plain, 400],
    ['priority', '', plain, 400],
    ['priority', '2147483648', plain, 400],
    ['displayName', Buffer.from([0xff]), plain, 400],
    ['displayName', 'a\u0000b', plain, 400],
    ['displayName', '{"value":"D"}', { 'content-type': 'application/json' }, 415],
    ['displayName', 'D', { 'content-type': 'text/plain; charset=utf-16' }, 415],
    ['displayName', 'D', { ...plain, 'if-match': 'W/"0"' }, 412],
    ['id', 'D', plain, 405]
  ]
  for (const [name, body, headers, status] of refused) t.equal(await put(name, body, headers), status, `${name}: ${String(body)} ${JSON.stringify(headers)}`)
  t.match(json(await call('GET', url)), { displayName: 'C', priority: 7 })
})
