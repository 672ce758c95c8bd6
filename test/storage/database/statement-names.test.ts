import t from 'tap'
import { createStatementNames } from '../../../src/storage/database/statement-names.js'

t.test('a text has a name from the second time on, its own', t => {
  const nameOf = createStatementNames(10)
  const names = ['a', 'b', 'a', 'a', 'b'].map(sql => nameOf({ sql }))
  t.same(names, ['', '', 's1', 's1', 's2'])
  t.end()
})

t.test('texts that come once leave the names of others alone', t => {
  const nameOf = createStatementNames(3)
  nameOf({ sql: 'read' })
  const name = nameOf({ sql: 'read' })
  for (let rows = 0; rows < 100; rows++) t.equal(nameOf({ sql: `write ${rows}` }), '')
  t.equal(nameOf({ sql: 'read' }), name)
  t.end()
})

t.test('no more names than asked for, of those that came last', t => {
  const nameOf = createStatementNames(2)
  const twice = (sql: string): string => [nameOf({ sql }), nameOf({ sql })].at(-1) ?? ''
  t.same(['a', 'b', 'c'].map(twice), ['s1', 's2', 's3'])
  t.equal(nameOf({ sql: 'c' }), 's3')
  t.equal(nameOf({ sql: 'a' }), '', 'it has been forgotten')
  t.equal(nameOf({ sql: 'a' }), 's4', 'and is another one: the server still knows it by its old name')
  const many = createStatementNames(Number.MAX_SAFE_INTEGER)
  t.same(['a', 'a'].map(sql => many({ sql })), ['', 's1'], 'however many are asked for')
  const none = createStatementNames(0)
  t.same(['a', 'a', 'a'].map(sql => none({ sql })), ['', '', ''])
  t.end()
})
