/** docs/operations.md: its model is served with its effects, and each of its requests is answered as it says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { blocksOf, readRequest } from './support/shown-requests.js'
import { startService } from './support/service.js'

const blocks = (language: string): readonly string[] => blocksOf('docs/operations.md', language)

t.test('the page works as it stands', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const files = [['shop.csdl.xml', 'xml'], ['shop.yaml', 'yaml'], ['shop.mjs', 'js']] as const
  const [model = '', ...operations] = files.map(([name, language]) => {
    writeFileSync(join(folder, name), blocks(language)[0] ?? '')
    return join(folder, name)
  })
  const app = await startService(t, { model, operations: operations.join(',') })
  const requests = blocks('http').map(readRequest)
  t.equal(requests.length, 7)
  const answers: string[] = []
  for (const { method, url, headers, body, status } of requests) {
    const response = await app.inject({ method: method as 'GET', url: encodeURI(url), headers, ...body === undefined ? {} : { payload: body } })
    t.equal(response.statusCode, status, `${method} ${url}: ${response.body}`)
    answers.push(response.body)
  }
  t.match(answers[1], '"Name":"hammer"')
  t.match(answers[2], '"value":17.5')
  t.match(answers[3], '"Name":"hammer"')
  t.match(answers[5], '"Price":21')
  t.match(answers[5], '"Stock":1')
  t.match(answers[6], '"code":"OutOfStock","message":"There are 1."')
})
