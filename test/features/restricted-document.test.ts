/** Bodies that the OpenAPI document of a model lets through are taken, and the others refused, as Capabilities and Core have it. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import type { Test } from 'tap'

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Case = readonly [fits: boolean, method: Method, path: string, url: string, body: object]

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> }
}

type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> } & object

interface Components {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: Readonly<Record<string, object>> }>> }
}

/** Whether the schema of a body lets a value through. */
function judgeOf (document: Document): (method: string, path: string, body: object) => boolean {
  const ajv = new Ajv2020({ ownProperties: true, strict: false })
  addFormats.default(ajv)
  for (const number of ['decimal', 'int8', 'uint8', 'int16']) ajv.addFormat(number, { type: 'number', validate: () => true })
  ajv.addFormat('base64url', /^[A-Za-z0-9_-]*={0,2}$/)
  ajv.addSchema({ ...document, $id: 'document' })
  return (method, path, body) => {
    const pointer = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema']
      .map(step => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
    return ajv.compile({ $ref: `document#/${pointer}` })(body)
  }
}

async function compare (t: Test, call: Call, document: Document, cases: readonly Case[]): Promise<void> {
  const fits = judgeOf(document)
  for (const [expected, method, path, url, body] of cases) {
    const { statusCode, body: answer } = await call(method, `/odata${url}`, { body })
    t.equal(statusCode < 300, expected, `${method} ${url} ${JSON.stringify(body)}: ${statusCode} ${answer}`)
    t.equal(fits(method, path, body), expected, `the schema of ${method} ${path} and ${JSON.stringify(body)}`)
  }
}

onBothDatabases('InsertRestrictions and UpdateRestrictions: what a body cannot have, and what it must', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  t.equal((await call('POST', '/odata/Papers', { body: { Id: 1 } })).statusCode, 201)
  await compare(t, call, document, [
    [true, 'POST', '/Makers', '/Makers', { Id: 1, Name: 'a' }],
    [false, 'POST', '/Makers', '/Makers', { Id: 2 }],
    [false, 'POST', '/Makers', '/Makers', { Id: 2, Name: 'a', City: 'b' }],
    [true, 'PATCH', '/Makers({Id})', '/Makers(1)', { City: 'b' }],
    [false, 'PATCH', '/Makers({Id})', '/Makers(1)', { Name: 'b' }],
    [true, 'PUT', '/Makers({Id})', '/Makers(1)', { City: 'b' }],
    [false, 'PUT', '/Makers({Id})', '/Makers(1)', { Name: 'b' }]
  ])
}, { model: 'test/models/rules.csdl.xml' })

onBothDatabases('of navigation properties, by every way to say them; a replaced entity is a changed one', async (t, { app, call }) => {
  await compare(t, call, await app.apiDocument() as Document, [
    [true, 'POST', '/People', '/People', { Id: 1, Name: 'a', Age: 5 }],
    [false, 'POST', '/People', '/People', { Id: 2, Rank: 5 }],
    [false, 'POST', '/People', '/People', { Id: 2, Trips: [{ Id: 1 }] }],
    [true, 'POST', '/People', '/People', { Id: 2, Notes: [{ Id: 1 }] }],
    [true, 'PATCH', '/People({Id})', '/People(1)', { Rank: 5 }],
    [false, 'PATCH', '/People({Id})', '/People(1)', { Rank: 5, Age: 5 }],
    [false, 'PATCH', '/People({Id})', '/People(1)', { Name: 'b' }],
    [true, 'PUT', '/People({Id})', '/People(1)', { Rank: 5, Name: 'b' }],
    [false, 'PUT', '/People({Id})', '/People(1)', { Rank: 5, Age: 5 }],
    [false, 'PUT', '/People({Id})', '/People(1)', { Name: 'b' }]
  ])
}, { model: 'test/models/guarded.csdl.xml' })

onBothDatabases('Core: what is computed is only read, what is immutable is said to be, what is only written is; a reference is not empty', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document & Components
  const { properties } = document.components.schemas['Rules.Product']!
  t.match(properties['Rank'], { readOnly: true })
  t.match(properties['Secret'], { writeOnly: true })
  t.match(properties['Name'], { description: /Given once/ })
  t.equal((await call('POST', '/odata/Makers', { body: { Id: 1, Name: 'a' } })).statusCode, 201)
  t.equal((await call('POST', '/odata/Products', { body: { Id: 1, Code: 'AB-1' } })).statusCode, 201)
  await compare(t, call, document, [
    [true, 'POST', '/Makers({Id})/Products/$ref', '/Makers(1)/Products/$ref', { '@odata.id': 'Products(1)' }],
    [false, 'POST', '/Makers({Id})/Products/$ref', '/Makers(1)/Products/$ref', { '@odata.id': '' }],
    [true, 'PATCH', '/Products({Id})', '/Products(1)', { 'Maker@odata.bind': 'Makers(1)' }],
    [false, 'PATCH', '/Products({Id})', '/Products(1)', { 'Maker@odata.bind': '' }]
  ])
  t.ok(document.paths['/Makers({Id})/Products/$ref']?.['delete'])
}, { model: 'test/models/rules.csdl.xml' })

onBothDatabases('8.5 a relation that gives a value which cannot be null does not end, and the document does not say so', async (t, { app, call }) => {
  const { paths } = await app.apiDocument() as Document
  const methods = (path: string): readonly string[] => Object.keys(paths[path] ?? {}).sort()
  t.same(methods('/Invoices({Id})/Customer/$ref'), ['delete', 'get', 'put'])
  t.same(methods('/Invoices({Id})/Currency/$ref'), ['get', 'put'])
  t.same(methods('/Customers({Id})/Notes/$ref'), ['get', 'post'], 'nor from the other side')
  const Id = '00000000-0000-0000-0000-000000000001'
  for (const [set, body] of [['Customers', { Id: 1 }], ['Currencies', { Code: 'EUR' }]] as const) t.equal((await call('POST', `/odata/${set}`, { body })).statusCode, 201)
  const body = { Id, 'Customer@odata.bind': 'Customers(1)', 'Currency@odata.bind': "Currencies('EUR')" }
  t.equal((await call('POST', '/odata/Invoices', { body })).statusCode, 201)
  t.equal((await call('POST', '/odata/Notes', { body: { CustomerId: 1, Number: 1 } })).statusCode, 201)
  const remove = async (path: string): Promise<number> => (await call('DELETE', `/odata/${path}`)).statusCode
  t.equal(await remove(`Invoices(${Id})/Customer/$ref`), 204)
  t.equal(await remove(`Invoices(${Id})/Currency/$ref`), 400)
  t.equal(await remove('Customers(1)/Notes/$ref?$id=Notes(CustomerId=1,Number=1)'), 400)
  t.match(json(await call('GET', '/odata/Invoices')), { value: [{ CustomerId: null, CurrencyCode: 'EUR' }] })
}, { model: 'test/models/invoices.csdl.xml' })
