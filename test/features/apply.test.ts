/** `$apply` over the rows (OData Extension for Data Aggregation 4.0, section 3): what a dashboard of check-ins asks for. */
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { ROWS, encodeOption, seed } from '../support/check-ins.js'
import { withoutTypes } from '../support/samples.js'

async function items (call: Call, query: string): Promise<unknown> {
  const body = json(await call('GET', `${ROWS}?${query.split('&').map(encodeOption).join('&')}`))
  return body['value'] === undefined ? (body['error'] as { message: string }).message : withoutTypes(body['value'])
}

onBothDatabases('3.2 groupby and aggregate', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [string, unknown]> = [
    ['filter(wasSuccessful eq false)/groupby((devicePlatform),aggregate($count as failures))', [{ devicePlatform: 'Windows', failures: 3 }, { devicePlatform: 'macOS', failures: 1 }]],
    ['groupby((devicePlatform,wasSuccessful),aggregate($count as n))/orderby(n desc)/top(2)', [{ devicePlatform: 'Windows', wasSuccessful: false, n: 3 }, { devicePlatform: null, wasSuccessful: true, n: 2 }]],
    ['aggregate($count as n,userId with countdistinct as users,checkinDateTime with max as latest)', [{ n: 9, users: 7, latest: '2026-02-01T00:00:00Z' }]],
    ['compute(length(deviceName) as l)/aggregate(l with sum as sum,l with average as average,l with min as min,l with max as max)', [{ sum: 15, average: 1.875, min: 1, max: 2 }]],
    ['filter(false)/aggregate($count as n,length(userId) with sum as s)', [{ n: 0, s: null }]],
    ['filter(false)/groupby((devicePlatform))', []],
    ['groupby((devicePlatform))', [{ devicePlatform: null }, { devicePlatform: 'Windows' }, { devicePlatform: 'macOS' }]],
    ['concat(aggregate($count as total),groupby((devicePlatform),aggregate($count as n)))', [{ total: 9 }, { devicePlatform: null, n: 2 }, { devicePlatform: 'Windows', n: 4 }, { devicePlatform: 'macOS', n: 3 }]],
    ['search(timeout)/aggregate($count as n)', [{ n: 2 }]],
    ['skip(2)/top(3)/aggregate($count as n)', [{ n: 3 }]]
  ]
  for (const [apply, expected] of cases) t.same(await items(call, `$apply=${apply}`), expected, apply)
})

onBothDatabases('3.1 the options that come after $apply are about its result', async (t, { call }) => {
  await seed(call)
  const groups = '$apply=groupby((devicePlatform),aggregate($count as n))'
  t.same(await items(call, `${groups}&$filter=n gt 2&$orderby=n desc`), [{ devicePlatform: 'Windows', n: 4 }, { devicePlatform: 'macOS', n: 3 }])
  t.same(await items(call, `${groups}&$orderby=n desc&$top=1&$select=n`), [{ n: 4 }])
  t.same(await items(call, `${groups}&$compute=n mul 10 as tens&$select=tens&$skip=1`), [{ tens: 40 }, { tens: 30 }])
  const counted = json(await call('GET', `${ROWS}?${encodeOption(groups)}&$count=true&$top=1`, { headers: { host: 'office' } }))
  t.same(counted, { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantCheckinStatuses(devicePlatform,n)', '@odata.count': 3, value: [{ devicePlatform: null, 'n@odata.type': '#Int64', n: 2 }] })
})

onBothDatabases('pages of a result', async (t, { call }) => {
  await seed(call)
  const seen: unknown[] = []
  for (let url: string | undefined = `${ROWS}?${encodeOption('$apply=groupby((userId),aggregate($count as n))')}`; url !== undefined;) {
    const body = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } }))
    seen.push(...(body['value'] as Array<{ userId: string }>).map(({ userId }) => userId))
    const next = body['@odata.nextLink'] as string | undefined
    url = next === undefined ? undefined : new URL(next).pathname + new URL(next).search
  }
  t.same(seen, ['', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6'])
})

onBothDatabases('what does not fit is refused', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [string, RegExp]> = [
    ['$apply=groupby((platform))', /devicePlatform|platform/],
    ['$apply=aggregate(deviceName with sum as s)', /Edm\.String/],
    ['$apply=aggregate($count as n,$count as n)', /n/],
    ['$apply=groupby((devicePlatform))&$filter=deviceName eq \'a\'', /^\$filter: /],
    ['$apply=groupby((devicePlatform))&$select=deviceName', /^\$select: the result of \$apply has no member 'deviceName'/],
    ['$apply=topcount(1,deviceName,userId)', /^\$apply: /],
    ['$apply=nest(identity as all)/filter(all/any())', /not supported/],
    ['$apply=nonsense', /^\$apply: /],
    ['$apply=compute(1 div 0 as x)', /Division by zero/]
  ]
  for (const [query, message] of cases) t.match(await items(call, query), message, query)
})
