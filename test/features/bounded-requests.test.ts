/** What is certain to be too much is refused before anything is done; what clients write by hundreds is served. */
import t from 'tap'
import { limits } from '../../src/base/limits.js'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const CONFIGURATIONS = `${OFFICE}/clientConfigurations`

const url = (options: Readonly<Record<string, string>>, path = ROWS): string =>
  `${path}?${Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
const list = (count: number, item: (index: number) => string, separator = ','): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator)

const is = (index: number): string => `deviceName eq 'x${index}'`
const body = {
  tenantCheckinStatuses: [
    { userId: 'u1', deviceName: 'x1', errorMessage: 'text', appliedPolicies: ['a', 'b'] },
    { userId: 'u2', deviceName: 'x2', appliedPolicies: ['b'] },
    { userId: 'u3' }
  ]
}
/** A long URL is the service's own setting. */
const config = { maxUrlLength: 200_000 }

/** Each finds the rows with these users. */
const served: ReadonlyArray<readonly [title: string, options: Readonly<Record<string, string>>, users: readonly string[]]> = [
  ['50 brackets', { $filter: `${'('.repeat(50)}deviceName eq 'x1'${')'.repeat(50)}` }, ['u1']],
  ['5,000 brackets', { $filter: `${'('.repeat(5000)}deviceName eq 'x1'${')'.repeat(5000)}` }, ['u1']],
  ['34 times not', { $filter: `${'not ('.repeat(34)}deviceName eq 'x1'${')'.repeat(34)}` }, ['u1']],
  ['1,001 times not', { $filter: `${'not ('.repeat(1001)}deviceName eq 'x1'${')'.repeat(1001)}` }, ['u2', 'u3']],
  ['51 values as odata2ts writes them', { $filter: `${'('.repeat(50)}${is(0)}${list(50, index => ` or ${is(index + 1)})`, '')}` }, ['u1', 'u2']],
  ['26 values of a grid', { $filter: `${'('.repeat(25)}(${is(0)})${list(25, index => ` or (${is(index + 1)}))`, '')}` }, ['u1', 'u2']],
  ['900 values', { $filter: list(900, is, ' or ') }, ['u1', 'u2']],
  ['900 values, brackets to the left', { $filter: `${'('.repeat(900)}${is(900)}${list(900, index => ` or ${is(index)})`, '')}` }, ['u1', 'u2']],
  ['900 values, brackets to the right', { $filter: `${list(900, index => `${is(index)} or (`, '')}${is(0)}${')'.repeat(900)}` }, ['u1', 'u2']],
  ['900 conditions', { $filter: list(900, index => `deviceName ne 'y${index}'`, ' and ') }, ['u1', 'u2', 'u3']],
  ['494 times contains, counted', { $filter: list(494, index => `contains(deviceName,'x${index}')`, ' or '), $count: 'true' }, ['u1', 'u2']],
  ['900 conditions that can fail', { $filter: list(600, index => `length(deviceName) div 2 eq ${index}`, ' or ') }, ['u1', 'u2']],
  ['491 words, counted', { $search: list(491, index => `${index === 3 ? 'x1' : 'NOT zz'}`, ' '), $count: 'true' }, ['u1']],
  ['491 words, any of them', { $search: list(491, index => `x${index}`, ' OR '), $count: 'true' }, ['u1', 'u2']],
  ['490 additions', { $filter: `${list(490, () => 'length(userId)', ' add ')} eq 980` }, ['u1', 'u2', 'u3']],
  ['500 times minus', { $filter: `${list(500, () => '-', ' ')} length(userId) eq 2` }, ['u1', 'u2', 'u3']],
  ['90 calls inside one another', { $filter: `${'trim('.repeat(90)}deviceName${')'.repeat(90)} eq 'x1'` }, ['u1']],
  ['90 cases inside one another', { $filter: `${'case(true:'.repeat(90)}deviceName eq 'x1'${')'.repeat(90)}` }, ['u1']],
  ['500 branches of a case', { $filter: `case(${list(500, index => `length(deviceName) eq ${index}:true`)})` }, ['u1', 'u2']],
  ['5,000 values of in', { $filter: `deviceName in (${list(5000, index => `'x${index}'`)})` }, ['u1', 'u2']],
  ['100 keys', { $orderby: list(100, index => `length(userId) add ${index}`) }, ['u1', 'u2', 'u3']],
  ['a key that is constant', { $orderby: 'isof(userId,Edm.Boolean),userId desc' }, ['u3', 'u2', 'u1']],
  ['a key that is constant, descending', { $orderby: 'isof(userId,Edm.String) desc,userId desc' }, ['u3', 'u2', 'u1']],
  ['three times over one collection', { $filter: 'appliedPolicies/any(a:appliedPolicies/any(b:appliedPolicies/any(c:a lt b and b ge c)))' }, ['u1']],
  ['64 texts in one', { $filter: `length(${'concat(deviceName,'.repeat(63)}deviceName${')'.repeat(63)}) eq 128` }, ['u1', 'u2']]
]

onBothDatabases('what clients write by hundreds is served', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  for (const [title, options, users] of served) {
    const response = await call('GET', url({ ...options, $select: 'userId' }))
    if (!t.equal(response.statusCode, 200, title)) t.comment(response.body.slice(0, 300))
    else t.same((json(response)['value'] as Array<{ userId: string }>).map(({ userId }) => userId), users, title)
  }
}, config)

onBothDatabases('pages of an order by 100 keys', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  const users: unknown[] = []
  let next: string | undefined = url({ $orderby: `${list(99, index => `length(userId) add ${index}`)},userId desc`, $select: 'userId' })
  while (next !== undefined) {
    const page = json(await call('GET', next, { headers: { prefer: 'odata.maxpagesize=1' } }))
    users.push(...(page['value'] as Array<{ userId: string }>).map(({ userId }) => userId))
    next = (page['@odata.nextLink'] as string | undefined)?.replace(/^https?:\/\/[^/]+/, '')
  }
  t.same(users, ['u3', 'u2', 'u1'])
}, config)

/** Each is refused for what it says. */
const refused: ReadonlyArray<readonly [title: string, url: string, message: RegExp]> = [
  ['four times over one collection', url({ $filter: 'appliedPolicies/all(a:appliedPolicies/all(b:appliedPolicies/all(c:appliedPolicies/all(d:a ne concat(b,concat(c,d))))))' }, `${ROWS}/$count`), /^\$filter: any, all or \$count go through a collection again/],
  ['thirty times', url({ $filter: `${list(30, index => `appliedPolicies/all(a${index}:`, '')}true${')'.repeat(30)}` }), /go through a collection again/],
  ['through the collection of another item', url({ $filter: 'appliedPolicies/any(a:$it/appliedPolicies/any(b:$it/appliedPolicies/any(c:$it/appliedPolicies/$count gt 1)))' }), /go through a collection again/],
  ['nine times twice the rows', url({ $apply: list(9, () => 'concat(identity,identity)', '/') }), /^\$apply: more than 64 copies of the collection by concat and rollup\.$/],
  ['in one concat', url({ $apply: list(3, () => 'concat(identity,identity,identity,identity,identity)', '/') }), /more than 64 copies/],
  ['inside of groups', url({ $apply: `groupby((userId),${list(7, () => 'concat(identity,identity)', '/')})` }), /more than 64 copies/],
  ['fourteen times twice the text', url({ $apply: `compute(concat(deviceName,deviceName) as a0)/${list(13, index => `compute(concat(a${index},a${index}) as a${index + 1})`, '/')}` }), /^\$apply: concat puts more than 64 texts together in one value/],
  ['of the greatest text', url({ $apply: list(7, index => `aggregate(${index === 0 ? 'deviceName' : `b${index - 1}`} with max as a${index})/compute(concat(a${index},a${index}) as b${index})`, '/') }), /more than 64 texts/],
  ['in $compute', url({ $compute: list(20, index => `concat(${index === 0 ? 'userId' : `a${index - 1}`},${index === 0 ? 'userId' : `a${index - 1}`}) as a${index}`) }), /^\$compute: concat puts more than 64 texts/],
  ['in $orderby', url({ $orderby: `${'concat(userId,'.repeat(70)}userId${')'.repeat(70)}` }), /^\$orderby: concat puts more than 64 texts/],
  ['401 computed values', url({ $compute: list(401, index => `${index} as c${index}`) }), /^\$compute: more than 400 computed values\.$/],
  ['401 aggregates', url({ $apply: `aggregate(${list(401, index => `$count as n${index}`)})` }), /^\$apply: more than 400 computed values\.$/],
  ['60 values that build on one another', url({ $compute: list(60, index => index === 0 ? '1 as c0' : `c${index - 1} add 1 as c${index}`) }), /build on more than 50 others/],
  ['101 keys', url({ $orderby: list(101, index => `length(userId) add ${index}`) }), /^\$orderby: more than 100 keys\.$/],
  ['2,001 operators', url({ $filter: list(1001, is, ' or ') }), /^\$filter: more than 2000 operators/],
  ['700 conditions inside one another', url({ $filter: `${list(350, () => '(wasSuccessful or (not wasSuccessful and ', '')}true${'))'.repeat(350)}` }), /nested deeper than 600 levels/],
  ['101 calls inside one another', url({ $filter: `${'trim('.repeat(101)}userId${')'.repeat(101)} eq 'x'` }), /nested deeper than 100 levels/]
]

onBothDatabases('what is certain to explode is refused', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  for (const [title, address, message] of refused) {
    const response = await call('GET', address)
    t.equal(response.statusCode, 400, title)
    t.match(errorOf(response)['message'], message, title)
  }
}, config)

onBothDatabases('400 computed values', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  const values = list(limits.computed.most, index => `${index} as c${index}`)
  for (const [path, options, headers] of [
    [ROWS, { $compute: values, $top: '1' }, {}],
    [ROWS, { $compute: values, $top: '1' }, { prefer: 'omit-values=nulls' }],
    [OFFICE, { $compute: values }, {}],
    [OFFICE, { $compute: values }, { prefer: 'omit-values=nulls' }],
    [ROWS, { $apply: `compute(${values})`, $top: '1' }, {}],
    [ROWS, { $apply: `aggregate(${list(limits.computed.most, index => `length(userId) with sum as c${index}`)})` }, {}]
  ] as const) {
    const response = await call('GET', url(options, path), { headers })
    const answer = json(response)
    const item = (answer['value'] as Array<Record<string, unknown>> | undefined)?.[0] ?? answer
    t.equal(Object.keys(item).filter(name => /^c\d+$/.test(name)).length, limits.computed.most, `${path} ${Object.keys(options)[0] ?? ''}`)
  }
}, config)

onBothDatabases('numbers that JSON does not have', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  const valueOf = async (options: Readonly<Record<string, string>>, path = ROWS): Promise<unknown> => {
    const answer = json(await call('GET', url(options, path)))
    return ((answer['value'] as Array<Record<string, unknown>> | undefined)?.[0] ?? answer)['z']
  }
  t.equal(await valueOf({ $compute: 'INF as z' }), 'INF')
  t.equal(await valueOf({ $compute: 'INF as z' }, OFFICE), 'INF')
  t.equal(await valueOf({ $compute: '-INF as z', $orderby: 'z' }), '-INF')
  t.equal(await valueOf({ $compute: 'case(true:INF,false:1.5) as z' }), 'INF')
  t.equal(await valueOf({ $compute: 'round(-INF) as z' }), '-INF')
  t.equal(await valueOf({ $compute: 'cast(INF,Edm.Decimal) as z' }), null, 'a Decimal is finite')
  t.equal(await valueOf({ $apply: 'compute(INF as z)' }), 'INF')
  t.equal(await valueOf({ $apply: 'aggregate(-INF with max as z)' }), '-INF')
  t.equal(await valueOf({ $apply: 'compute(INF as z)/groupby((z))' }), 'INF')
  t.equal(await valueOf({ $apply: 'concat(aggregate(INF with max as z),aggregate($count as z))' }), 'INF')
})

onBothDatabases('a key that no entity can have', async (t, { call }) => {
  for (const [method, path, sent] of [
    ['GET', `${CONFIGURATIONS}/%00`, undefined],
    ['GET', `${CONFIGURATIONS}('a%00')/assignments`, undefined],
    ['GET', `${CONFIGURATIONS}(@id)?@id='%00'`, undefined],
    ['PATCH', `${CONFIGURATIONS}/%00`, { description: 'x' }],
    ['DELETE', `${CONFIGURATIONS}/%00`, undefined],
    ['POST', `${CONFIGURATIONS}/%00/assign`, { officeConfigurationAssignments: [] }]
  ] as const) {
    const response = await call(method, path, { body: sent })
    t.equal(response.statusCode, 404, `${method} ${path}`)
    t.equal(errorOf(response)['code'], 'ResourceNotFound')
  }
  const batch = await call('POST', '/beta/$batch', { body: { requests: [{ id: '1', method: 'GET', url: '/officeConfiguration/clientConfigurations/%00' }] } })
  t.equal((json(batch)['responses'] as Array<{ status: number }>)[0]?.status, 404)
})

onBothDatabases('controls refuse what no text can be, and times that there are not', async (t, { call }) => {
  const generate = async (until: string): Promise<number> => (await call('POST', '/__admin/tenants/x/generate', { body: { rows: 5, until } })).statusCode
  for (const until of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '2026-06-30T23:59:60Z', '9999-12-31T23:59:59-14:00']) t.equal(await generate(until), 400, until)
  for (const until of ['0002-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) t.equal(await generate(until), 200, until)
  t.equal((await call('GET', '/__admin/tenants?after=%00')).statusCode, 400)
  t.equal((await call('POST', '/__admin/tenants/x/checkinStatuses/import?configuration=%00', { body: '{}', headers: { 'content-type': 'application/x-ndjson' } })).statusCode, 400)
})

t.test('a tenant in the URL again and again', async t => {
  const call = callerOf(await startService(t, config))
  for (const path of ['/t/a'.repeat(3000), '/t/a'.repeat(3000) + OFFICE, '/beta/http://h'.repeat(3000)]) {
    t.equal((await call('GET', path)).statusCode, path.startsWith('/t') ? 404 : 400, path.slice(0, 20))
  }
  t.equal((await call('GET', `/t/a/beta/http://h/t/a${OFFICE}`)).statusCode, 200, 'once is a next link as the JavaScript client sends it')
})
