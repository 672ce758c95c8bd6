/** The requests for editors and for Postman are those of the documents, and can be sent. */
import { readFileSync } from 'node:fs'
import t from 'tap'
// @ts-expect-error a script without types
import { requestFiles } from '../../scripts/requests.mjs'
import { startService } from '../support/service.js'

const files = requestFiles() as ReadonlyArray<readonly [path: string, text: string]>

t.test('they are current', t => {
  for (const [path, text] of files) t.equal(readFileSync(path, 'utf8'), text, `${path}: npm run openapi`)
  t.end()
})

interface Item {
  readonly name: string
  readonly request: { readonly method: 'GET', readonly url: string, readonly header: ReadonlyArray<{ readonly value: string }>, readonly body?: { readonly raw: string } }
}

t.test('each request of the collection is accepted, in its order', async t => {
  const app = await startService(t)
  const { item: groups } = JSON.parse(files[1]![1]) as { item: ReadonlyArray<{ readonly name: string, readonly item: readonly Item[] }> }
  const items = groups.find(({ name }) => name === 'officeConfiguration')!.item
  t.ok(items.length > 40)
  const variables: Record<string, string> = {}
  for (const { name, request: { method, url, header, body } } of items) {
    const path = url.replace('{{url}}', '').replace(/\{\{(\w+)\}\}/g, (_match, variable: string) => variables[variable] ?? 'none')
    const type = header[0]?.value
    const headers = { authorization: 'Bearer any-word', ...type === undefined ? {} : { 'content-type': type } }
    const response = await app.inject({ method, url: path, headers, ...body === undefined ? {} : { payload: body.raw } })
    // What was never written is missing, and the ids in examples are those of another service.
    const missing = response.statusCode === 404 || response.body.includes('contains no entity with the id')
    t.ok(response.statusCode < 400 || missing, `${name}: ${method} ${path} ${response.statusCode} ${response.statusCode >= 400 ? response.body : ''}`)
    const { id } = response.statusCode === 201 ? response.json<{ id: string }>() : { id: undefined }
    if (id !== undefined) variables[path.endsWith('/assignments') ? 'configurationAssignmentId' : 'configurationId'] ??= id
  }
})
