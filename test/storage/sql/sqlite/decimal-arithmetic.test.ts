/** Sums of Decimals by their digits, as PostgreSQL's numeric has them. */
import t from 'tap'
import { addToSum, digitsOfSum, greater, lesser, startSum } from '../../../../src/storage/sql/sqlite/decimal-arithmetic.js'
import { fc } from '../../../support/property.js'

const sum = (...digits: ReadonlyArray<string | null>): string | null => digitsOfSum(digits.reduce(addToSum, startSum()))

t.test('digits are summed without loss, with as many behind the point as the longest has', async t => {
  t.equal(sum(), null)
  t.equal(sum(null, null), null)
  t.equal(sum('0.1', null, '0.20'), '0.30')
  t.equal(sum('1.50', '-1.5'), '0.00')
  t.equal(sum('-0.05', '0.02'), '-0.03')
  t.equal(sum('9007199254740993.1', '0.0001', '-9007199254740993'), '0.1001')
  t.equal(sum('123456789012345678901234567890', '1'), '123456789012345678901234567891')
})

t.test('whatever the digits, and in whatever order', async t => {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }))
  fc.assert(fc.property(fc.array(decimal, { minLength: 1, maxLength: 40 }), decimals => {
    const scale = Math.max(...decimals.map(([, behind]) => behind))
    const written = decimals.map(([value, behind]) => {
      const text = String(value < 0n ? -value : value).padStart(behind + 1, '0')
      const digits = behind === 0 ? text : `${text.slice(0, -behind)}.${text.slice(-behind)}`
      return value < 0n ? `-${digits}` : digits
    })
    const exact = decimals.reduce((total, [value, behind]) => total + value * 10n ** BigInt(scale - behind), 0n)
    return BigInt((sum(...written) ?? '').replace('.', '')) === exact && sum(...written) === sum(...written.toReversed())
  }))
  t.end()
})

t.test('the least and the greatest are so as numbers', async t => {
  t.equal(lesser('10', '9'), '9')
  t.equal(greater('-10', '-9.5'), '-9.5')
  t.equal(greater('0.10', '0.1'), '0.10')
})
