/** Requests that the standard does not have: taken where they are tolerated, refused where not. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { toleranceNames, tolerances } from '../../src/base/tolerances.js'
import type { ToleranceName } from '../../src/base/tolerances.js'
import type { Config } from '../../src/config.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call, CallOptions } from '../support/service.js'

interface Trial {
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'PATCH'
  readonly options?: CallOptions
  /** What the answer of 200 or 201 holds. */
  readonly holds: string
  /** The same, as the standard has it. */
  readonly instead: Omit<Trial, 'instead' | 'holds'>
}

const BATCH = { 'content-type': 'multipart/mixed; boundary=b' }
const multipart = (requestLine: string, eol: string): CallOptions =>
  ({ headers: BATCH, body: ['--b', 'Content-Type: application/http', '', requestLine, '', '', '--b--', ''].join(eol) })
const references = (url: string): CallOptions => ({
  body: { requests: [{ id: '1', method: 'GET', url: 'Things(1)' }, { id: '2', method: 'GET', url, dependsOn: ['1'] }] }
})
const patch = (text: string, type = 'application/json'): Pick<Trial, 'url' | 'method' | 'options'> =>
  ({ url: '/odata/Things(1)', method: 'PATCH', options: { headers: { 'content-type': type, prefer: 'return=representation' }, body: text } })

/** One for each tolerance. */
const trials: Readonly<Record<ToleranceName, Trial>> = {
  quotedTypeNames: { url: "/odata/Things?$filter=isof('Loose.Thing')", holds: '"Name":"one"', instead: { url: '/odata/Things?$filter=isof(Loose.Thing)' } },
  enumNumbers: { url: '/odata/Things?$filter=Status eq 1', holds: '"Name":"one"', instead: { url: "/odata/Things?$filter=Status eq 'Active'" } },
  numberSuffixes: { url: '/odata/Things?$filter=Price gt 3.14f and Count eq 2L and Price lt 5M and Price lt 1e1d', holds: '"Name":"one"', instead: { url: '/odata/Things?$filter=Price gt 3.14 and Count eq 2' } },
  binaryAsText: { url: "/odata/Things?$filter=Data eq 'AAEC'", holds: '"Name":"one"', instead: { url: "/odata/Things?$filter=Data eq binary'AAEC'" } },
  quotedKeys: { url: "/odata/Things('1')", holds: '"Name":"one"', instead: { url: '/odata/Things(1)' } },
  unqualifiedOperations: { url: '/odata/Things(1)/Same()', holds: '"Name":"one"', instead: { url: '/odata/Things(1)/Loose.Same()' } },
  transformationCase: { url: '/odata/Things?$apply=GroupBy((Name))', holds: '"Name":"one"', instead: { url: '/odata/Things?$apply=groupby((Name))' } },
  spacedParameters: { url: '/odata/Things(Id = 1)', holds: '"Name":"one"', instead: { url: '/odata/Things(Id=1)' } },
  trailingSpaces: { url: '/odata/Things?$top=1%20', holds: '"Name":"one"', instead: { url: '/odata/Things?$top=1' } },
  trailingSlash: { url: '/odata/Things/', holds: '"Name":"one"', instead: { url: '/odata/Things' } },
  missingContentType: {
    url: '/odata/Things',
    method: 'POST',
    options: { headers: { 'content-type': undefined as unknown as string }, body: '{"Id":7,"Name":"seven"}' },
    holds: '"Name":"seven"',
    instead: { url: '/odata/Things', method: 'POST', options: { body: '{"Id":8,"Name":"eight"}' } }
  },
  numbersAsText: { ...patch('{"Price":"4.5"}'), holds: '"Price":4.5', instead: patch('{"Price":"4.5"}', 'application/json;IEEE754Compatible=true') },
  base64Alphabet: { ...patch('{"Data":"+/8="}'), holds: '"Data":"-_8"', instead: patch('{"Data":"-_8="}') },
  rootedReferences: { url: '/odata/Things(1)?$expand=Twin', method: 'PATCH', options: { body: { 'Twin@odata.bind': '/Things(1)' } }, holds: '"Twin":{', instead: { url: '/odata/Things(1)', method: 'PATCH', options: { body: { 'Twin@odata.bind': 'Things(1)' } } } },
  bareLineFeeds: { url: '/odata/$batch', method: 'POST', options: multipart('GET Things(1) HTTP/1.1', '\n'), holds: '"Name":"one"', instead: { url: '/odata/$batch', method: 'POST', options: multipart('GET Things(1) HTTP/1.1', '\r\n') } },
  unversionedRequestLines: { url: '/odata/$batch', method: 'POST', options: multipart('GET Things(1)', '\r\n'), holds: '"Name":"one"', instead: { url: '/odata/$batch', method: 'POST', options: multipart('GET Things(1) HTTP/1.1', '\r\n') } },
  slashedReferences: { url: '/odata/$batch', method: 'POST', options: references('/$1/Name'), holds: '"value":"one"', instead: { url: '/odata/$batch', method: 'POST', options: references('$1/Name') } }
}

const MODEL: Partial<Config> = { model: 'test/models/loose.csdl.xml', operations: 'test/models/loose.operations.yaml' }

async function fill (call: Call): Promise<void> {
  const body = { Id: 1, Name: 'one', Status: 'Active', Price: 4, Count: 2, Data: 'AAEC' }
  const created = await call('POST', '/odata/Things', { body })
  if (created.statusCode !== 201) throw new Error(created.body)
}

const send = async (call: Call, { url, method = 'GET', options }: Trial['instead']): ReturnType<Call> => await call(method, url, options)

onBothDatabases('what clients send although the standard has it otherwise is taken', async (t, { call }) => {
  await fill(call)
  for (const [name, trial] of Object.entries(trials)) {
    const response = await send(call, trial)
    t.match(response.statusCode, /^20[01]$/, `${name}: ${response.body}`)
    t.ok(response.body.includes(trial.holds), `${name}: ${response.body}`)
  }
}, MODEL)

onBothDatabases('--strict refuses each of them, and takes what the standard has', async (t, { call }) => {
  await fill(call)
  for (const [name, trial] of Object.entries(trials)) {
    const response = await send(call, trial)
    const inner = response.statusCode === 200 && trial.url.endsWith('$batch') ? /"status":400/.exec(response.body) : null
    const refused = inner !== null || (response.statusCode >= 400 && response.statusCode < 500)
    t.ok(refused, `${name}: ${response.statusCode} ${response.body}`)
    const instead = await send(call, trial.instead)
    t.match(instead.statusCode, /^20[01]$/, `${name}, as the standard has it: ${instead.body}`)
  }
}, { ...MODEL, strict: true })

const entity = encodeURIComponent("Things('1')/")

onBothDatabases('--strict holds documents, batches, references and what is asked of a resource to the same', async (t, { call }) => {
  await fill(call)
  const strict: ReadonlyArray<readonly ['GET' | 'OPTIONS' | 'POST', sent: string, standard: string, CallOptions?]> = [
    ['OPTIONS', '/odata/Things/', '/odata/Things'],
    ['OPTIONS', "/odata/Things('1')", '/odata/Things(1)'],
    ['OPTIONS', '/odata/Things(1)/Same()', '/odata/Things(1)/Loose.Same()'],
    ['OPTIONS', '/odata/$all/', '/odata/$all'],
    ['OPTIONS', '/odata/$metadata/', '/odata/$metadata'],
    ['OPTIONS', '/odata/$batch/', '/odata/$batch'],
    ['GET', '/odata/$metadata/', '/odata/$metadata'],
    ['GET', '/odata/$all/', '/odata/$all'],
    ['GET', '/odata/$all?$top=1%20', '/odata/$all?$top=1'],
    ['GET', `/odata/$entity?$id=${entity}`, '/odata/$entity?$id=Things(1)'],
    ['GET', '/odata/$entity/?$id=Things(1)', '/odata/$entity?$id=Things(1)'],
    ['POST', '/odata/$batch/', '/odata/$batch', { body: { requests: [{ id: '1', method: 'GET', url: 'Things(1)' }] } }]
  ]
  for (const [method, sent, standard, options] of strict) {
    const refused = await call(method, sent, options)
    t.ok(refused.statusCode === 400 || refused.statusCode === 404, `${method} ${sent}: ${refused.statusCode} ${refused.body.slice(0, 300)}`)
    const taken = await call(method, standard, options)
    t.match(taken.statusCode, /^20[04]$/, `${method} ${standard}: ${taken.body.slice(0, 300)}`)
  }
  const bound = await call('PATCH', '/odata/Things(1)', { body: { 'Twin@odata.bind': 'Things(1)/' } })
  t.equal(bound.statusCode, 400, bound.body)
}, { ...MODEL, strict: true })

interface Entry {
  readonly url: string
  readonly parent?: number
  readonly tolerated?: readonly string[]
}

const entriesOf = async (call: Call): Promise<readonly Entry[]> =>
  json(await call('GET', '/__admin/requests?limit=10000'))['value'] as readonly Entry[]

onBothDatabases('the journal says what a request made use of, also where it was prepared before, or failed', async (t, { call }) => {
  await fill(call)
  for (const [name, trial] of Object.entries(trials)) {
    for (let time = 0; time < 2; time++) {
      await call('DELETE', '/__admin/requests')
      await send(call, trial)
      const used = (await entriesOf(call)).flatMap(({ tolerated = [] }) => tolerated)
      t.same(used, [name], `${name}, time ${time + 1}`)
    }
    await call('DELETE', '/__admin/requests')
    await send(call, trial.instead)
    t.same((await entriesOf(call)).filter(({ tolerated }) => tolerated !== undefined), [], `${name}, as the standard has it`)
  }
  for (const url of ["/odata/Things('99')", '/odata/$metadata/', '/odata/$all/', `/odata/$entity?$id=${entity}`, '/odata/Things?$filter=Price gt 3.14f&$top=1%20']) {
    await call('DELETE', '/__admin/requests')
    await call('GET', url)
    t.match(await entriesOf(call), [{ tolerated: [/./] }], url)
  }
}, MODEL)

onBothDatabases('--tolerate names what is taken beside --strict', async (t, { call }) => {
  await fill(call)
  t.equal((await call('GET', trials.enumNumbers.url)).statusCode, 200)
  t.equal((await call('GET', trials.numberSuffixes.url)).statusCode, 200)
  const refused = await call('GET', trials.quotedTypeNames.url)
  t.equal(refused.statusCode, 400)
  t.match(json(refused), { error: { message: /^\$filter: the name of a type in quotes is not standard \(OData-URL 4\.01, section 5\.1\.1\.11\)/ } })
}, { ...MODEL, strict: true, tolerate: 'enumNumbers, numberSuffixes' })

onBothDatabases('Graph takes what it is known to take, and with --strict nothing else than the standard', async (t, { call }) => {
  t.equal((await call('GET', "/beta/officeConfiguration/tenantCheckinStatuses?$filter=isof('microsoft.graph.officeClientCheckinStatus')")).statusCode, 400)
  t.equal((await call('GET', '/beta/officeConfiguration/clientConfigurations/?$top=1')).statusCode, 400)
  t.equal((await call('GET', '/beta/officeConfiguration/clientConfigurations?$top=1')).statusCode, 200)
}, { strict: true })

t.test('each tolerance is on the page', t => {
  const page = readFileSync('docs/tolerances.md', 'utf8')
  t.same(Object.keys(trials), toleranceNames)
  for (const [name, { what, sent, standard, section, dialects }] of Object.entries(tolerances)) {
    const where = dialects.length === 2 ? 'both' : dialects[0]
    t.ok(page.includes(`| \`${name}\` | ${what} | \`${sent}\` | \`${standard}\` | ${section} | ${where} |\n`), name)
  }
  t.equal(page.match(/^\| `/gm)?.length, toleranceNames.length, 'and no more')
  t.end()
})
