/** Every example of the documents works as it is; only the ids of entities are those of the test. */
import type { Test } from 'tap'
import { buildServer } from '../../../src/server.js'
import { defaultConfig } from '../../../src/config.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { updateExample } from '../../../src/families/office-configuration/openapi/examples.js'
import { examplesOf, requestsOf } from '../../support/documented-requests.js'
import type { DocumentedRequest, Paths } from '../../support/documented-requests.js'
import { OFFICE, json, onBothDatabases } from '../../support/service.js'
import type { Call } from '../../support/service.js'

/** The id that the model's examples use. */
const SAMPLE_ID = 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6'

const CONFIGURATIONS = `${OFFICE}/clientConfigurations`

const requests: readonly DocumentedRequest[] = await readDocument()

async function readDocument (): Promise<readonly DocumentedRequest[]> {
  const app = await buildServer({ ...defaultConfig, databaseUrl: 'file::memory:', logLevel: 'silent' })
  await app.ready()
  const document = app.swagger() as unknown as { paths?: Paths }
  await app.close()
  return requestsOf(document)
}

/** A tenant in which everything has a value; the ids of a configuration and of its assignment. */
async function seed (call: Call): Promise<Readonly<Record<string, string>>> {
  for (const { id } of json(await call('GET', CONFIGURATIONS))['value'] as Array<{ id: string }>) await call('DELETE', `${CONFIGURATIONS}/${id}`)
  const body = examplesOf(requests.find(({ method, path }) => method === 'POST' && `/beta${path}` === CONFIGURATIONS)?.operation.requestBody?.content['application/json'])[0]?.[1]
  const { id, assignments } = json(await call('POST', `${CONFIGURATIONS}?$expand=assignments`, { body })) as { id: string, assignments: Array<{ id: string }> }
  await call('PATCH', OFFICE, { body: updateExample })
  const { headers: { location } } = await call('GET', OFFICE, { headers: { prefer: 'respond-async', 'x-fault': 'asynchronous;takes=60000' } })
  return { id: String(location).split('/').at(-1) ?? '', 'officeClientConfiguration-id': id, 'officeClientConfigurationAssignment-id': String(assignments[0]?.id) }
}

const urlOf = (path: string, ids: Readonly<Record<string, string>>): string => `/beta${path}`.replace(/\{([^}]+)\}/g, (_match, name: string) => ids[name] ?? `no ${name}`)

function isSuccess (t: Test, { method, path, operation }: DocumentedRequest, status: number, title: string, body: string): void {
  t.ok(status < 300 && operation.responses[status] !== undefined, `${method} ${path} ${title}: ${status} ${status < 300 ? '' : body}`)
}

onBothDatabases('every example of a body', async (t, { call }) => {
  let sent = 0
  for (const request of requests) {
    for (const [mediaType, media] of Object.entries(request.operation.requestBody?.content ?? {})) {
      t.ok(media.examples, `${request.method} ${request.path} ${mediaType}`)
      for (const [name, value] of examplesOf(media)) {
        for (const prefer of ['', 'return=minimal', 'return=representation']) {
          const ids = await seed(call)
          const text = typeof value === 'string' ? value : JSON.stringify(value).replaceAll(SAMPLE_ID, String(ids['officeClientConfiguration-id']))
          const response = await call(request.method, urlOf(request.path, ids), { headers: { 'content-type': mediaType, ...prefer === '' ? {} : { prefer } }, body: text })
          isSuccess(t, request, response.statusCode, `${name} ${prefer}`, response.body)
          sent++
        }
      }
    }
  }
  t.ok(sent > 100)
})

onBothDatabases('every request without a body', async (t, { call }) => {
  for (const request of requests.filter(({ operation }) => operation.requestBody === undefined)) {
    const response = await call(request.method, urlOf(request.path, await seed(call)))
    isSuccess(t, request, response.statusCode, '', response.body)
  }
})

onBothDatabases('every example of a query option, and every name of $select', async (t, { call }) => {
  const ids = await seed(call)
  for (const request of requests.filter(({ method }) => method === 'GET')) {
    for (const { name, in: place, examples, schema } of request.operation.parameters ?? []) {
      const shown = examplesOf(examples === undefined ? {} : { examples }).map(([, value]) => String(value))
      const values = [...shown, ...schema.items?.enum ?? []]
      if (place !== 'query') continue
      for (const value of values) {
        const response = await call('GET', `${urlOf(request.path, ids)}?${name}=${encodeURIComponent(value)}`)
        t.equal(response.statusCode, 200, `${request.path}?${name}=${value} ${response.statusCode === 200 ? '' : response.body}`)
      }
    }
  }
})

onBothDatabases('the examples of answers have the members that answers have', async (t, { call }) => {
  const ids = await seed(call)
  for (const { path, operation } of requests.filter(({ method }) => method === 'GET')) {
    for (const [, example] of examplesOf(operation.responses['200']?.content?.['application/json'])) {
      t.same(membersOf(json(await call('GET', urlOf(path, ids)))), membersOf(example as Record<string, unknown>), path)
    }
  }
})

/** The names of an object, and of what is in it, in order. */
function membersOf (value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(membersOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).filter(([name]) => name !== '@odata.context').map(([name, member]) => [name, membersOf(member)])
}

onBothDatabases('every resource of the model has its operations', async t => {
  const paths = new Set(requests.map(({ path }) => path))
  for (const { name, type } of graphModel.container.singletons) {
    for (const property of [...type.properties.filter(({ type: { type: { kind } } }) => kind !== 'primitive'), ...type.navigationProperties]) t.ok(paths.has(`/${name}/${property.name}`), property.name)
  }
})
