/** The OpenAPI document of a model that was given: its examples work as they are, and what it cannot show it says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { examplesOf, requestsOf } from '../support/documented-requests.js'
import type { DocumentedRequest, Operation, Parameter, Paths } from '../support/documented-requests.js'
import { json, onBothDatabases, startService } from '../support/service.js'
import type { Call, CallOptions } from '../support/service.js'

interface Document {
  readonly info: { readonly description: string }
  readonly paths: Paths
  readonly tags: ReadonlyArray<{ readonly name: string }>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const bodiesOf = ({ operation: { requestBody } }: DocumentedRequest): ReadonlyArray<readonly [string, unknown]> =>
  examplesOf(requestBody?.content['application/json'] ?? requestBody?.content['text/plain'])

/** What is sent of it, as what it is. */
const bodyOf = ({ operation: { requestBody } }: DocumentedRequest, body: unknown): CallOptions =>
  body === undefined ? {} : { body, ...requestBody?.content['application/json'] === undefined ? { headers: { 'content-type': 'text/plain' } } : {} }

/** Whether it is an action or a function. */
const isCall = ({ description = '' }: Operation): boolean => description.includes('Answers 501')

/** What `mail` has of its singleton. */
const MAIL_STATE = { me: { id: 'me', mailboxSettings: { id: 'settings' } } }

/** Whether it is an entity that comes and goes with the one around it. */
const isAlone = ({ put, post, delete: remove }: Readonly<Record<string, Operation>>): boolean =>
  put === undefined && post === undefined && remove === undefined

/** Whether there is one on the way. */
const leadsAlone = (paths: Paths, path: string): boolean => path.split('/').some((_step, index, steps) => {
  const operations = paths[steps.slice(0, index + 1).join('/')]
  return operations !== undefined && isAlone(operations)
})

/** The monitor of a read that is not carried out. */
async function askLater (call: Call, path: string): Promise<string> {
  const { headers } = await call('GET', `/odata${path}`, { headers: { prefer: 'respond-async', 'x-fault': 'asynchronous;takes=60000' } })
  return new URL(String(headers.location)).pathname.replace('/odata', '')
}

/** Makes what a path leads through, by the example of each create on the way; gives the path with the keys in it. */
async function prepare (call: Call, { paths }: Document, path: string): Promise<string> {
  if (path.startsWith('/$async/')) return await askLater(call, Object.keys(paths)[0]!)
  let [made, template] = ['', '']
  // A key is a step of its own, in parentheses or behind a slash.
  for (const step of path.match(/\([^)]*\)|\/\{[^}]*\}|\/[^/(]+/g) ?? []) {
    const operations = paths[template]
    if (step.includes('{')) {
      const [, body] = bodiesOf({ method: 'POST', path: template, operation: operations!['post']! }).at(leadsAlone(paths, path) ? -1 : 0)!
      const created = await call('POST', `/odata${encodeURI(made)}`, { body })
      const entity = created.statusCode === 201 ? json(created) : body as Record<string, unknown>
      made += step.replace(/\{([^}]+)\}/g, (_match, name: string) => String(entity[name.replace(/^.*-(?=[a-z]+$)/i, '').replace(/-\d+$/, '')]))
    } else made += step
    template += step
    const { put, patch, post } = paths[template] ?? {}
    const relation = `${template}/$ref`
    if (paths[relation]?.['put'] !== undefined && post === undefined) {
      await makeRelated(call, { paths } as Document, relation)
      await call('PUT', `/odata${encodeURI(made)}/$ref`, { body: { '@odata.id': referenceIn(paths, relation) } })
      continue
    }
    if (step.includes('{') || step.startsWith('/$') || post !== undefined) continue
    // By Graph's manners nothing is created where it is read; what is alone in an entity came with it.
    if (put !== undefined) await call('PUT', `/odata${encodeURI(made)}`, { body: bodiesOf({ method: 'PUT', path: template, operation: put })[0]?.[1] })
    else if (patch !== undefined && template.lastIndexOf('/') === 0) await call('PUT', '/__admin/tenants/default/state', { body: MAIL_STATE })
  }
  return made
}

/** What the example of a reference names is what the example of its entity set creates. */
async function makeRelated (call: Call, { paths }: Document, path: string): Promise<void> {
  const [, id = ''] = /^([^(]+)/.exec(referenceIn(paths, path)) ?? []
  const set = `/${id}`
  await call('POST', `/odata${set}`, { body: bodiesOf({ method: 'POST', path: set, operation: paths[set]!['post']! })[0]?.[1] })
}

function referenceIn (paths: Paths, path: string): string {
  const { post, put } = paths[path]!
  const [[, body] = []] = bodiesOf({ method: 'PUT', path, operation: (post ?? put)! })
  return (body as Record<'@odata.id', string>)['@odata.id']
}

/** Relates what the example says; gives the URL that removes it. */
async function relate (call: Call, { paths }: Document, path: string, url: string): Promise<string> {
  const isSingle = paths[path]!['post'] === undefined
  const id = referenceIn(paths, path)
  await call(isSingle ? 'PUT' : 'POST', url, { body: { '@odata.id': id } })
  return isSingle ? url : `${url}?$id=${encodeURIComponent(id)}`
}

for (const model of ['shop', 'travel', 'mail']) {
  onBothDatabases(`OpenAPI: every example of ${model} works as it is`, async (t, { app, call }) => {
    const document = await app.apiDocument() as Document
    const requests = requestsOf(document)
    t.ok(requests.length > 15)
    let sent = 0
    for (const request of requests) {
      const { method, path, operation } = request
      const title = `${method} ${path}`
      const attempts = operation.requestBody === undefined ? [['', undefined] as const] : bodiesOf(request)
      t.ok(attempts.length > 0, `${title} has examples`)
      for (const [name, body] of attempts) {
        await call('POST', '/__admin/reset')
        const url = `/odata${encodeURI(await prepare(call, document, path))}`
        if (path.endsWith('/$ref') && method !== 'GET') await makeRelated(call, document, path)
        const isRemoval = method === 'DELETE' && path.endsWith('/$ref')
        const response = await call(method, isRemoval ? await relate(call, document, path, url) : url, bodyOf(request, body))
        if (isCall(operation)) {
          t.equal(response.statusCode, 501, `${title}: nobody has said what it does`)
          sent++
          continue
        }
        t.ok(response.statusCode < 300, `${title} ${name}: ${response.statusCode} ${response.statusCode < 300 ? '' : response.body}`)
        t.ok(operation.responses[String(response.statusCode)], `${title}: ${response.statusCode} is documented`)
        sent++
        if (method !== 'GET') continue
        for (const { name, in: place, examples = {}, schema } of operation.parameters ?? []) {
          if (place !== 'query') continue
          for (const value of [...Object.values(examples).map(({ value }) => String(value)), ...schema.items?.enum?.slice(0, 3) ?? []]) {
            const answer = await call('GET', `${url}?${name}=${encodeURIComponent(value)}`)
            t.equal(answer.statusCode, 200, `${title}?${name}=${value} ${answer.statusCode === 200 ? '' : answer.body}`)
          }
        }
      }
    }
    t.ok(sent > 15)
  }, { model: `test/models/${model}.csdl.xml` })
}

onBothDatabases('OpenAPI: an example of a create leaves out what only a relation can give a value, and has what must be related', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  const creates = requestsOf(document).filter(({ method, path }) => method === 'POST' && /^\/\w+$/.test(path))
  t.same(creates.map(({ path }) => path), ['/Invoices', '/Items', '/Customers', '/Currencies', '/Notes'])
  for (const request of creates) {
    for (const [name, body] of bodiesOf(request)) {
      await call('POST', '/__admin/reset')
      const created = await call('POST', `/odata${request.path}`, { body })
      t.equal(created.statusCode, 201, `${request.path} ${name}: ${created.body}`)
      const changes = requestsOf(document).find(({ method, path }) => method === 'PATCH' && path.startsWith(`${request.path}(`))!
      const changed = await call('PATCH', new URL(String(created.headers.location)).pathname, { body: bodiesOf(changes)[0]?.[1] })
      t.equal(changed.statusCode, 200, changed.body)
    }
  }
}, { model: 'test/models/invoices.csdl.xml' })

onBothDatabases('OpenAPI: what Capabilities and Core of the model forbid is neither shown nor in an example', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  const paths = Object.keys(document.paths)
  t.notOk(paths.some(path => path.includes('/Trips') || path.includes('/Boss')), 'Navigability None')
  t.ok(['/People({Id})/Friends', '/People({Id})/Notes'].every(path => paths.includes(path)), 'what is an exception')
  const requests = requestsOf(document)
  const shown = (method: string, path: string): ReadonlyArray<readonly [string, unknown]> =>
    bodiesOf(requests.find(request => request.method === method && request.path === path)!)
  for (const [name, body] of shown('POST', '/People')) {
    await call('POST', '/__admin/reset')
    const created = await call('POST', '/odata/People', { body })
    t.equal(created.statusCode, 201, `${name}: ${created.body}`)
    t.match(json(created), { Name: /./, Rank: null })
  }
  for (const [name, body] of shown('PATCH', '/People({Id})')) {
    const changed = await call('PATCH', '/odata/People(1)', { body })
    t.equal(changed.statusCode, 200, `${name}: ${changed.body}`)
  }
  const expanded = requests.find(({ method, path }) => method === 'GET' && path === '/People')?.operation.parameters?.find(({ name }) => name === '$expand')
  t.notOk(Object.values(expanded?.examples ?? {}).some(({ value }) => value === 'Trips'), 'nor is it expanded')
  const contentOf = (method: string, path: string): readonly string[] =>
    Object.keys(requests.find(request => request.method === method && request.path === path)?.operation.requestBody?.content ?? {})
  t.same(contentOf('POST', '/Photos'), ['image/jpeg', 'image/webp'])
  t.same(contentOf('PUT', '/Photos({Id})/$value'), ['image/jpeg', 'image/webp'])
  t.same(contentOf('PUT', '/Photos({Id})/Small'), ['image/png'])
}, { model: 'test/models/guarded.csdl.xml' })

onBothDatabases('requests are called what the document calls them', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  for (const { method, path, operation } of requestsOf(document)) {
    t.equal(app.callNames.operationIdOf({ method, path: `/odata${path}` }), operation.operationId, `${method} ${path}`)
  }
  t.equal(app.callNames.operationIdOf({ method: 'GET', path: "/odata/Stocks(Place='x',Row=1)" }), 'Stocks_Get')
  t.equal(app.callNames.operationIdOf({ method: 'HEAD', path: '/odata/stocks/$count' }), 'Stocks_Count')
  t.equal(app.callNames.operationIdOf({ method: 'GET', path: '/odata/Nothing' }), undefined)
  await call('POST', '/__admin/faults', { body: { match: { operationId: 'Customers_*' }, effect: { kind: 'error', status: 429 } } })
  t.equal((await call('GET', "/odata/Customers('a')")).statusCode, 429)
  t.equal((await call('GET', '/odata/Stocks')).statusCode, 200)
}, { model: 'test/models/shop.csdl.xml' })

/** A value of a key, there being no entity of it. */
const keyValue = ({ schema: { type, format } }: Parameter): string => format === 'uuid' ? '00000000-0000-0000-0000-000000000001' : type === 'integer' ? '1' : 'a'

for (const model of ['rules', 'travel', 'mail']) {
  t.test(`9.3.4 the methods that the document of ${model} has of a property are those that the service allows`, async t => {
    const app = await startService(t, { model: `test/models/${model}.csdl.xml` })
    const requests = requestsOf(await app.apiDocument() as Document).filter(({ operation: { operationId } }) => /\.\w+_(?!Call)/.test(operationId))
    t.ok(requests.length > 15)
    for (const { method, path, operation: { parameters = [] } } of requests) {
      const url = path.replace(/\{([^{}]+)\}/g, (_match, name: string) => keyValue(parameters.find(parameter => parameter.name === name)!))
      const response = await app.inject({ method: 'OPTIONS', url: `/odata${url}`, headers: { authorization: 'Bearer test' } })
      const allowed = String(response.headers.allow).split(', ')
      t.ok(allowed.includes(method), `${method} ${path}: ${response.statusCode} ${allowed.join()}`)
    }
  })
}

onBothDatabases('11.4.9.2 a complex value that is not nullable is not made null', async (t, { call }) => {
  const body = { IcaoCode: 'KSFO', Name: 'San Francisco', Location: { Address: 'a' } }
  t.equal((await call('POST', '/odata/Airports', { body })).statusCode, 201)
  const response = await call('DELETE', "/odata/Airports('KSFO')/Location")
  t.equal(response.statusCode, 405)
  t.notMatch(response.headers.allow, 'DELETE')
  t.equal((await call('PATCH', "/odata/Airports('KSFO')", { body: { Location: null } })).statusCode, 400)
  t.match(json(await call('GET', "/odata/Airports('KSFO')/Location")), { Address: 'a' })
}, { model: 'test/models/travel.csdl.xml' })

const CSDL = (content: string, container: string): string => `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm">${content}<EntityContainer Name="C">${container}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`

const THOUSAND = Array.from({ length: 1000 }, (_, index) => index)

t.test('a model with 1,000 types has a document that a page can show, which says what is left out', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const model = join(folder, 'large.csdl.xml')
  const type = (index: number): string => `<EntityType Name="T${index}"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="Next" Type="N.V${(index + 1) % 1000}"/><NavigationProperty Name="Parts" Type="Collection(N.T${(index + 7) % 1000})" ContainsTarget="true"/></EntityType>
    <ComplexType Name="V${index}"><Property Name="Value" Type="${index % 4 === 3 ? 'Edm.String' : `N.V${index + 1}`}"/></ComplexType>`
  writeFileSync(model, CSDL(THOUSAND.map(type).join(''), THOUSAND.map(index => `<EntitySet Name="S${index}" EntityType="N.T${index}"/>`).join('')))
  const app = await startService(t, { model })
  const response = await app.inject({ url: '/openapi.json' })
  const document = response.json<Document>()
  t.equal(response.statusCode, 200)
  t.equal(document.tags.length, 102, 'and one each for batches and monitors')
  t.equal(Object.keys(document.paths).filter(path => /^\/S\d+\(\{Id\}\)\/(?:Id|Next|Next\/Value)$/.test(path)).length, 100, 'and the first properties')
  t.ok(Object.keys(document.paths).length <= 702 && Object.keys(document.components.schemas).length <= 502)
  t.ok(response.body.length < 2_500_000, `${response.body.length} characters`)
  t.match(document.info.description, /900 more entity sets and singletons are served: S100, S101, .* and others\..* the first 20 of a resource are shown, and 100 of all;.*\$metadata/)
  for (const [, name = ''] of response.body.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) if (document.components.schemas[name] === undefined) t.fail(`${name} is not there`)
  t.match((await app.inject({ url: '/docs/json' })).json(), { info: { title: 'N.C' } })
  t.match((await app.inject({ url: '/docs/static/swagger-initializer.js' })).body, '"docExpansion":"none"')
  t.equal((await app.inject({ url: '/odata/S999' })).statusCode, 200, 'what it does not show is served')
})

t.test('names that OpenAPI does not take, wide types, and types that nothing can be of', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const model = join(folder, 'odd.csdl.xml')
  writeFileSync(model, CSDL(`<EntityType Name="Straße"><Key><PropertyRef Name="Nummer"/></Key><Property Name="Nummer" Type="Edm.Int32" Nullable="false"/>
    ${THOUSAND.map(index => `<Property Name="P${index}" Type="Edm.String"/>`).join('')}<Property Name="Größe" Type="N.Maß"/><Property Name="Nie" Type="N.Nie"/></EntityType>
    <ComplexType Name="Maß"><Property Name="Wert" Type="Edm.Double"/></ComplexType><ComplexType Name="Nie" Abstract="true"/>`, '<EntitySet Name="Straßen" EntityType="N.Straße"/>'))
  const app = await startService(t, { model })
  const document = await app.apiDocument() as Document
  const { paths, components } = document
  t.same(Object.keys(paths).slice(0, 5), ['/Straßen', '/Straßen/$count', '/Straßen({Nummer})', '/Straßen/$ref', '/Straßen({Nummer})/$ref'])
  t.ok(Object.keys(components.schemas).every(name => /^[\w.-]+$/.test(name)), Object.keys(components.schemas).join())
  const select = requestsOf(document).find(({ method, path }) => method === 'GET' && path === '/Straßen')?.operation.parameters?.find(({ name }) => name === '$select')
  t.notOk(select?.schema.items?.enum, 'a thousand names are no list to choose from')
})

t.test('what bodies can have of related and of contained entities', async t => {
  const app = await startService(t, { databaseUrl: 'file::memory:', model: 'test/models/club.csdl.xml' })
  const { components: { schemas } } = (await app.inject('/openapi.json')).json<Document>()
  const { properties } = schemas['Club.Person'] as { properties: Record<string, Record<string, unknown>> }
  t.match(properties['Friends'], { type: 'array', items: { anyOf: [{ $ref: '#/components/schemas/Club.Person' }] } })
  t.match(properties['Friends@odata.bind'], { type: 'array', items: { type: 'string' }, writeOnly: true })
  t.match(properties['Idol@odata.bind'], { type: ['string', 'null'], writeOnly: true })
  t.match(properties['Friends@delta'], { type: 'array', writeOnly: true })
  t.match(properties['Trips@delta'], { type: 'array', writeOnly: true })
  t.notHas(properties, 'Trips@odata.bind', 'what is contained is bound nowhere')
  t.notHas(properties, 'Idol@delta')
})

onBothDatabases('11.4.3 a key is not changed by a path of its own, and a method that is not allowed is a 405 whatever else is wrong', async (t, { app, call }) => {
  t.equal((await call('POST', '/odata/Airlines', { body: { AirlineCode: 'AB', Name: 'a' } })).statusCode, 201)
  for (const path of ["Airlines('AB')/AirlineCode", "Airlines('AB')/AirlineCode/$value"]) {
    const put = await call('PUT', `/odata/${path}`, { body: { value: 'CD' } })
    t.same([put.statusCode, put.headers.allow], [405, 'GET, HEAD, OPTIONS'], path)
  }
  t.match(json(await call('GET', '/odata/Airlines?$filter=Name eq \'a\'')), { value: [{ AirlineCode: 'AB' }] })
  t.equal((await call('PUT', "/odata/Airlines('AB')/Name", { body: { value: 'b' } })).statusCode, 204)
  for (const [method, path, status] of [['POST', "Airlines('AB')", 405], ['DELETE', "Airlines('AB')", 400], ['POST', '$all', 400]] as const) {
    t.equal((await call(method, `/odata/${path}`, { headers: { 'if-match': '0' } })).statusCode, status, `${method} ${path}`)
  }
  const { components } = await app.apiDocument() as { readonly components: { readonly parameters: Readonly<Record<string, object>> } }
  t.match(components.parameters['$id'] ?? components.parameters['id'], { required: true, schema: { minLength: 1 } })
  const removal = await call('DELETE', "/odata/People('russellwhyte')/Friends/$ref")
  t.equal(removal.statusCode, 400, 'as it is')
  t.match(removal.body, /\$id: required/)
}, { model: 'trippin' })
