/** docs/trippin.md: each request of the tutorials is answered as it says. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { readCsdl } from '../src/csdl/read-csdl.js'
import type { EdmModel } from '../src/edm/types.js'
import { startEmulator } from '../src/emulator.js'
import { dialects, newDatabase } from './support/databases.js'
import { reference, skipWithoutReference } from './support/reference-data.js'
import { startApp } from './support/service-pool.js'
import { readRequest } from './support/shown-requests.js'
import type { Shown } from './support/shown-requests.js'

interface Told extends Shown {
  readonly texts: readonly string[]
}

const page = readFileSync('docs/trippin.md', 'utf8')

/** Rows of tables and blocks, as they follow one another. */
const requests: readonly Told[] = [...page.matchAll(/^\| `([A-Z]+) ([^`]*)` \| (\d+)(.*) \|$|^```http\n([^]*?)\n```$/gm)].map(
  ([, method = '', url = '', status = '', texts = '', block]) => block === undefined
    ? { method, url, headers: {}, body: undefined, status: Number(status), texts: [...texts.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text) }
    : { ...readRequest(block), texts: [] }
)

for (const dialect of dialects) {
  t.test(`the tutorials' requests (${dialect})`, async t => {
    const app = await startApp(t, { model: 'trippin', databaseUrl: await newDatabase(t, dialect) })
    t.ok(requests.length > 90, `${requests.length} requests`)
    for (const { method, url, headers, body, status, texts } of requests) {
      const response = await app.inject({ method: method as 'GET', url: `/odata/${encodeURI(url)}`, headers, ...body === undefined ? {} : { payload: body } })
      t.equal(response.statusCode, status, `${method} ${url}: ${response.body.slice(0, 400)}`)
      for (const text of texts) t.ok(response.body.includes(text), `${url} has ${text}: ${response.body.slice(0, 1000)}`)
    }
  })
}

for (const dialect of dialects) {
  t.test(`the batch of the advanced tutorial (${dialect})`, async t => {
    const app = await startApp(t, { model: 'trippin', databaseUrl: await newDatabase(t, dialect) })
    const boundary = 'batch_36522ad7-fc75-4b56-8c71-56071383e77b'
    const root = 'http://localhost:80/odata'
    const begin = `--${boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding:binary\r\n`
    const read = `${begin}\r\nGET ${root}/Airlines HTTP/1.1\r\nAccept: application/json;odata.metadata=minimal\r\n\r\n`
    const headers = 'OData-Version: 4.0\r\nContent-Type: application/json;odata.metadata=minimal\r\nAccept: application/json;odata.metadata=minimal'
    const airline = '{\r\n"@odata.type" : "Microsoft.OData.SampleService.Models.TripPin.Airline",\r\n"AirlineCode" : "EK",\r\n"Name" : "Emirates Airline"\r\n}'
    const create = `${begin}Content-ID: 1\r\n\r\nPOST ${root}/Airlines HTTP/1.1\r\n${headers}\r\n\r\n${airline}\r\n\r\n`
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/odata/$batch',
      headers: { 'odata-version': '4.0', 'content-type': `multipart/mixed;boundary=${boundary}` },
      payload: `${read}${create}${read}--${boundary}--`
    })
    t.equal(statusCode, 200, body)
    t.same([...body.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status), ['200', '201', '200'])
    t.match(body, "Location: http://localhost:80/odata/Airlines('EK')")
    t.same(body.split('Emirates Airline').length, 3, 'where it is created, and where they are read again')
  })
}

t.test('the bundle by its name, with other data and further effects; a name of nothing is refused', async t => {
  const emulator = await startEmulator({ model: 'trippin', operations: { 'TripPin.ResetDataSource': () => undefined } }).catch((error: Error) => error)
  t.match(emulator, { name: 'ConfigError', message: /ResetDataSource\(\) has an effect already/ })
  await t.rejects(startEmulator({ model: 'tripin' }), { name: 'ConfigError', message: /There is no file "tripin", .*: graph, trippin\. Did you mean trippin\?$/ })
})

/** What a model offers, without what annotates it. */
function outlineOf ({ types, functions, actions, container }: EdmModel): object {
  const own = (name: string): boolean => !['GetPersonWithMostFriends', 'UpdateLastName'].includes(name)
  return {
    types: [...types.values()].filter(({ namespace }) => namespace !== 'Edm').map(type => [
      type.fullName,
      type.kind,
      type.baseType?.fullName,
      type.abstract,
      type.open,
      'hasStream' in type && type.hasStream,
      type.properties.map(({ name, type: { type: of, nullable } }) => [name, of.kind, 'name' in of ? of.name : '', nullable]),
      type.navigationProperties.map(({ name, target, collection, containsTarget, nullable }) =>
        [name, target.fullName, collection, containsTarget, nullable])
    ]).sort(),
    operations: [...functions, ...actions].filter(({ name }) => own(name)).map(operation => {
      const { fullName, bound, parameters, returnType, entitySetPath } = operation
      return [fullName, bound, parameters.map(({ name, type: { nullable } }) => [name, nullable]), returnType?.type.kind, entitySetPath]
    }).sort(),
    sets: container.entitySets.map(({ name, type, navigationPropertyBindings }) =>
      [name, type.fullName, navigationPropertyBindings.map(({ path, target }) => `${path} ${target}`).sort()]).sort(),
    singletons: container.singletons.map(({ name, type }) => [name, type.fullName]),
    imports: [...container.functionImports, ...container.actionImports].map(({ name }) => name).filter(own).sort()
  }
}

t.test('the model is that of the public service', { skip: skipWithoutReference }, t => {
  t.same(outlineOf(readCsdl(['models/trippin/trippin.csdl.xml'])), outlineOf(readCsdl([fileURLToPath(reference('trippin.csdl.xml'))])))
  t.end()
})
