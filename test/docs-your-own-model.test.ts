/** docs/your-own-model.md: its model is served, and each of its requests is answered as it says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startService } from './support/service.js'

const page = readFileSync('docs/your-own-model.md', 'utf8')
const blocks = (language: string): readonly string[] => [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'gs'))].map(([, text = '']) => text)

interface Shown {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly status: number
}

/** `METHOD URL`, headers, a body, and the status, with empty lines between. */
function readRequest (block: string): Shown {
  const [head = '', ...rest] = block.split('\n\n')
  const [line = '', ...headers] = head.split('\n')
  const [method = '', ...url] = line.split(' ')
  const status = Number(rest.at(-1))
  return { method, url: url.join(' '), headers: Object.fromEntries(headers.map(header => header.split(': '))) as Record<string, string>, body: rest.length > 1 ? rest[0] : undefined, status }
}

t.test('the page works as it stands', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const [csdl = ''] = blocks('xml')
  writeFileSync(join(folder, 'library.csdl.xml'), csdl)
  const app = await startService(t, { model: join(folder, 'library.csdl.xml') })
  const requests = blocks('http').map(readRequest)
  t.ok(requests.length >= 4)
  const answers: string[] = []
  for (const { method, url, headers, body, status } of requests) {
    const response = await app.inject({ method: method as 'GET', url: encodeURI(url), headers, ...body === undefined ? {} : { payload: body } })
    t.equal(response.statusCode, status, `${method} ${url}: ${response.body}`)
    answers.push(response.body)
  }
  t.match(answers[1], '"@odata.count":1')
  t.match(answers[1], '"Price":12.50')
  t.match(answers[2], '"Publisher":{"Name":"Cotta","City":"Stuttgart"}')
})
