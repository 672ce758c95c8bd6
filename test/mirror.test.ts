/**
 * A file that decides something has a test of its own, at its own path below `test`. What has none stands in `mirror-exceptions.ts`, with
 * what holds it instead: a new file that decides fails here until it has a test, or a reason.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { held } from './mirror-exceptions.js'

/** Branches from which on a file decides. */
const DECIDES = 10

const mirrorOf = (source: string): string => source.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')

/** Branches in code; what stands in comments does not count. */
function branchesIn (text: string): number {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  return code.match(/\bif \(|\bwhile \(|\bcase |&&|\|\||\?\?| \? /g)?.length ?? 0
}

const deciding = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(name => join('src', name)).filter(name => name.endsWith('.ts'))
  .filter(name => branchesIn(readFileSync(name, 'utf8')) >= DECIDES)
const excused = held.flatMap(({ folder, files }) => files.map(name => `${folder}/${name}.ts`))

t.test('every file that decides has a test of its own, or a reason', t => {
  t.same(deciding.filter(name => !existsSync(mirrorOf(name)) && !excused.includes(name)).sort(), [])
  t.end()
})

t.test('no reason is for a file that is gone, or has a test by now', t => {
  t.same(excused.filter(name => !existsSync(name) || existsSync(mirrorOf(name))), [])
  t.same(excused.filter((name, index) => excused.indexOf(name) < index), [], 'nor given twice')
  t.end()
})

t.test('what holds them is there', t => {
  for (const { by, why, folder } of held) {
    t.ok(by.length > 0 && /\w \w/.test(why), folder)
    for (const name of by) t.ok(existsSync(join('test', name)), `${folder}: ${name}`)
  }
  t.end()
})

t.test('branches are counted in code', t => {
  t.equal(branchesIn('// if (a) b ?? c\n/* case 1: */ const text = one'), 0)
  t.equal(branchesIn('if (a && b) { return c ?? (d ? e : f) }\nswitch (g) { case 1: while (h || i) j() }'), 7)
  t.end()
})
