/** The printer and the parser are each other's inverse: random trees, printed and parsed, come back as they were. */
import assert from 'node:assert/strict'
import t from 'tap'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { printQueryOptions } from '../../../src/odata/url/print-options.js'
import { printExpression } from '../../../src/odata/url/print.js'
import { expression } from './arbitrary-expression.js'
import { queryOptions } from './arbitrary-options.js'
import { fc, runs, seed } from '../../support/property.js'

const numRuns = runs(2_000)
t.comment(`seed ${seed}, ${numRuns} runs each; PROPERTY_SEED and PROPERTY_RUNS choose others`)

/** A tree without positions, which printing moves. */
function withoutPositions (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPositions)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, withoutPositions(item)]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'position').map(([key, item]) => [key, withoutPositions(item)]))
}

const sameTree = (found: unknown, wanted: unknown): void => assert.deepStrictEqual(withoutPositions(found), withoutPositions(wanted))

t.doesNotThrow(() => fc.assert(fc.property(expression, wanted => {
  sameTree(parseExpression(printExpression(wanted), '$filter'), wanted)
}), { seed, numRuns }), 'an expression comes back')

t.doesNotThrow(() => fc.assert(fc.property(queryOptions, wanted => {
  sameTree({ ...parseQueryOptions(printQueryOptions(wanted)), raw: [] }, wanted)
}), { seed, numRuns }), 'a query string comes back')

const canonical: ReadonlyArray<readonly [string, string]> = [
  ['((a))', 'a'],
  ['(a and b) or c', 'a and b or c'],
  ['a and (b or c)', 'a and (b or c)'],
  ['a sub (b sub c)', 'a sub (b sub c)'],
  ['(a sub b) sub c', 'a sub b sub c'],
  ['NOT (a EQ b)', 'not (a eq b)'],
  ['(not a) eq b', 'not a eq b'],
  ['- 5', '- 5'],
  ['-(-5)', '--5'],
  ['-INFx', '-INFx'],
  ['- INF', '- INF'],
  ['a in ((b add 1))', 'a in (b add 1)'],
  ["a in ( 'x' )", "a in ('x')"],
  ['tolower( a )', 'tolower(a)'],
  ['tRUE', 'true'],
  ['@p/x', '@p/x'],
  ['case(a:1 , true : 2)', 'case(a : 1,true : 2)'],
  ['x/$count( filter=a )', 'x/$count($filter=a)']
]

for (const [text, wanted] of canonical) t.equal(printExpression(parseExpression(text, '$filter')), wanted, `${text} is printed ${wanted}`)
