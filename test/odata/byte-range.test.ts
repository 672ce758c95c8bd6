/** RFC 9110, section 14.1.2 */
import t from 'tap'
import { rangeOf as rangeOfContent } from '../../src/odata/byte-range.js'

const rangeOf = (range: string | undefined, length: number) =>
  rangeOfContent(range === undefined ? undefined : { range, ifRange: undefined }, { version: '1', length })

t.test('ranges of ten bytes', t => {
  const cases: ReadonlyArray<readonly [string | undefined, readonly [number, number] | undefined | 'none']> = [
    [undefined, undefined],
    ['bytes=0-9', [0, 9]],
    ['bytes=0-', [0, 9]],
    [' BYTES=3-4 ', [3, 4]],
    ['bytes = 3 - 4', undefined],
    ['bytes=1 2-3', undefined],
    ['bytes=9-100', [9, 9]],
    ['bytes=-3', [7, 9]],
    ['bytes=-30', [0, 9]],
    ['bytes=10-', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=5-4', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,3-4', undefined],
    ['chars=0-1', undefined],
    ['bytes=99999999999999999-', undefined]
  ]
  for (const [header, expected] of cases) {
    if (expected === 'none') t.throws(() => rangeOf(header, 10), { message: `The stream has 10 bytes; there are none of '${String(header)}'.` })
    else t.same(rangeOf(header, 10), expected === undefined ? undefined : { first: expected[0], last: expected[1] }, String(header))
  }
  t.throws(() => rangeOf('bytes=0-', 0), { message: /0 bytes/ })
  t.end()
})
