/** RFC 6901, section 5: the document and the pointers of its examples. */
import t from 'tap'
import { lookUp, parsePointer } from '../../../../src/admin/faults/template/json-pointer.js'

const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'g|h': 4, 'i\\j': 5, 'k"l': 6, ' ': 7, 'm~n': 8 }
const at = (pointer: string): unknown => lookUp(document, parsePointer(pointer)!)

t.test('the examples', t => {
  const examples: ReadonlyArray<readonly [pointer: string, value: unknown]> = [
    ['', document], ['/foo', ['bar', 'baz']], ['/foo/0', 'bar'], ['/', 0], ['/a~1b', 1], ['/c%d', 2], ['/e^f', 3], ['/g|h', 4],
    ['/i\\j', 5], ['/k"l', 6], ['/ ', 7], ['/m~0n', 8]
  ]
  for (const [pointer, value] of examples) t.same(at(pointer), value, pointer)
  t.end()
})

t.test('what leads nowhere', t => {
  for (const pointer of ['/bar', '/foo/2', '/foo/00', '/foo/-', '/foo/-1', '/foo/length', '/foo/0/0', '/constructor', '/foo/map', '/a~1b/x']) {
    t.equal(at(pointer), undefined, pointer)
  }
  t.equal(lookUp({ '~1': 'x' }, parsePointer('/~01')!), 'x', '~01 is ~1, not /')
  t.end()
})

t.test('what is not a pointer', t => {
  for (const text of ['foo', 'foo/0', '/~', '/~2', '/a~']) t.equal(parsePointer(text), undefined, text)
  t.end()
})
