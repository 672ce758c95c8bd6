/** A text is known from its second time on, as long as few others came between. */
import t from 'tap'
import { createSeenBefore } from '../../src/pipeline/seen-before.js'

t.test('a text that comes again', t => {
  const seen = createSeenBefore(2)
  t.strictSame(['a', 'a', 'b', 'a', 'b'].map(seen), [false, true, false, true, true])
  t.strictSame(['c', 'd', 'c', 'e', 'f', 'g', 'a'].map(seen), [false, false, true, false, false, false, false], 'and after many others')
  t.end()
})
