/** What the schemas of the documents allow the service takes, and what they refuse it refuses: cases that tools found the two differ in. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { OFFICE, json, onBothDatabases } from '../../support/service.js'

type Schema = Readonly<Record<string, unknown>>

interface Operation {
  readonly parameters?: ReadonlyArray<{ readonly name: string, readonly schema: Schema }>
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Schema
}

/** Whether the schema of a body, or of a parameter, allows a value. */
function allows ({ components }: Document, schema: Schema | undefined, value: unknown): boolean {
  if (schema === undefined) throw new Error('The document has no such schema.')
  return new Ajv2020({ strict: false, validateFormats: false }).validate({ ...schema, components }, value)
}

const GROUP = '#microsoft.graph.officeConfigurationGroupAssignmentTarget'
const WINDOWS = '#microsoft.graph.windowsOfficeClientConfiguration'
const assignment = { target: { '@odata.type': GROUP, groupId: '1' } }

/** Whether they are taken, and what is sent. */
const configurations: ReadonlyArray<readonly [boolean, object]> = [
  [true, { assignments: [assignment] }],
  [false, { assignments: [{ target: { groupId: '1' } }] }],
  [false, { assignments: [{ target: { '@odata.type': '', groupId: '1' } }] }],
  [true, { 'assignments@odata.delta': [assignment] }],
  [false, { assignments: [], 'assignments@odata.delta': [assignment] }],
  [true, { policyPayload: 'e30=', 'policyPayload@odata.mediaContentType': 'application/json; charset=utf-8' }],
  [false, { policyPayload: 'e30', 'policyPayload@odata.mediaContentType': '' }],
  [false, { policyPayload: 'e' }],
  [true, { checkinStatuses: [{ '@odata.type': '#microsoft.graph.officeClientCheckinStatus' }] }],
  [true, { checkinStatuses: [{ '@odata.type': 'microsoft.graph.officeClientCheckinStatus' }] }],
  [false, { checkinStatuses: [{ '@odata.type': '' }] }]
]

onBothDatabases('bodies of Graph\'s document', async (t, { app, call }) => {
  const document = app.swagger() as unknown as Document
  const { id } = json(await call('POST', `${OFFICE}/clientConfigurations`, { body: { '@odata.type': WINDOWS } })) as { id: string }
  const schema = document.paths['/officeConfiguration/clientConfigurations/{officeClientConfiguration-id}']?.['patch']?.requestBody?.content['application/json']?.schema
  for (const [taken, body] of configurations) {
    const text = JSON.stringify(body)
    t.equal(allows(document, schema, { '@odata.type': WINDOWS, ...body }), taken, text)
    const answer = await call('PATCH', `${OFFICE}/clientConfigurations/${id}`, { body: { '@odata.type': WINDOWS, ...body } })
    t.equal(answer.statusCode, taken ? 200 : 400, `${text} ${answer.body}`)
  }
})

const READ = { id: '1', method: 'GET', url: '/officeConfiguration' }

const batches: ReadonlyArray<readonly [boolean, object]> = [
  [true, { ...READ, headers: null, body: null, dependsOn: null, atomicityGroup: null }],
  [true, { ...READ, dependsOn: [] }],
  [false, { ...READ, dependsOn: [''] }],
  [false, { ...READ, id: '' }],
  [false, { ...READ, url: '' }],
  [false, { ...READ, id: 'a\u0000' }],
  [false, { ...READ, atomicityGroup: '' }],
  [false, { ...READ, body: {} }],
  [false, { ...READ, method: 'DELETE', body: [] }],
  [true, { ...READ, method: 'PATCH', body: {}, headers: { 'Content-Type': 'application/json' } }]
]

onBothDatabases('requests of a batch', async (t, { app, call }) => {
  const document = app.swagger() as unknown as Document
  const schema = document.paths['/$batch']?.['post']?.requestBody?.content['application/json']?.schema
  for (const [taken, request] of batches) {
    const body = { requests: [request] }
    t.equal(allows(document, schema, body), taken, JSON.stringify(request))
    t.equal((await call('POST', '/beta/$batch', { body })).statusCode, taken ? 200 : 400, JSON.stringify(request))
  }
})

const options: ReadonlyArray<readonly [boolean, string, string]> = [
  [true, '$compute', 'id as a,length(id) as größe'],
  [false, '$compute', 'id'],
  [false, '$compute', 'id as 0'],
  [true, '$expand', '*'],
  [true, '$expand', 'clientConfigurations($top=1)'],
  [false, '$expand', '0'],
  [true, '$format', 'application/json;odata.metadata=full']
]

onBothDatabases('query options', async (t, { app, call }) => {
  const document = app.swagger() as unknown as Document
  const { parameters = [] } = document.paths['/officeConfiguration']!['get']!
  for (const [taken, name, value] of options) {
    t.equal(allows(document, parameters.find(parameter => parameter.name === name)?.schema, value), taken, `${name}=${value}`)
    t.equal((await call('GET', `${OFFICE}?${name}=${encodeURIComponent(value)}`)).statusCode, taken ? 200 : 400, `${name}=${value}`)
  }
})

/** Of a configuration in a state. */
const stored: ReadonlyArray<readonly [boolean, object]> = [
  [true, { id: null, policyPayload: 'e30' }],
  [true, { policyPayload: { content: 'e30=', contentType: 'application/json' }, userPreferencePayload: null }],
  [false, { policyPayload: {} }],
  [false, { policyPayload: 'e' }],
  [false, { policyPayload: { content: '', contentType: '' } }],
  [false, { id: '' }],
  [false, { priority: undefined }]
]

onBothDatabases('states of the controls', async (t, { app }) => {
  const document = (await app.inject({ url: '/__admin/openapi.json' })).json<Document>()
  const schema = document.paths['/__admin/tenants/{tenant}/state']?.['put']?.requestBody?.content['application/json']?.schema
  for (const [taken, configuration] of stored) {
    const payload = { officeConfiguration: { clientConfigurations: [{ '@odata.type': WINDOWS, priority: 1, ...configuration }] } }
    t.equal(allows(document, schema, payload), taken, JSON.stringify(payload))
    const answer = await app.inject({ method: 'PUT', url: '/__admin/tenants/one/state', payload })
    t.equal(answer.statusCode, taken ? 200 : 400, `${JSON.stringify(configuration)} ${answer.body}`)
  }
})

onBothDatabases('each body says its type: a generated client that has one without sends whatever it is given', async (t, { app }) => {
  const documents = [app.swagger() as unknown as Document, (await app.inject({ url: '/__admin/openapi.json' })).json<Document>()]
  const operations = documents.flatMap(({ paths }) => Object.values(paths)).flatMap(path => Object.values(path))
  const bodies = operations.flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}))
  t.ok(bodies.length > 30)
  for (const { schema } of bodies) t.ok(['type', '$ref', 'allOf', 'anyOf', 'oneOf'].some(keyword => keyword in schema), JSON.stringify(schema).slice(0, 100))
})
