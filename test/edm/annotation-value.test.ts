/** Constants of annotations as JavaScript's own; everything else has no value. */
import t from 'tap'
import { countOf, itemsOf, memberOf, pathsOf, recordOf, textOf, textsOf, truthOf } from '../../src/edm/annotation-value.js'
import type { AnnotationExpression } from '../../src/edm/types.js'

const text = (value: string): AnnotationExpression => ({ kind: 'string', value })
const list = (...items: readonly AnnotationExpression[]): AnnotationExpression => ({ kind: 'collection', items })

t.test('a kind of value, or nothing', t => {
  const path: AnnotationExpression = { kind: 'path', value: 'Name' }
  const record: AnnotationExpression = { kind: 'record', type: undefined, annotations: [], properties: [{ name: 'A', value: text('b'), annotations: [] }] }
  t.equal(textOf(text('a')), 'a')
  t.equal(textOf(path), undefined, 'what only an instance has')
  t.same(textsOf(list(text('a'), path, text('b'))), ['a', 'b'])
  t.equal(textsOf(text('a')), undefined)
  t.same(itemsOf(list(path)), [path])
  t.equal(truthOf({ kind: 'boolean', value: false }), false)
  t.equal(truthOf(undefined), undefined)
  t.equal(textOf(memberOf(recordOf(record), 'A')), 'b')
  t.equal(memberOf(recordOf(text('a')), 'A'), undefined)
  t.end()
})

t.test('whole numbers and paths', t => {
  t.equal(countOf({ kind: 'int', value: '-1' }), -1)
  t.equal(countOf({ kind: 'int', value: '99999999999999999999' }), undefined, 'more than can be counted')
  t.equal(countOf({ kind: 'decimal', value: '1' }), undefined)
  t.same(pathsOf(list({ kind: 'propertyPath', value: 'A' }, { kind: 'navigationPropertyPath', value: 'B' }, text('C'), { kind: 'int', value: '1' })), ['A', 'B', 'C'])
  t.equal(pathsOf(undefined), undefined)
  t.end()
})
