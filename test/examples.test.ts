/** The examples run, and the documents show them as they are. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { parse } from 'yaml'
import { runCommand } from './support/process.js'

const require = createRequire(import.meta.url)
const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(name => statSync(join('examples', name)).isFile())
const pages = readdirSync('docs').filter(name => name.endsWith('.md')).map(name => join('docs', name))

/** Runs an example of a test runner; none of this run's own settings of tap's reach it. */
async function runTests (...args: readonly string[]): Promise<string> {
  const { PATH, HOME } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [...args], { env: { PATH, HOME, NO_COLOR: '1' } })
  return stdout
}

t.test('node:test', async t => {
  t.match(await runTests('--test', '--test-reporter=tap', 'examples/node-test.mjs'), /# pass 1\n# fail 0/)
  t.match(await runTests('--test', '--test-reporter=tap', 'examples/steering.mjs'), /# pass 2\n# fail 0/)
  t.match(await runTests('--test', '--test-reporter=tap', 'examples/own-model.mjs'), /# pass 2\n# fail 0/)
})

t.test('tap', async t => {
  t.match(await runTests('examples/tap.mjs'), '# { total: 1, pass: 1 }')
})

t.test('vitest', async t => {
  t.match(await runTests(join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs'), 'run', 'examples/vitest.test.mjs'), /Tests +1 passed/)
})

t.test('Jest, around it and with a global set-up', async t => {
  const jest = [process.execPath, join(dirname(require.resolve('jest/package.json')), 'bin/jest.js'), '--rootDir=examples/jest']
  const around = await runCommand(['exec', '--', ...jest, '--config={"testMatch":["**/exec.test.cjs"]}'])
  t.match(around, { code: 0, stderr: /Tests: +1 passed, 1 total/ })
  const { PATH, HOME } = process.env
  const [program = '', ...args] = jest
  const { stderr } = await promisify(execFile)(program, [...args, '--config=examples/jest/jest.config.cjs'], { env: { PATH, HOME, NO_COLOR: '1' } })
  t.match(stderr, /Tests: +2 passed, 2 total/)
})

t.test('programs under exec', async t => {
  const cases: ReadonlyArray<readonly [string, readonly string[], string]> = [
    ['graph-client.mjs', ['--tls', '--auth', 'jwt'], '15 users failed to check in\n'],
    ['graph-client-http.mjs', [], '15 users failed to check in\n'],
    ['msal.mjs', ['--tls', '--auth', 'jwt'], '200\n200\n'],
    ['identity-endpoint.mjs', ['--auth', 'jwt'], '200 401 Access token validation failure. Invalid signature.\n']
  ]
  for (const [name, flags, stdout] of cases) {
    t.match(await runCommand(['exec', ...flags, '--', process.execPath, `examples/${name}`]), { code: 0, stdout }, name)
    t.ok(readFileSync(`examples/${name}`, 'utf8').startsWith(`// graph-office-emulator exec ${[...flags, '--'].join(' ')} node ${name}\n`), 'and says how to run it')
  }
})

t.test('the workflow runs the tests under exec', t => {
  const { jobs } = parse(readFileSync('examples/github-actions.yml', 'utf8')) as { jobs: { test: { steps: ReadonlyArray<{ run?: string }> } } }
  t.match(jobs.test.steps.at(-1)?.run, /^npx graph-office-emulator exec .*-- npm test$/)
  t.end()
})

t.test('each example is in a document, word for word', t => {
  const text = pages.map(page => readFileSync(page, 'utf8')).join('\n')
  for (const name of examples) t.ok(text.includes(`\`examples/${name}\``) && text.includes(`\n${readFileSync(`examples/${name}`, 'utf8').trimEnd()}\n\`\`\``), name)
  t.end()
})

t.test('links between the documents lead somewhere', t => {
  for (const page of pages) {
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)) t.ok(existsSync(join(dirname(page), target)), `${page}: ${target}`)
  }
  t.end()
})
