/** Calls in the OpenAPI document of a model that was given, on both databases. */
import { examplesOf, requestsOf } from '../support/documented-requests.js'
import type { Parameter, Paths } from '../support/documented-requests.js'
import { onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const WORKS = { model: 'test/models/works.csdl.xml', operations: 'test/models/works.operations.yaml,test/models/works.operations.mjs' }

async function fill (call: Call): Promise<void> {
  await call('POST', '/odata/Categories', { body: { Code: 'tools' } })
  for (const [index, Name] of ['hammer', 'saw'].entries()) await call('POST', '/odata/Products', { body: { Id: index + 1, Name, Price: 20, Stock: 1000, Size: { Height: 1, Unit: 'cm' } } })
}

/** A value that fits. Aliases have JSON. */
function valueFor ({ name, schema: { type, format, enum: [first] = [] } }: Parameter): string {
  if (name.startsWith('@')) return name === '@size' ? '{"Height":1}' : '[]'
  if (first !== undefined) return first
  if (format === 'date-time') return '2026-01-01T00:00:00Z'
  if (format === 'uuid') return '00000000-0000-0000-0000-000000000001'
  return type === 'boolean' ? 'true' : type === 'string' ? 'tools' : '1'
}

/** What answers something else with any value: nobody said what the first does, the next calls itself, and copies what is there. */
const OTHERS: Readonly<Record<string, number>> = { Untold_Call: 501, Loop_Call: 400, Copy_Call: 409 }

onBothDatabases('the OpenAPI document has every call, each works as it is written there, and is called what the document calls it', async (t, { app, call }) => {
  const document = await app.apiDocument() as { readonly paths: Paths, readonly tags: ReadonlyArray<{ readonly name: string }> }
  const calls = requestsOf(document).filter(({ operation: { description = '' } }) => description.includes('Answers 501'))
  const ids = calls.map(({ operation: { operationId } }) => operationId)
  t.same([...new Set(ids)], ids, 'no id stands twice')
  for (const id of ['Named_Call', 'Named_CallByTextAndAboveAndMost', 'Products_Reduced', 'Products_Cheapest', 'Products_RaiseAll', 'Categories_HowMany', 'Copy_Call', 'StartAgain_Call']) t.ok(ids.includes(id), id)
  t.ok(document.tags.some(({ name }) => name === 'Actions and functions'))
  t.match(document.paths['/Products({Id})/Works.Buy']?.['post'], {
    requestBody: { content: { 'application/json': { schema: { required: ['pieces'], properties: { pieces: { type: 'integer' }, note: {} } } } } },
    responses: { 200: { content: { 'application/json': { schema: { required: ['value'], properties: { value: { type: 'integer' } } } } } } }
  })
  t.match(document.paths["/Named(text='{text}')"]?.['get'], { responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Works.ProductCollectionResponse' } } } } } })
  for (const { method, path, operation } of calls) {
    await call('POST', '/__admin/reset')
    await fill(call)
    const { operationId, parameters = [], requestBody, responses } = operation
    t.equal(app.callNames.operationIdOf({ method, path: `/odata${path}` }), operationId, `${method} ${path}`)
    const own = parameters.filter(({ in: place }) => place === 'path')
    const filled = path.replace(/\{([^{}]+)\}/g, (_match, name: string) => valueFor(own.find(parameter => parameter.name === name)!))
    const aliases = parameters.filter(({ name }) => name.startsWith('@')).map(parameter => `${parameter.name}=${encodeURIComponent(valueFor(parameter))}`)
    const body = examplesOf(requestBody?.content['application/json'])[0]?.[1]
    const response = await call(method, `/odata${encodeURI(filled)}?${aliases.join('&')}`, body === undefined ? {} : { body })
    const expected = OTHERS[operationId]
    t.ok(expected === undefined ? response.statusCode < 300 : response.statusCode === expected, `${method} ${filled} ${response.statusCode} ${response.body.slice(0, 200)}`)
    if (response.statusCode < 300) t.ok(responses[String(response.statusCode)], `${method} ${path}: ${response.statusCode} is documented`)
  }
}, WORKS)

onBothDatabases('overloads of a function are told apart by the names of their parameters', async (t, { app }) => {
  const nameOf = (path: string): string | undefined => app.callNames.operationIdOf({ method: 'GET', path: `/odata/${path}` })
  t.equal(nameOf("Named(text='a,above=1')"), 'Named_Call')
  t.equal(nameOf("Named(text='a',above=1)"), 'Named_CallByTextAndAboveAndMost', 'the optional one is left out')
  t.equal(nameOf("named(TEXT='a',above=1,most=2)"), 'Named_CallByTextAndAboveAndMost')
  t.equal(nameOf('Named'), 'Named_Call', 'what the query says is not looked at')
}, WORKS)

onBothDatabases('of overloads that are bound to a base type and to a derived one, a resource has the nearest', async (t, { app, call }) => {
  const { paths } = await app.apiDocument() as { readonly paths: Paths }
  const path = 'microsoft.graph.delta()'
  for (const [set, type] of [['users', 'user'], ['groups', 'directoryObject'], ['directoryObjects', 'directoryObject']]) {
    const documented = paths[`/${set}/${path}`]?.['get']
    t.equal(documented?.operationId, `${set}_delta`)
    t.match(documented, {
      responses: { 200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/microsoft.graph.${type}CollectionResponse` } } } } }
    })
    t.equal(app.callNames.operationIdOf({ method: 'GET', path: `/v1.0/${set}/delta()` }), `${set}_delta`)
    t.equal((await call('GET', `/v1.0/${set}/delta()`)).statusCode, 501)
  }
}, { model: 'test/models/directory.csdl.xml' })
