import t from 'tap'
import type { AnnotationExpression } from '../../../src/edm/types.js'
import { conditionText } from '../../../src/odata/restrictions/condition-text.js'

const path = (value: string): AnnotationExpression => ({ kind: 'path', value })
const int = (value: string): AnnotationExpression => ({ kind: 'int', value })
const text = (value: string): AnnotationExpression => ({ kind: 'string', value })
const apply = (name: string, ...given: AnnotationExpression[]): AnnotationExpression => ({ kind: 'apply', function: name, arguments: given, annotations: [] })

t.test('an expression of an annotation as one of a URL', async t => {
  const both = { left: path('A'), right: int('3'), annotations: [] }
  const cases: ReadonlyArray<readonly [AnnotationExpression, string]> = [
    [{ kind: 'le', ...both }, '(P/A le 3)'],
    [{ kind: 'divBy', ...both }, '(P/A divby 3)'],
    [{ kind: 'not', operand: path('B/$count'), annotations: [] }, 'not (P/B/$count)'],
    [{ kind: 'neg', operand: int('1'), annotations: [] }, '-(1)'],
    [text("it's"), "'it''s'"],
    [{ kind: 'duration', value: 'PT1S' }, "duration'PT1S'"],
    [{ kind: 'enumMember', type: 'N.E', members: ['N.E/A', 'N.E/B'] }, "N.E'A,B'"],
    [{ kind: 'in', left: path('A'), right: { kind: 'collection', items: [int('1'), { kind: 'null', annotations: [] }] }, annotations: [] }, '(P/A in (1,null))'],
    [apply('odata.concat', text('a'), path('A'), text('b')), "concat('a',concat(P/A,'b'))"],
    [apply('odata.now'), 'now()'],
    [{ kind: 'if', condition: { kind: 'boolean', value: true }, then: int('1'), else: int('2'), annotations: [] }, 'case(true:1,true:2)'],
    [{ kind: 'isOf', operand: path('A'), typeName: 'N.T', collection: false, facets: {}, annotations: [] }, 'isof(P/A,N.T)'],
    [{ kind: 'cast', operand: path('A'), typeName: 'Edm.Int32', collection: false, facets: {}, annotations: [] }, 'cast(P/A,Edm.Int32)']
  ]
  for (const [expression, expected] of cases) t.equal(conditionText(expression, 'P/'), expected)
})

t.test('what no URL can say', async t => {
  const reference: AnnotationExpression = { kind: 'labeledElementReference', name: 'N.L' }
  t.equal(conditionText(undefined, ''), undefined)
  t.equal(conditionText(reference, ''), undefined)
  t.equal(conditionText({ kind: 'and', left: path('A'), right: apply('odata.contains', path('B'), reference), annotations: [] }, ''), undefined)
  t.equal(conditionText({ kind: 'if', condition: path('A'), then: int('1'), else: undefined, annotations: [] }, ''), undefined)
})
