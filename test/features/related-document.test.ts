/** What the OpenAPI document of a model has of related entities and of relations is what the service allows, and works. */
import { examplesOf, requestsOf } from '../support/documented-requests.js'
import type { DocumentedRequest, Paths } from '../support/documented-requests.js'
import { json, onBothDatabases } from '../support/service.js'

interface Document {
  readonly paths: Paths
}

const methodsOf = ({ paths }: Document, path: string): readonly string[] => Object.keys(paths[path] ?? {}).sort()

/** Whether it is about a relation, or about one entity that another is related to. */
const isRelated = ({ paths }: Document, { path }: DocumentedRequest): boolean =>
  path.endsWith('/$ref') || paths[`${path}/$ref`]?.['put'] !== undefined

for (const model of ['club', 'invoices', 'rules']) {
  onBothDatabases(`11.4.6 what the document of ${model} has of relations is what the service allows`, async (t, { app, call }) => {
    const document = await app.apiDocument() as Document
    const requests = requestsOf(document).filter(request => isRelated(document, request))
    t.ok(requests.length > 10)
    for (const { method, path, operation: { parameters = [] } } of requests) {
      const url = path.replace(/\{([^{}]+)\}/g, (_match, name: string) => {
        const { format, type } = parameters.find(parameter => parameter.name === name)!.schema
        return format === 'uuid' ? '00000000-0000-0000-0000-000000000001' : type === 'integer' ? '1' : 'a'
      })
      const { statusCode, headers } = await call('OPTIONS', `/odata${url}`)
      t.ok(String(headers.allow).split(', ').includes(method), `${method} ${path}: ${statusCode} ${String(headers.allow)}`)
    }
  }, { model: `test/models/${model}.csdl.xml` })
}

onBothDatabases('11.4.6.3 related single entities are changed, replaced and deleted, and all references of a collection replaced', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  t.same(methodsOf(document, "/People('{Name}')/Idol"), ['delete', 'get', 'patch', 'put'])
  t.same(methodsOf(document, "/People('{Name}')/Idol/$ref"), ['delete', 'get', 'put'])
  t.same(methodsOf(document, "/People('{Name}')/Friends/$ref"), ['delete', 'get', 'post', 'put'])
  t.notOk(document.paths["/People('{Name}')/Idol"]?.['put']?.responses['201'], 'none is created where there is none')
  const replaces = document.paths["/People('{Name}')/Friends/$ref"]?.['put']?.requestBody?.content['application/json']
  const [[, body] = []] = examplesOf(replaces)
  t.match(body, { value: [{ '@odata.id': /^People\('/ }] })
  for (const Name of ['ann', 'bob']) t.equal((await call('POST', '/odata/People', { body: { Name } })).statusCode, 201)
  t.equal((await call('PATCH', "/odata/People('ann')/Idol", { body: { Age: 5 } })).statusCode, 404)
  t.equal((await call('PUT', "/odata/People('ann')/Idol/$ref", { body: { '@odata.id': "People('bob')" } })).statusCode, 204)
  t.equal((await call('PATCH', "/odata/People('ann')/Idol", { body: { Age: 5 } })).statusCode, 200)
  t.match(json(await call('PUT', "/odata/People('ann')/Idol", { body: { Age: 6 } })), { Name: 'bob', Age: 6 })
  t.equal((await call('PUT', "/odata/People('ann')/Friends/$ref", { body: { value: [{ '@odata.id': "People('bob')" }] } })).statusCode, 204)
  t.equal(app.callNames.operationIdOf({ method: 'PUT', path: "/odata/People('ann')/Friends/$ref" }), 'People.Friends_ReplaceRef')
  t.equal((await call('DELETE', "/odata/People('ann')/Idol")).statusCode, 204)
  t.match(json(await call('GET', '/odata/People')), { value: [{ Name: 'ann' }] })
}, { model: 'test/models/club.csdl.xml' })
