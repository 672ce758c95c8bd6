/** The documents in openapi/ are what the service serves, and what tools can read. */
import { readFileSync, readdirSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { openapiFiles } from '../../../src/http/openapi/openapi-documents.js'
import { errorCatalogue } from '../../../src/errors.js'
import { graphModel } from '../../../src/model/graph-model.js'
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
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>>, readonly responses: Readonly<Record<string, Response>> }
}

t.test('openapi/ is current', async t => {
  const files = await openapiFiles(await startService(t))
  t.same(readdirSync('openapi').sort(), [...files.keys()].sort())
  for (const [name, content] of files) t.equal(readFileSync(`openapi/${name}`, 'utf8'), content, `npm run openapi (${name})`)
})

t.test('the documents are served without a token', async t => {
  const app = await startService(t)
  const files = await openapiFiles(app)
  for (const [url, type, name] of [['/openapi.json', /^application\/json/, 'openapi-3.1.json'], ['/openapi-3.0.json', /^application\/json/, 'openapi-3.0.json']] as const) {
    const response = await app.inject({ url })
    t.match(response.headers['content-type'], type)
    t.same(response.json(), JSON.parse(files.get(name) ?? ''))
  }
  const yaml = await app.inject({ url: '/openapi.yaml' })
  t.match(yaml.headers['content-type'], /^application\/yaml/)
  t.equal(yaml.body, files.get('openapi-3.1.yaml'))
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
      for (const status of answers) t.ok(describe(operation.responses[status]), `${title} ${status}`)
      for (const status of Object.keys(operation.responses)) t.ok(Number(status) < 400 || statuses.has(status), `${title} ${status}`)
      for (const media of Object.values(operation.requestBody?.content ?? {})) t.ok(media.examples, title)
    }
  }
  t.end()
})
