/** Decimals, durations, times of day and enumerations inside of complex values compare as those of entities do (OData-URL 4.01, 5.1.1). */
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const OFFERS = { model: 'test/models/offers.csdl.xml' }

const AMOUNTS = [
  '0.10', '0.1', '-0.1', '10', '9.99', '-10', '0', '12345678901234567890.12345678901234567', '12345678901234567890.12345678901234568', 'null', '-9.99'
]
const DELIVERIES = ['PT1H', 'PT60M', '-P1D', 'P1DT2H3M4.5S', 'PT0S', 'P2D', 'PT59M59.9999999S', 'P10D', 'PT1S', null, 'PT1M']
const OPENS = ['10:00:00', '10:00:00.000000', '09:59:59.999999', '23:00:00.5', '00:00:00', '10:00:00.1', '10:00:00.01', '12:30:00', '23:00:00.51', null, '08:00:00']

async function fill (call: Call): Promise<void> {
  for (const [Id, amount] of AMOUNTS.entries()) {
    const terms = `{"Amount":${amount},"Delivery":${JSON.stringify(DELIVERIES[Id])},"Opens":${JSON.stringify(OPENS[Id])},"Currency":"EUR"}`
    const body = Id === 9 ? `{"Id":${Id}}` : `{"Id":${Id},"Terms":${terms},"Others":[${terms}],"Limit":${amount}}`
    const { statusCode, body: answer } = await call('POST', '/odata/Offers', { body, headers: { 'content-type': 'application/json' } })
    if (statusCode !== 201) throw new Error(answer)
  }
}

async function ids (call: Call, ...options: readonly string[]): Promise<string> {
  const response = await call('GET', `/odata/Offers?${options.map(encodeOption).join('&')}`)
  if (response.statusCode !== 200) return response.body
  return (json(response) as { value: ReadonlyArray<{ Id: number }> }).value.map(({ Id }) => Id).join(' ')
}

const FILTERS: Readonly<Record<string, string>> = {
  'Terms/Amount eq 0.1': '0 1',
  'Terms/Amount lt 0': '2 5 10',
  'Terms/Amount gt 9.99 and Terms/Amount le 10': '3',
  'Terms/Amount eq 12345678901234567890.12345678901234567': '7',
  'Terms/Amount gt 12345678901234567890.12345678901234567': '8',
  'Terms/Amount in (10,-10,null)': '3 5 9',
  'Terms/Amount eq Limit': '0 1 2 3 4 5 6 7 8 9 10',
  'Terms/Amount add 1 eq 11': '3',
  'Terms/Amount eq null': '9',
  'floor(Terms/Amount) eq -10': '5 10',
  "Terms/Delivery eq duration'PT1H'": '0 1',
  "Terms/Delivery gt duration'PT1H' and Terms/Delivery lt duration'P3D'": '3 5',
  "Terms/Delivery lt duration'PT0S'": '2',
  'totalseconds(Terms/Delivery) eq 3600': '0 1',
  'Terms/Opens eq 10:00:00': '0 1',
  'Terms/Opens gt 10:00:00 and Terms/Opens lt 10:00:01': '5 6',
  'Terms/Opens ge 23:00:00.5': '3 8',
  'hour(Terms/Opens) eq 9': '2',
  'Others/any(o:o/Amount gt 9.99 and o/Amount lt 11)': '3',
  "Others/any(o:o/Delivery eq duration'PT3600S')": '0 1',
  'Others/any(o:o/Opens lt 08:00:01)': '4 10'
}

onBothDatabases('5.1.1 decimals, durations and times of day inside of complex values are compared exactly', async (t, { call }) => {
  await fill(call)
  for (const [filter, found] of Object.entries(FILTERS)) t.equal(await ids(call, `$filter=${filter}`, '$orderby=Id'), found, filter)
}, OFFERS)

const WAYS: ReadonlyArray<string | null> = ['None', 'Way_1', 'way_1', 'Both', 'Far', 'Far,way_1', '8', null, '9']

onBothDatabases('5.1.1.1 enumerations inside of complex values, flags too, are the numbers they stand for', async (t, { call }) => {
  for (const [Id, Ways] of WAYS.entries()) {
    const Terms = { Mode: Id % 2 === 0 ? 'Sea' : 'Air', Ways }
    const { statusCode, body } = await call('POST', '/odata/Offers', { body: { Id, Terms, Others: [Terms] } })
    t.equal(statusCode, 201, body)
  }
  const filters = {
    "Terms/Mode eq 'Sea'": '0 2 4 6 8',
    "Terms/Mode lt Offers.Mode'Sea'": '1 3 5 7',
    "Terms/Mode in ('Air')": '1 3 5 7',
    "Terms/Ways eq 'Both'": '3',
    "Terms/Ways has Offers.Ways'Way_1'": '1 3 8',
    "Terms/Ways has Offers.Ways'way_1'": '2 3 5',
    "Terms/Ways has Offers.Ways'Far'": '4 5',
    "Terms/Ways eq Offers.Ways'8'": '6',
    'Terms/Ways eq null': '7',
    "Others/any(o:o/Ways has Offers.Ways'8' and o/Mode eq 'Sea')": '6 8'
  }
  for (const [filter, found] of Object.entries(filters)) t.equal(await ids(call, `$filter=${filter}`, '$orderby=Id'), found, filter)
  t.equal(await ids(call, '$orderby=Terms/Ways desc,Id', '$top=3'), '5 4 8')
}, OFFERS)

onBothDatabases('5.1.6 they sort, over pages too, and are computed with', async (t, { call }) => {
  await fill(call)
  t.equal(await ids(call, '$orderby=Terms/Amount,Id'), '9 5 10 2 6 0 1 4 3 7 8')
  t.equal(await ids(call, '$orderby=Terms/Delivery desc,Id'), '7 5 3 0 1 6 10 8 4 2 9')
  t.equal(await ids(call, '$orderby=Terms/Opens,Id'), '9 4 10 2 0 1 6 5 7 3 8')
  let url: string | undefined = `/odata/Offers?${encodeOption('$orderby=Terms/Amount,Id')}&$select=Id`
  const pages: number[] = []
  while (url !== undefined) {
    const page: Record<string, unknown> = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=3' } }))
    pages.push(...(page['value'] as ReadonlyArray<{ Id: number }>).map(({ Id }) => Id))
    url = (page['@odata.nextLink'] as string | undefined)?.replace(/^https?:\/\/[^/]+/, '')
  }
  t.equal(pages.join(' '), '9 5 10 2 6 0 1 4 3 7 8')
  const computed = await call('GET', `/odata/Offers?${['$compute=Terms/Amount as A,Terms/Delivery as D,Terms/Opens as O,Terms/Amount mul 2 as M', '$filter=Id eq 0', '$select=A,D,O,M'].map(encodeOption).join('&')}`)
  t.match(computed.body, /"A":0\.10,.*"D":"PT1H",.*"O":"10:00:00",.*"M":0\.20\b/)
  const sums = await call('GET', `/odata/Offers?${encodeOption('$apply=filter(Id lt 4)/groupby((Terms/Opens),aggregate($count as n,Terms/Amount with max as Most))')}`)
  t.match(json(sums), {
    value: [
      { Terms: { Opens: '09:59:59.999999' }, n: 1, Most: -0.1 }, { Terms: { Opens: '10:00:00' }, n: 2, Most: 0.1 }, { Terms: { Opens: '23:00:00.5' }, n: 1, Most: 10 }
    ]
  })
  t.equal(await ids(call, '$orderby=Terms/Currency desc,Id', '$top=2'), '0 1')
}, OFFERS)
