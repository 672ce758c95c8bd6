// npm run conformance: runs the tests that the clauses in test/conformance name, on both databases, and writes docs/conformance.md from
// how they went.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { TREE, buildTests } from './build-tests.mjs'

await buildTests()
const { parts } = await import(`../${TREE}/test/conformance/clauses.js`)
const { writeDocument } = await import(`../${TREE}/test/conformance/document.js`)

const DATABASES = ['sqlite', 'postgresql']

/** What tap prints, as TAP. */
async function runTests (files) {
  const child = spawn(process.execPath, ['scripts/test.mjs', '--reporter=tap', ...files], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks = []
  for await (const chunk of child.stdout) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Whether each titled test passed, by file and title. A test that was skipped shows nothing. */
function readResults (tap) {
  const results = new Map()
  let file = ''
  for (const line of tap.split('\n')) {
    file = /^(?:# Subtest: |(?:not )?ok \d+ - )(test\/\S+\.ts)/.exec(line)?.[1] ?? file
    const [, failed, rest] = /^ {4}(not )?ok \d+ - (.*)$/.exec(line) ?? []
    if (rest === undefined) continue
    const title = rest.replace(/ # time=.*$/, '').replace(/ \{$/, '').replace(/\\([#\\])/g, '$1')
    results.set(`${file}: ${title}`, failed === undefined && !/(?<!\\)# (?:SKIP|TODO)/i.test(rest))
  }
  return results
}

const evidence = parts.flatMap(({ clauses }) => clauses).flatMap(({ claim }) => claim.shownBy ?? [])
const results = readResults(await runTests([...new Set(evidence.map(({ file }) => file))].sort()))
const passed = ({ file, title }) => {
  const alone = results.get(`${file}: ${title}`)
  return alone ?? DATABASES.every(name => results.get(`${file}: ${title} (${name})`) === true)
}
writeFileSync('docs/conformance.md', writeDocument(parts, passed))
const failures = new Set(evidence.filter(one => !passed(one)).map(({ file, title }) => `${file}: ${title}`))
for (const failure of failures) console.error(`failed or not found: ${failure}`)
console.log(`docs/conformance.md: ${new Set(evidence.map(({ file, title }) => `${file}: ${title}`)).size} tests named, ${failures.size} failed or not found`)
process.exit(failures.size === 0 ? 0 : 1)
