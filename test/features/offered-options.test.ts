/** The query options and paths that the OpenAPI document of a model offers are those that the service leaves, as Capabilities has it. */
import { requestsOf } from '../support/documented-requests.js'
import type { DocumentedRequest, Parameter, Paths } from '../support/documented-requests.js'
import { onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import type { Test } from 'tap'

interface Document {
  readonly paths: Paths
}

/** A value that is right for whatever has the option. */
const values: Readonly<Record<string, string>> = {
  $top: '1', $skip: '1', $count: 'true', $select: '*', $filter: 'true', $orderby: '1', $search: 'a', $compute: '1 as One'
}
const ofEntities = Object.keys(values)

const id = '00000000-0000-0000-0000-000000000001'

const namesOf = ({ operation: { parameters = [] } }: DocumentedRequest): readonly string[] => parameters.map(({ name }) => name)

const valueOf = ({ schema: { format } }: Parameter): string => format === 'uuid' ? id : '1'

const urlOf = ({ path, operation: { parameters = [] } }: DocumentedRequest): string =>
  path.replace(/\{([^{}]+)\}/g, (_match, name: string) => valueOf(parameters.find(parameter => parameter.name === name)!))

async function compare (t: Test, call: Call, document: Document): Promise<void> {
  const lists = requestsOf(document).filter(({ method, operation: { operationId } }) => method === 'GET' && operationId.endsWith('_List'))
  t.ok(lists.length > 3)
  for (const request of lists) {
    const offered = namesOf(request)
    const isOfEntities = offered.includes('$apply')
    for (const option of ofEntities.filter(name => isOfEntities || name !== '$compute')) {
      if (!isOfEntities && option === '$select' && !/\/Sizes$/.test(request.path)) continue
      const { statusCode, body } = await call('GET', `/odata${urlOf(request)}?${option}=${encodeURIComponent(values[option]!)}`)
      t.equal(statusCode !== 501, offered.includes(option), `${request.path}?${option}: ${statusCode} ${body}`)
    }
  }
}

onBothDatabases('13.1 the document offers the query options that Capabilities leaves', async (t, { app, call }) => {
  const document = await app.apiDocument() as Document
  await compare(t, call, document)
  const find = (method: string, path: string): DocumentedRequest =>
    requestsOf(document).find(request => request.method === method && request.path === path)!
  const makers = namesOf(find('GET', '/Makers'))
  t.notOk(['$top', '$skip', '$count', '$select', '$compute'].some(name => makers.includes(name)), 'annotations of the entity set')
  t.ok(['$filter', '$orderby', '$search', '$expand'].every(name => makers.includes(name)))
  t.notOk(namesOf(find('GET', '/Makers({Id})')).includes('$select'), 'and of one entity')
  t.ok(namesOf(find('GET', '/Makers({Id})')).includes('$compute'), 'of which everything can be computed')
  t.notOk(namesOf(find('POST', '/Makers')).includes('$select'), 'and of what a create answers')
  t.notOk(namesOf(find('GET', '/Products({Id})/Parts')).includes('$top'), 'NavigationRestrictions')
  t.notOk(namesOf(find('GET', '/Products({Id})/Parts/$ref')).includes('$top'))
  for (const request of requestsOf(document)) {
    for (const { name, in: place, examples = {} } of request.operation.parameters ?? []) {
      for (const { value } of place === 'query' && request.method === 'GET' ? Object.values(examples) : []) {
        const { statusCode, body } = await call('GET', `/odata${urlOf(request)}?${name}=${encodeURIComponent(String(value))}`)
        t.ok(statusCode === 200 || statusCode === 404, `${request.path}?${name}=${String(value)}: ${statusCode} ${body}`)
      }
    }
  }
}, { model: 'test/models/rules.csdl.xml' })

onBothDatabases('13.1 where IndexableByKey is false, the document has no path by key', async (t, { app, call }) => {
  const paths = Object.keys((await app.apiDocument() as Document).paths)
  t.same(paths.filter(path => path.startsWith('/Archive')), ['/Archive', '/Archive/$count', '/Archive/$ref'])
  t.equal((await call('GET', `/odata/Archive(${id})`)).statusCode, 501)
  t.equal(app.callNames.operationIdOf({ method: 'GET', path: `/odata/Archive(${id})` }), undefined)
  t.ok(paths.includes('/Drafts({Id})'))
}, { model: 'test/models/rules.csdl.xml' })
