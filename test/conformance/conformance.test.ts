/**
 * The conformance table is current, complete, and names tests that are there; whether they pass is their own affair, and that of `npm run
 * conformance`.
 */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { CONFORMANCE_LEVEL } from '../../src/odata/metadata/features.js'
import { parts } from './clauses.js'
import { partsOf, writeDocument } from './document.js'
import { isMust, judge, levelReached } from './verdict.js'

const everyTestPasses = (): boolean => true
const clauses = parts.flatMap(part => part.clauses)
const verdicts = judge(parts, everyTestPasses)

/** The titles of a file's tests, read off its text. */
const titlesOf = (file: string): ReadonlySet<string> => new Set([...readFileSync(file, 'utf8').matchAll(/\b(?:onBothDatabases|t\.test|suite)\('((?:[^'\\]|\\.)*)'/g)].map(([, title = '']) => title.replace(/\\(.)/g, '$1')))

t.test('docs/conformance.md is what the clauses say', t => {
  t.equal(readFileSync('docs/conformance.md', 'utf8'), writeDocument(parts, everyTestPasses), 'npm run conformance writes it')
  t.end()
})

t.test('every test that is named is there', t => {
  for (const { clause, claim } of clauses) {
    if (claim.kind === 'follows') continue
    if (claim.kind === 'shown') t.ok(claim.shownBy.length > 0, `${clause} has a test`)
    else t.ok(claim.reason.length > 20, `${clause} has a reason`)
    for (const { file, title } of claim.shownBy) t.ok(existsSync(file) && titlesOf(file).has(title), `${clause}: ${file}: ${title}`)
  }
  t.end()
})

const reference = '../shared/spec/conformance-clauses.md'

t.test('no clause is missing', { skip: existsSync(reference) ? false : 'the list of the clauses is absent' }, t => {
  const rows = [...readFileSync(reference, 'utf8').matchAll(/^\| ((?:P|JSON-)[\w.-]+) \| ([^|]+) \| ([^|]+) \| (.*) \|$/gm)].map(([, ...cells]) => cells)
  t.ok(rows.length > 150)
  t.same(clauses.map(({ clause, level, force, requirement }) => [clause, level, force, requirement]), rows)
  t.end()
})

t.test('no MUST of minimal and intermediate is unmet', t => {
  for (const clause of clauses.filter(clause => clause.level !== 'advanced' && isMust(clause))) t.not(verdicts.get(clause.clause), 'not met', clause.clause)
  t.end()
})

t.test('the metadata announces the level of both versions', t => {
  for (const prefix of ['P13.1', 'P13.2']) t.equal(levelReached(partsOf(parts, prefix), verdicts), CONFORMANCE_LEVEL.toLowerCase(), prefix)
  t.end()
})

t.test('a test that fails takes its clause, and what follows from it, with it', t => {
  const failing = judge(parts, ({ title }) => title !== '5.3 parameter aliases')
  t.match([failing.get('P13.1.2-7.2'), failing.get('P13.1.2-7.1'), failing.get('P13.1.3-1'), failing.get('P13.2.2-2'), failing.get('P13.2.1-1')], ['not met', 'met', 'not met', 'not met', 'met'])
  t.equal(levelReached(partsOf(parts, 'P13.1'), failing), 'minimal')
  t.match(writeDocument(parts, ({ title }) => title !== '5.3 parameter aliases'), '**failed or not found: `test/features/filter.test.ts`: "5.3 parameter aliases"**')
  t.end()
})
