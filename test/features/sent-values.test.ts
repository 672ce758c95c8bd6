/** Values that the OpenAPI document of a model lets a body have are taken, and the others refused, as Validation and the types have it. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { downgrade } from '../../src/http/openapi/downgrade.js'
import { examplesOf, requestsOf } from '../support/documented-requests.js'
import type { Paths } from '../support/documented-requests.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import type { Test } from 'tap'

const PARCELS = { model: 'test/models/parcels.csdl.xml' }

type Document = { readonly paths: Paths } & object

/** By path, what a body may be and may not. */
type Cases = ReadonlyArray<readonly [fits: boolean, method: 'POST' | 'PUT' | 'PATCH', path: string, body: object]>

function judgeOf (document: Document): (method: string, path: string, body: object) => boolean {
  const ajv = new Ajv2020({ ownProperties: true, strict: false })
  addFormats.default(ajv)
  for (const number of ['decimal', 'int8', 'uint8', 'int16']) ajv.addFormat(number, { type: 'number', validate: () => true })
  ajv.addSchema({ ...document, $id: 'document' })
  return (method, path, body) => {
    const pointer = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema']
      .map(step => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
    return ajv.compile({ $ref: `document#/${pointer}` })(body)
  }
}

let next = 1

/** Creates have an id of their own; all other writes are of the first. */
async function compare (t: Test, call: Call, document: Document, cases: Cases): Promise<void> {
  const fits = judgeOf(document)
  for (const [expected, method, path, sent] of cases) {
    const body = method === 'POST' ? { ...sent, Id: ++next } : sent
    const { statusCode, body: answer } = await call(method, `/odata${path.replace('{Id}', '1')}`, { body })
    t.equal(statusCode < 300, expected, `${method} ${path} ${JSON.stringify(body)}: ${statusCode} ${answer}`)
    t.equal(fits(method, path, body), expected, `the schema of ${method} ${path} and ${JSON.stringify(body)}`)
  }
}

onBothDatabases('Validation: bounds, steps, lists, patterns and counts are in the schemas of bodies', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  t.equal((await call('POST', '/odata/Parcels', { body: { Id: 1 } })).statusCode, 201)
  const values: ReadonlyArray<readonly [boolean, object]> = [
    [true, { Weight: 30 }], [false, { Weight: 0 }], [false, { Weight: 30.5 }], [true, { Weight: null }],
    [true, { Height: 1.5 }], [false, { Height: 1.25 }], [true, { Fee: 1.15 }],
    [true, { Class: '1' }], [true, { Class: 'express' }], [true, { Class: null }], [false, { Class: 'slow' }],
    [true, { Marks: ['a', 'b1'] }], [false, { Marks: [] }], [false, { Marks: ['a', 'b', 'c'] }], [false, { Marks: ['A'] }],
    [true, { Sent: '2020-01-01' }],
    [true, { From: { Street: 'a', Place: { Code: '1234', Zone: 1 } } }],
    [false, { From: { Street: 'a', Place: { Code: '12345', Zone: 1 } } }],
    [false, { From: { Street: 'a', Place: { Code: '1234', Zone: 0 } } }],
    [false, { Stops: [{ Street: 'a', Place: { Code: 'x' } }] }]
  ]
  await compare(t, call, document, values.flatMap(([fits, body]) => [
    [fits, 'POST', '/Parcels', body] as const, [fits, 'PATCH', '/Parcels({Id})', body] as const, [fits, 'PUT', '/Parcels({Id})', body] as const
  ]))
  await compare(t, call, document, [
    [true, 'PUT', '/Parcels({Id})/Weight', { value: 1 }],
    [false, 'PUT', '/Parcels({Id})/Weight', { value: 31 }],
    [true, 'PUT', '/Parcels({Id})/Marks', { value: ['a'] }],
    [false, 'PUT', '/Parcels({Id})/Marks', { value: [] }],
    [true, 'PUT', '/Parcels({Id})/From', { Street: 'a', Place: { Code: '1234' } }],
    [false, 'PUT', '/Parcels({Id})/From', { Street: 'a', Place: { Code: 'x' } }],
    [true, 'PATCH', '/Parcels({Id})/From', { Place: { Code: '4321' } }],
    [false, 'PATCH', '/Parcels({Id})/From', { Place: { Code: 'x' } }]
  ])
  t.match(JSON.stringify(downgrade(document)), /"Weight":\{"minimum":0,"exclusiveMinimum":true,"maximum":30\}/, 'and in OpenAPI 3.0')
}, PARCELS)

onBothDatabases('11.4.2 members that complex values must have are in the schemas of bodies, at every level', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  t.equal((await call('POST', '/odata/Parcels', { body: { Id: 1, From: { Street: 'a', Place: { Code: '1234' } } } })).statusCode, 201)
  await compare(t, call, document, [
    [true, 'POST', '/Parcels', { From: { Street: 'a' } }],
    [false, 'POST', '/Parcels', { From: {} }],
    [false, 'POST', '/Parcels', { From: { Street: 'a', Place: { Zone: 1 } } }],
    [true, 'POST', '/Parcels', { From: null }],
    [false, 'POST', '/Parcels', { Stops: [{ Street: 'a' }, {}] }],
    [true, 'PATCH', '/Parcels({Id})', { From: { Place: { Zone: 2 } } }],
    [false, 'PATCH', '/Parcels({Id})', { Stops: [{}] }],
    [false, 'PUT', '/Parcels({Id})', { From: { Place: { Code: '1234' } } }],
    [true, 'PUT', '/Parcels({Id})', { From: { Street: 'a', Place: { Code: '1234' } } }],
    [true, 'PUT', '/Parcels({Id})/From', { Street: 'a' }],
    [false, 'PUT', '/Parcels({Id})/From', { Street: 'a', Place: {} }],
    [false, 'PUT', '/Parcels({Id})/Stops', { value: [{}] }]
  ])
}, PARCELS)

onBothDatabases('Validation: the examples of bodies obey it', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  const fits = judgeOf(document)
  let sent = 0
  for (const { method, path, operation: { requestBody } } of requestsOf(document).filter(({ path }) => path.startsWith('/Parcels'))) {
    for (const [name, body] of examplesOf(requestBody?.content['application/json'])) {
      await call('POST', '/__admin/reset')
      t.equal((await call('POST', '/odata/Parcels', { body: { Id: 1, From: { Street: 'a', Place: { Code: '1234' } } } })).statusCode, 201)
      const answer = await call(method, `/odata${path.replace('{Id}', '1')}`, { body: { ...body as object, ...method === 'POST' ? { Id: 2 } : {} } })
      t.ok(answer.statusCode < 300, `${method} ${path} ${name}: ${answer.body}`)
      t.ok(fits(method, path, body as object), `${method} ${path} ${name} fits its schema`)
      sent++
    }
  }
  t.ok(sent > 5)
  t.match(json(await call('GET', '/odata/Parcels')), { value: [{ Id: 1 }] })
}, PARCELS)
