/** `docs/limits.md` says what `limits.ts` does, and nothing else. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { limits } from '../../src/base/limits.js'
import { settings, variableOf } from '../../src/settings.js'

const page = readFileSync('docs/limits.md', 'utf8')

t.test('every limit is on the page', t => {
  for (const [name, { most, of, status }] of Object.entries(limits)) {
    t.ok(page.includes(`\n| ${of} | ${most.toLocaleString('en')} | ${status} |\n`), name)
  }
  t.equal((page.match(/\| (400|409|413|431|cut off|at once) \|$/gm) ?? []).length, Object.keys(limits).length, 'and no other')
  t.end()
})

t.test('the settings on the page are as they are', t => {
  const shown = Object.entries(settings).filter(([name]) => page.includes(`\n| \`${variableOf(name)}\` |`))
  for (const [name, { schema }] of shown) {
    t.ok(page.includes(`\n| \`${variableOf(name)}\` | ${Number(schema.default).toLocaleString('en')} | ${String(schema.description)} |\n`), name)
  }
  t.ok(shown.length >= 6)
  t.end()
})
