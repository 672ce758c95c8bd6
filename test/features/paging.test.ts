/** Order and pages (OData-Protocol 4.01, sections 11.2.6.2 to 11.2.6.7): total orders, key-set tokens, links that keep the request. */
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { ROWS, devices, encodeOption, seed } from '../support/check-ins.js'

interface Page {
  readonly '@odata.count'?: number
  readonly '@odata.nextLink'?: string
  readonly value: ReadonlyArray<Readonly<Record<string, unknown>>>
}

const pathOf = (link: string): string => new URL(link).pathname + new URL(link).search

/** Every page from a URL on. */
async function walk (
  call: Call,
  url: string,
  headers: Record<string, string> = {},
  between: () => Promise<void> = async () => {}
): Promise<Page[]> {
  const pages: Page[] = []
  for (let next: string | undefined = url; next !== undefined;) {
    const response = await call('GET', next, { headers })
    if (response.statusCode !== 200) throw new Error(response.body)
    const page = response.json<Page>()
    pages.push(page)
    next = page['@odata.nextLink'] === undefined ? undefined : pathOf(page['@odata.nextLink'])
    await between()
  }
  return pages
}

onBothDatabases('11.2.6.2 $orderby: null is lowest, text by its bytes, instants by time; ties in the order sent', async (t, { call }) => {
  await seed(call)
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string | null>]> = [
    ['deviceName', [null, '10', '9', 'B1', 'a1', 'a2', 'b2', 'ä1', '😀x']],
    ['deviceName desc', ['😀x', 'ä1', 'b2', 'a2', 'a1', 'B1', '9', '10', null]],
    ['checkinDateTime', ['9', 'b2', 'a2', 'B1', 'a1', 'ä1', null, '😀x', '10']],
    ['checkinDateTime desc', ['10', '😀x', null, 'ä1', 'a1', 'B1', 'a2', 'b2', '9']],
    ['wasSuccessful', ['a2', 'b2', 'ä1', '😀x', 'a1', 'B1', null, '10', '9']],
    ['devicePlatform,deviceName desc', ['9', null, '😀x', 'ä1', 'a2', 'a1', 'b2', 'B1', '10']],
    ['devicePlatform desc,wasSuccessful,deviceName', ['b2', '10', 'B1', 'a2', 'ä1', '😀x', 'a1', null, '9']],
    ['length(deviceName) desc,tolower(deviceName)', ['10', 'a1', 'a2', 'b1', 'b2', 'ä1', '😀x', '9', null].map(name => name === 'b1' ? 'B1' : name)],
    ['1', ['a1', 'a2', 'B1', 'b2', null, 'ä1', '10', '9', '😀x']]
  ]
  for (const [order, expected] of cases) t.same(await devices(call, `$orderby=${order}`), expected, order)
})

onBothDatabases('11.2.6.3 and 11.2.6.4 $top and $skip', async (t, { call }) => {
  await seed(call)
  t.same(await devices(call, '$top=2'), ['a1', 'a2'])
  t.same(await devices(call, '$top=0'), [])
  t.same(await devices(call, '$skip=7'), ['9', '😀x'])
  t.same(await devices(call, '$skip=2&$top=2'), ['B1', 'b2'])
  t.same(await devices(call, '$skip=100'), [])
  t.same(await devices(call, '$top=1000000'), await devices(call, ''))
})

onBothDatabases('11.2.6.5 $count is what filter and search leave, before any page', async (t, { call }) => {
  await seed(call)
  const body = json(await call('GET', `${ROWS}?${encodeOption('$filter=wasSuccessful')}&$top=1&$skip=1&$count=true`))
  t.equal(body['@odata.count'], 5)
  t.same(Object.keys(body), ['@odata.context', '@odata.count', 'value'])
  t.equal(json(await call('GET', `${ROWS}?$count=false`))['@odata.count'], undefined)
  t.equal(json(await call('GET', `${ROWS}?$count=true&$top=0`, { headers: { accept: 'application/json;IEEE754Compatible=true' } }))['@odata.count'], '9', 'as text where numbers are doubles')
  for (const [query, count] of [['', '9'], ['?$filter=wasSuccessful', '5'], ['?$search=timeout', '2']] as const) {
    const response = await call('GET', `${ROWS}/$count${query}`)
    t.equal(response.body, count, query)
    t.equal(response.headers['content-type'], 'text/plain;charset=utf-8')
  }
})

const names = ['a1', 'a2', 'B1', 'b2', null, 'ä1', '10', '9', '😀x']

onBothDatabases('11.2.6.7 every page of every order, together, is the whole once', async (t, { call }) => {
  await seed(call)
  for (const order of ['', 'deviceName', 'deviceName desc', 'checkinDateTime desc', 'wasSuccessful', 'devicePlatform,wasSuccessful desc', 'devicePlatform desc,devicePlatformVersion', 'length(deviceName) desc', 'length(deviceName) divby 3', 'appliedPolicies/$count,deviceName desc', '1']) {
    const query = order === '' ? '' : `&${encodeOption(`$orderby=${order}`)}`
    const whole = await devices(call, order === '' ? '' : `$orderby=${order}`)
    for (const size of [1, 2, 4]) {
      const pages = await walk(call, `${ROWS}?$count=true${query}`, { prefer: `odata.maxpagesize=${size}` })
      t.same(pages.flatMap(({ value }) => value.map(({ deviceName }) => deviceName)), whole, `${order} by ${size}`)
      t.same(
        pages.map(({ value }) => value.length),
        Array.from({ length: Math.ceil(names.length / size) }, (_, index) => Math.min(size, names.length - index * size))
      )
      t.ok(pages.every(page => page['@odata.count'] === 9))
    }
  }
})

onBothDatabases('11.2.6.7 what a condition chooses of many rows: often, seldom, at their beginning, at their end, never', async (t, { call }) => {
  const rows = Array.from({ length: 6000 }, (_, index) => ({ userId: String(index), deviceName: `${index % 40 === 0 ? 'often' : ''}${index < 30 ? 'early' : ''}${index > 5970 ? 'late' : ''}${index === 3000 ? 'once' : ''}` }))
  t.equal((await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows }, headers: { prefer: 'return=minimal' } })).statusCode, 204)
  for (const text of ['often', 'early', 'late', 'once', 'never']) {
    const filter = encodeOption(`$filter=contains(deviceName,'${text}')`)
    const chosen = rows.filter(({ deviceName }) => deviceName.includes(text)).map(({ userId }) => userId)
    for (const size of [7, 100]) {
      const pages = await walk(call, `${ROWS}?${filter}`, { prefer: `odata.maxpagesize=${size}` })
      t.same(pages.flatMap(({ value }) => value.map(({ userId }) => userId)), chosen, `${text} by ${size}`)
    }
    const [part] = await walk(call, `${ROWS}?${filter}&$top=3&$skip=2`)
    t.same(part?.value.map(({ userId }) => userId), chosen.slice(2, 5), `${text}: $top and $skip`)
  }
})

onBothDatabases('11.2.6.7 $top and $skip go across pages, computed names too', async (t, { call }) => {
  await seed(call)
  const pages = await walk(call, `${ROWS}?$top=5&$skip=1&${encodeOption('$orderby=deviceName')}`, { prefer: 'odata.maxpagesize=2' })
  t.same(pages.map(({ value }) => value.map(({ deviceName }) => deviceName)), [['10', '9'], ['B1', 'a1'], ['a2']])
  const computed = await walk(call, `${ROWS}?${encodeOption('$compute=length(deviceName) as n')}&$orderby=n&$select=n`, { prefer: 'odata.maxpagesize=4' })
  t.same(computed.flatMap(({ value }) => value.map(({ n }) => n)), [null, 1, 2, 2, 2, 2, 2, 2, 2])
})

onBothDatabases('11.2.6.7 the link is absolute, keeps the options, and works as it is', async (t, { call }) => {
  await seed(call)
  const response = await call('GET', `${ROWS}?$select=deviceName&custom=a%20b&$skip=1&${encodeOption("$filter=deviceName ne '%'")}`, { headers: { prefer: 'odata.maxpagesize=3', host: 'office:81' } })
  t.equal(response.headers['preference-applied'], 'odata.maxpagesize=3')
  const link = new URL(json(response)['@odata.nextLink'] as string)
  t.equal(link.origin + link.pathname, `http://office:81${ROWS}`)
  t.same([...link.searchParams.keys()], ['$select', 'custom', '$filter', '$skiptoken'])
  t.equal(link.searchParams.get('$filter'), "deviceName ne '%'")
  t.equal((await call('GET', pathOf(link.href))).statusCode, 200)
  t.equal((await call('GET', pathOf(link.href).replace('$skiptoken', '$skipToken'))).statusCode, 200, 'as the JavaScript client writes it')
  t.equal((await call('GET', `/beta/http://office:81${pathOf(link.href)}`)).statusCode, 200, 'and where it puts it over http')
})

onBothDatabases('11.2.6.7 a token that was changed, or belongs elsewhere, is refused', async (t, { call }) => {
  await seed(call)
  const order = encodeOption('$orderby=deviceName')
  const token = new URL(json(await call('GET', `${ROWS}?${order}`, { headers: { prefer: 'odata.maxpagesize=2' } }))['@odata.nextLink'] as string).searchParams.get('$skiptoken') ?? ''
  t.equal((await call('GET', `${ROWS}?${order}&$skiptoken=${token}`)).statusCode, 200)
  const middle = Math.floor(token.length / 2)
  for (const changed of [`${token.slice(0, middle)}${token[middle] === 'A' ? 'B' : 'A'}${token.slice(middle + 1)}`, token.slice(0, -4), `${token}AAAA`, 'x', '', '%00', 'e30', 'A'.repeat(200)]) {
    const response = await call('GET', `${ROWS}?${order}&$skiptoken=${changed}`)
    t.equal(response.statusCode, 400, changed)
    t.match(errorOf(response)['target'], '$skiptoken')
  }
  for (const other of ['$orderby=deviceName desc', '$orderby=deviceName&$filter=wasSuccessful', '']) {
    t.equal((await call('GET', `${ROWS}?${other.split('&').map(encodeOption).join('&')}&$skiptoken=${token}`)).statusCode, 400, other)
  }
})

onBothDatabases('11.2.6.7 a walk amid inserts and deletes sees every row that was there throughout, once', async (t, { call }) => {
  const stay = Array.from({ length: 60 }, (_, index) => ({ userId: 'stay', deviceName: index % 9 === 0 ? null : `d${index % 7}`, errorMessage: `stay ${index}` }))
  for (const order of ['', 'deviceName', 'deviceName desc']) {
    await call('PUT', ROWS, { body: { value: stay } })
    let round = 0
    const pages = await walk(call, `${ROWS}?${encodeOption(`$orderby=${order === '' ? 'userId' : order}`)}`, { prefer: 'odata.maxpagesize=7' }, async () => {
      round++
      await call('POST', ROWS, { body: { value: ['a', 'd3', 'z', null].map(deviceName => ({ deviceName, userId: 'new', errorMessage: `new ${round}` })) } })
    })
    const seen = pages.flatMap(({ value }) => value.map(({ errorMessage }) => String(errorMessage))).filter(message => message.startsWith('stay'))
    t.equal(seen.length, 60, order)
    t.equal(new Set(seen).size, 60)
  }
})

onBothDatabases('11.2.6.7 the size of a page: the default, the wish, the limit; the singleton itself has all rows', async (t, { call }) => {
  await call('PUT', ROWS, { body: { value: Array.from({ length: 30 }, () => ({})) } })
  const size = async (prefer?: string): Promise<number> => (await call('GET', ROWS, { headers: prefer === undefined ? {} : { prefer } })).json<Page>().value.length
  t.equal(await size(), 10)
  t.equal(await size('odata.maxpagesize=5'), 5)
  t.equal(await size('maxpagesize=500'), 20)
  t.equal(await size('maxpagesize=0'), 10)
  t.equal((json(await call('GET', OFFICE))['tenantCheckinStatuses'] as unknown[]).length, 30)
}, { pageSize: 10, maxPageSize: 20 })
