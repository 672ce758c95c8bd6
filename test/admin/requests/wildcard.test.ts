/** Patterns, in time that no pattern can stretch. */
import t from 'tap'
import { pathPattern, segmentsOf, textPattern } from '../../../src/admin/requests/wildcard.js'
import { fc, runs, seed } from '../../support/property.js'

const RUNS = runs(1000)

const isCharacter = (part: string, character: string): boolean => part === '?' || part === character

const matchesPath = (pattern: string, path: string): boolean =>
  pathPattern(pattern)(segmentsOf(path).map(segment => decodeURIComponent(segment).toLowerCase()))
const matchesText = (pattern: string, text: string): boolean => textPattern(pattern)(text)

t.test('patterns of paths', t => {
  const yes = [['/a/b', '/A/B'], ['/a/*', '/a/b'], ['/a/**', '/a'], ['/a/**', '/a/b/c'], ['/**/c', '/c'], ['/**/c', '/a/b/c'], ['/a/**/c', '/a/c'], ['/a?c', '/abc'], ['/*b*', '/abc'], ['/a b', '/a%20b'], ['**', '/']]
  const no = [['/a/*', '/a'], ['/a/*', '/a/b/c'], ['/a', '/a/b'], ['/a/**/c', '/a/bc'], ['/a?', '/a'], ['/a.c', '/abc'], ['/**/b', '/a']]
  for (const [pattern, path] of yes) t.ok(matchesPath(pattern!, path!), `${pattern} ${path}`)
  for (const [pattern, path] of no) t.notOk(matchesPath(pattern!, path!), `${pattern} ${path}`)
  t.end()
})

t.test('the same as by trying everything', async t => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  const text = (letters: string): fc.Arbitrary<string> => fc.array(fc.constantFrom(...letters), { maxLength: 9 }).map(all => all.join(''))
  fc.assert(fc.property(text('aB*?'), text('Ab*?'), (pattern, value) =>
    matchesText(pattern, value) === slowly([...pattern.toLowerCase()], [...value.toLowerCase()], '*', isCharacter)
  ), { seed, numRuns: RUNS })
  const segments = (words: string[]): fc.Arbitrary<string[]> => fc.array(fc.constantFrom(...words), { maxLength: 8 })
  fc.assert(fc.property(segments(['a', 'b', '**', '*', 'a*', '?b']), segments(['a', 'b', 'ab', 'bb']), (pattern, path) =>
    matchesPath(pattern.join('/'), path.join('/')) === slowly(pattern, path, '**', matchesText)
  ), { seed, numRuns: RUNS })
})

/** `star` is any items, `fits` says of any other whether it is the item. */
type Fits = (part: string, item: string) => boolean

function slowly (pattern: readonly string[], items: readonly string[], star: string, fits: Fits): boolean {
  const [part, ...parts] = pattern
  if (part === undefined) return items.length === 0
  const rests = (): ReadonlyArray<readonly string[]> => Array.from({ length: items.length + 1 }, (_, index) => items.slice(index))
  if (part === star) return rests().some(rest => slowly(parts, rest, star, fits))
  return items.length > 0 && fits(part, items[0]!) && slowly(parts, items.slice(1), star, fits)
}

t.test('parts of any length', t => {
  for (const length of [31, 32, 33, 63, 64, 65, 200]) {
    const part = 'a?'.repeat(length).slice(0, length)
    t.ok(matchesText(`*${part}*`, `?b${part.replaceAll('?', 'c')}b`), `${length}`)
    t.notOk(matchesText(`*${part}z*`, `aa${part}b`.repeat(3)), `${length}, and something else`)
  }
  t.end()
})

t.test('hostile patterns are no slower', t => {
  const cases: ReadonlyArray<() => boolean> = [
    () => matchesText('*a'.repeat(500), `${'a'.repeat(16_000)}b`),
    () => matchesText(`*${'a'.repeat(1000)}b*`, 'a'.repeat(16_000)),
    () => matchesText(`*${'a?'.repeat(500)}b*`, 'a'.repeat(16_000)),
    () => matchesPath('/**/*a*'.repeat(140), '/aaaa'.repeat(3000)),
    () => matchesPath(`/**${'/a'.repeat(400)}/b/**`, '/a'.repeat(8000))
  ]
  for (const [index, run] of cases.entries()) {
    const best = Math.min(...[1, 2, 3].map(() => {
      const began = process.cpuUsage()
      run()
      return process.cpuUsage(began).user / 1000
    }))
    t.ok(best < 50, `${index}: ${best} ms of this process, whatever else runs`)
  }
  t.end()
})
