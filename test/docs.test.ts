/** README and docs are true: requests give the answers shown, tables are those of the program, links lead somewhere. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { errorCatalogue } from '../src/errors.js'
import { flagOf, settings, variableOf } from '../src/settings.js'
import { startService } from './support/service.js'

const readme = readFileSync('README.md', 'utf8')
const pages = existsSync('docs') ? readdirSync('docs').filter(name => name.endsWith('.md')).map(name => join('docs', name)) : []
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...existsSync('src/odata/README.md') ? ['src/odata/README.md'] : [], ...pages]

interface Command {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** The part of curl that the README uses. */
function parseCurl (text: string): Command {
  const words = [...text.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double?.replace(/\\(.)/g, '$1') ?? bare ?? '')
  const query: string[] = []
  const headers: Record<string, string> = {}
  let [method, url, body]: [string, string, string | undefined] = ['GET', '', undefined]
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '-i' || word === '-s' || word === '-G') continue
    if (word === '-X') method = words[++index] ?? ''
    else if (word === '-d') body = words[++index]
    else if (word === '--data-urlencode') query.push((words[++index] ?? '').replace(/=(.*)$/s, (_match, value: string) => `=${encodeURIComponent(value)}`))
    else if (word === '-H') {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(words[++index] ?? '') ?? []
      headers[name.toLowerCase()] = value
    } else if (word.startsWith('http')) url = word
    else throw new Error(`the README uses an option of curl that this test does not know: ${word}`)
  }
  return { method, url: query.length === 0 ? url : `${url}?${query.join('&')}`, headers, body }
}

/** Ids and dates are new each time; the id of the reference page is not. */
const timeless = (text: string): string => text
  .replace(/"innerError":\{[^}]*\}/g, '"innerError":{}')
  .replace(/"((?:client-)?request-id)":"[^"]*"/g, '"$1":"…"')
  .replace(/("id":"|(?:clientConfigurations|assignments)\(')(?!c6fcd2c7-)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '$1')

/** A page's requests are made in its order, of a service of its own. */
async function runExamples (t: Test, text: string): Promise<number> {
  const app = await startService(t, { journalSize: 1000 })
  const examples = [...text.matchAll(/```sh\n(curl [^`]*)```\s+(?:[^`]*?)```(json|http)\n([^`]*)```/g)]
  for (const [, command = '', kind, shown = ''] of examples) {
    const { method, url, headers, body } = parseCurl(command)
    const { host, pathname, search } = new URL(url)
    const response = await app.inject({ method: method as 'GET', url: pathname + search, headers: { ...headers, host }, ...body === undefined ? {} : { payload: body } })
    if (kind === 'json') {
      t.equal(timeless(JSON.stringify(JSON.parse(response.body))), timeless(JSON.stringify(JSON.parse(shown))), url)
    } else {
      const [status = '', ...lines] = shown.trim().split('\n')
      t.match(status, String(response.statusCode))
      for (const line of lines) {
        const [, name = '', value] = /^([^:]+): (.*)$/.exec(line) ?? []
        t.equal(response.headers[name], value, line)
      }
    }
  }
  return examples.length
}

t.test('each request of the README gives the answer it shows', async t => {
  t.ok(await runExamples(t, readme) >= 2)
})

for (const page of pages) {
  t.test(`each request of ${page} gives the answer it shows`, async t => { await runExamples(t, readFileSync(page, 'utf8')) })
}

t.test('the README is short', t => {
  t.ok(readme.split('\n').length <= 120)
  t.end()
})

t.test('the index names every page', t => {
  const index = readFileSync('docs/README.md', 'utf8')
  for (const page of readdirSync('docs').filter(name => name !== 'README.md' && name.endsWith('.md'))) t.ok(index.includes(`](${page}`), page)
  t.end()
})

t.test('the table of errors', t => {
  const page = readFileSync('docs/errors.md', 'utf8')
  for (const { status, code, when } of Object.values(errorCatalogue)) t.ok(page.includes(`| ${status} | \`${code}\` | ${when} |\n`), code)
  const rows = page.slice(page.indexOf('| Status | Code |')).match(/^\| \d+ \|.*$/gm) ?? []
  t.equal(rows.length, Object.keys(errorCatalogue).length, 'and no more')
  t.end()
})

t.test('the table of settings', t => {
  const page = readFileSync('docs/settings.md', 'utf8')
  for (const [name, { schema }] of Object.entries(settings)) {
    const [flag, env] = [flagOf(name), variableOf(name)]
    const value = String(schema.default) === '' ? '' : `\`${String(schema.default)}\``
    t.ok(page.includes(`| \`--${flag}\` | \`${env}\` | ${value} | ${schema.description} |\n`), env)
  }
  t.equal((page.match(/^\| `--/gm) ?? []).length, Object.keys(settings).length, 'and no more')
  t.end()
})

t.test('links and commands', t => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const name of documents) {
    const text = readFileSync(name, 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) t.ok(existsSync(join(dirname(name), target)), `${name}: ${target}`)
    for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?([a-z]+)/g)) t.ok(scripts[script], `${name}: npm run ${script}`)
    for (const [, path = ''] of text.matchAll(/`((?:src|test|prisma|openapi|scripts|bench)\/[\w./-]+)`/g)) t.ok(existsSync(path), `${name}: ${path}`)
  }
  t.end()
})
