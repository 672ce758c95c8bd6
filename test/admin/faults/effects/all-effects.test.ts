/** Each effect is a file, is in the list, and stands in the documentation. */
import { readFileSync, readdirSync } from 'node:fs'
import t from 'tap'
import { allEffects, definitionOf } from '../../../../src/admin/faults/effects/all-effects.js'
import type { Effect } from '../../../../src/admin/faults/effects/all-effects.js'

const kinds: readonly string[] = allEffects.map(({ schema }) => schema.properties.kind.const)

t.test('every file of an effect is listed, under its own name', t => {
  const files = readdirSync('src/admin/faults/effects').flatMap(name => /^(.*)-effect\.ts$/.exec(name)?.[1] ?? [])
  t.same([...kinds].sort(), files.filter(name => name !== 'define').sort())
  for (const definition of allEffects) t.ok(/\w+ \w+/.test(definition.schema.description ?? ''), definition.schema.properties.kind.const)
  t.end()
})

t.test('an effect finds its definition', t => {
  for (const { schema, apply } of allEffects) t.equal(definitionOf({ kind: schema.properties.kind.const } as Effect).apply, apply)
  t.end()
})

t.test('docs/faults.md has a row for each, with its parameters in x-fault', t => {
  const rows = [...readFileSync('docs/faults.md', 'utf8').matchAll(/^\| `(\w+)` \| (.*) \| ?(.*?) ?\|$/gm)]
  t.same(rows.map(([, kind]) => kind), kinds)
  for (const { schema, header } of allEffects) {
    const kind = schema.properties.kind.const
    const documented = rows.find(row => row[1] === kind)?.[3] ?? ''
    t.same([...documented.matchAll(/`([\w-]+)`/g)].map(([, name]) => name), Object.keys(header?.parameters ?? {}), kind)
  }
  t.end()
})
