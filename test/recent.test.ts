import t from 'tap'
import { createRecent } from '../src/recent.js'

t.test('the one unused for longest goes first', t => {
  const recent = createRecent<string, number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  t.equal(recent.get('a'), 1)
  recent.set('c', 3)
  t.equal(recent.get('b'), undefined)
  t.equal(recent.get('a'), 1)
  t.equal(recent.get('c'), 3)
  recent.set('a', 4)
  t.equal(recent.get('a'), 4)
  t.end()
})
