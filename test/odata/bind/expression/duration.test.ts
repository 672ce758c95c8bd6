/** OData ABNF, `durationValue`. */
import t from 'tap'
import { durationTicks } from '../../../../src/odata/bind/expression/duration.js'

const cases: ReadonlyArray<readonly [string, bigint | undefined]> = [
  ['P1D', 864_000_000_000n],
  ['PT1H', 36_000_000_000n],
  ['PT1M', 600_000_000n],
  ['PT1S', 10_000_000n],
  ['PT0.1S', 1_000_000n],
  ['PT0.0000001S', 1n],
  ['PT0.00000019S', 1n],
  ['-P1DT2H3M4.5S', -937_845_000_000n],
  ['p1dt1s', 864_010_000_000n],
  ['P0D', 0n],
  ['PT922337203685.4775807S', 9_223_372_036_854_775_807n],
  ['-PT922337203685.4775808S', -9_223_372_036_854_775_808n],
  ['PT922337203685.4775808S', undefined],
  ['P', undefined],
  ['-P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['P1Y', undefined],
  ['PT1.5H', undefined],
  ['1D', undefined],
  ['+P1D', undefined],
  ['', undefined]
]

for (const [text, ticks] of cases) t.equal(durationTicks(text), ticks, text)
