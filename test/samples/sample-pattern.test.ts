/** Texts that a pattern matches, whatever is in it. */
import t from 'tap'
import { chance } from '../../src/samples/chance.js'
import { samplePattern } from '../../src/samples/sample-pattern.js'

t.test('what is made is matched by ECMAScript too', t => {
  const patterns = ['^[A-Z]{2}-\\d{1,4}$', '^(?:amber|teal)+$', '^\\+?[0-9 ]{7,12}$', 'a', '^$', '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', '^\\w{3,}\\b', '[\\u4e00-\\u9fff]{2}', '^.{5}$']
  for (const pattern of patterns) {
    for (let seed = 0; seed < 20; seed++) {
      const text = samplePattern(pattern, salt => chance(seed, 1, salt), 40)
      t.ok(text !== undefined && new RegExp(pattern, 'u').test(text) && text.length <= 40, `${pattern}: ${String(text)}`)
    }
  }
  t.end()
})

t.test('nothing, where nothing is found: too short, or no pattern at all', t => {
  t.equal(samplePattern('^a{30}$', () => 0.5, 10), undefined)
  t.equal(samplePattern('(?=a)b', () => 0.5, 10), undefined)
  t.equal(samplePattern('(', () => 0.5, 10), undefined)
  t.end()
})
