/** Data Aggregation 4.0, section 3.2.1. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

function parse (text: string): unknown {
  const [first] = parseQueryOptions(`$apply=aggregate(${text})`).apply ?? []
  return first?.kind === 'aggregate' ? first.items : undefined
}

t.match(parse('Amount with sum as Total'), [{ expression: { kind: 'path' }, method: 'sum', from: [], alias: 'Total', position: 10 }])
t.match(parse('$count as N, a/$count as M'), [{ expression: { segments: [{ kind: 'count' }] }, alias: 'N' }, { expression: { segments: [{ name: 'a' }, { kind: 'count' }] }, alias: 'M' }])
t.match(parse('a mul b with COUNTDISTINCT as x'), [{ expression: { operator: 'mul' }, method: 'countdistinct' }])
t.match(parse('a with Ns.method as x'), [{ method: 'Ns.method' }])
t.match(parse('Ns.Type with Ns.method as x'), [{ expression: { segments: [{ name: 'Ns.Type' }] } }])
t.match(parse('Forecast'), [{ expression: { kind: 'path' }, method: undefined, alias: undefined }])
t.match(parse('a with sum from b,c/d with average from e with max as f'), [{ method: 'sum', from: [{ properties: [{ names: ['b'] }, { names: ['c', 'd'] }], method: 'average' }, { method: 'max' }], alias: 'f' }])
t.match(parse('Forecast from Time as f'), [{ from: [{ properties: [{ names: ['Time'] }], method: undefined }], alias: 'f' }])

const faults: ReadonlyArray<readonly [string, string]> = [
  ['', 'expected an expression at position 11, found ")".'],
  ['a with sum', 'expected "as" at position 21, found ")".'],
  ['$count', 'expected "as" at position 17, found ")".'],
  ['a with summ as b', 'expected an aggregation method at position 18, found "summ". Did you mean "sum"?'],
  ['a add 1 as b', 'expected "with" and an aggregation method at position 19, found "as".'],
  ['a with sum from b as c', 'expected "with" at position 29, found "as".'],
  ['a from b', 'expected "as" at position 19, found ")".'],
  ['a from b/Ns.Type as c', 'expected "/" and a property after the type name at position 28, found "as".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$apply: ${message}` }, text)
