/** The documents in openapi/ are what the service serves, and what tools can read. */
import { readFileSync, readdirSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { openapiFiles } from '../../../src/http/openapi/openapi-documents.js'
import { errorCatalogue } from '../../../src/errors.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { startService } from '../../support/service.js'

interface Response {
  readonly $ref?: string
  readonly description?: string
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly security: unknown
  readonly responses: Readonly<Record<string, Response>>
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples: object }>> }
}

interface Document {
  readonly openapi: string
  readonly servers: ReadonlyArray<{ readonly url: string, readonly variables?: Readonly<Record<string, { readonly default: string }>> }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>>, readonly responses: Readonly<Record<string, Response>> }
}

t.test('openapi/ is current', async t => {
  const files = await openapiFiles(await startService(t))
  t.same(readdirSync('openapi').sort(), [...files.keys()].sort())
  for (const [name, content] of files) t.equal(readFileSync(`openapi/${name}`, 'utf8'), content, `npm run openapi (${name})`)
})

const withoutServers = ({ servers: _servers, ...rest }: Document): object => rest

t.test('paths are below a service root, which the servers name: relative in what is served, absolute in the files', async t => {
  const app = await startService(t)
  const served = (await app.inject({ url: '/openapi.json' })).json<Document>()
  const file = JSON.parse(readFileSync('openapi/openapi-3.1.json', 'utf8')) as Document
  const roots = ['/beta', '/v1.0', '/t/{tenant}/beta']
  t.same(served.servers.map(({ url }) => url), roots)
  t.same(file.servers.map(({ url }) => url), roots.map(root => `http://127.0.0.1:3000${root}`))
  t.ok(Object.keys(file.paths).every(path => /^\/(officeConfiguration|\$batch|\$async)/.test(path)))
  for (const { url, variables = {} } of served.servers) {
    const root = url.replace(/\{(\w+)\}/, (_match, name: string) => variables[name]?.default ?? '')
    for (const path of Object.keys(file.paths).filter(path => !/[{$.]/.test(path))) {
      const response = await app.inject({ url: `${root}${path}`, headers: { authorization: 'Bearer any' } })
      t.ok(response.statusCode < 300, `${root}${path} ${response.statusCode}`)
    }
  }
  const { servers } = JSON.parse(readFileSync('openapi/controls-3.1.json', 'utf8')) as Document
  t.same(servers.map(({ url }) => url), ['http://127.0.0.1:3000'])
})

t.test('the documents are served without a token', async t => {
  const app = await startService(t)
  const files = await openapiFiles(app)
  for (const [url, type, name] of [['/openapi.json', /^application\/json/, 'openapi-3.1.json'], ['/openapi-3.0.json', /^application\/json/, 'openapi-3.0.json']] as const) {
    const response = await app.inject({ url })
    t.match(response.headers['content-type'], type)
    t.same(withoutServers(response.json()), withoutServers(JSON.parse(files.get(name) ?? '') as Document))
  }
  const yaml = await app.inject({ url: '/openapi.yaml' })
  t.match(yaml.headers['content-type'], /^application\/yaml/)
  t.same(withoutServers(parse(yaml.body) as Document), withoutServers(parse(files.get('openapi-3.1.yaml') ?? '') as Document))
  const page = await app.inject({ url: '/docs' })
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-type'], /^text\/html/)
  t.equal((await app.inject({ url: '/docs/static/swagger-ui-bundle.js' })).statusCode, 200)
})

t.test('both versions say the same', t => {
  const read = (name: string): Document => JSON.parse(readFileSync(`openapi/${name}`, 'utf8')) as Document
  const current = read('openapi-3.1.json')
  const older = read('openapi-3.0.json')
  t.equal(current.openapi, '3.1.0')
  t.equal(older.openapi, '3.0.3')
  t.same(Object.keys(older.paths), Object.keys(current.paths))
  t.same(Object.keys(older.components.schemas), Object.keys(current.components.schemas))
  t.same(parse(readFileSync('openapi/openapi-3.1.yaml', 'utf8')), current)
  t.same(parse(readFileSync('openapi/openapi-3.0.yaml', 'utf8')), older)
  t.notMatch(JSON.stringify(older), /"type":\[|"type":"null"/, 'no type of 3.1 is left')
  t.end()
})

t.test('every type of the model is a component, and every reference leads somewhere', t => {
  const text = readFileSync('openapi/openapi-3.1.json', 'utf8')
  const { components } = JSON.parse(text) as Document
  for (const name of graphModel.types.keys()) t.ok(components.schemas[name], name)
  for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(schemas|responses)\/([^"]+)"/g)) t.ok(components[kind as 'schemas' | 'responses'][name], `${kind} ${name}`)
  t.end()
})

t.test('every operation is described, with every error it can answer with', t => {
  const { paths, components } = JSON.parse(readFileSync('openapi/openapi-3.1.json', 'utf8')) as Document
  const describe = ({ $ref, description }: Response = {}): string | undefined => description ?? components.responses[$ref?.replace('#/components/responses/', '') ?? '']?.description
  const statuses = new Set(Object.values(errorCatalogue).map(({ status }) => String(status)))
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const title = `${method} ${path}`
      t.ok(operation.operationId && operation.summary && operation.description && operation.security, title)
      const answers = operation.operationId === 'batch_Send' ? ['400', '401', '406', '413', '415', '500', '503'] : ['400', '401', '403', '406', '412', '500', '501', '503']
      const described = ['4XX', '5XX'].flatMap(range => describe(operation.responses[range])?.match(/\d{3}/g) ?? [])
      for (const status of answers) t.ok(described.includes(status), `${title} ${status}`)
      for (const status of described) t.ok(statuses.has(status), `${title} ${status}`)
      for (const media of Object.values(operation.requestBody?.content ?? {})) t.ok(media.examples, title)
    }
  }
  t.end()
})
