import t from 'tap'
import { instantOf } from '../../src/edm/date-time-offset.js'
import { fc, runs, seed } from '../support/property.js'

t.test('instants sort as text', t => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['2017-01-01T00:01:46.9896075+00:00', '2017-01-01T00:01:46.989607500000'],
    ['2017-01-01T00:01Z', '2017-01-01T00:01:00.000000000000'],
    ['2017-01-01t00:01:00z', '2017-01-01T00:01:00.000000000000'],
    ['2017-01-01T00:00:00.123456789012+01:30', '2016-12-31T22:30:00.123456789012'],
    ['2016-02-29T23:59:59-14:00', '2016-03-01T13:59:59.000000000000'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000000000000'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000000000'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000000000000'],
    ['9999-12-31T23:59:59.999999999999Z', '9999-12-31T23:59:59.999999999999']
  ]
  for (const [text, instant] of cases) t.equal(instantOf(text), instant, text)
  t.end()
})

t.test('texts that are no instant of the years 1 to 9999', t => {
  const texts = ['', '2017-01-01', '2017-01-01T00:00:00', '2017-13-01T00:00:00Z', '2017-00-01T00:00:00Z', '2017-04-31T00:00:00Z', '2017-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2017-01-01T24:00:00Z', '2017-01-01T00:60:00Z', '2017-01-01T00:00:61Z',
    '2017-01-01T00:00:00+15:00', '2017-01-01T00:00:00+00:60', '2017-01-01T00:00:00.Z', '2017-01-01T00:00:00.1234567890123Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01', '0000-01-01T00:00:00Z', '12017-01-01T00:00:00Z', ' 2017-01-01T00:00:00Z', '2017-01-01 00:00:00Z']
  for (const text of texts) t.equal(instantOf(text), undefined, text)
  t.end()
})

t.test('the form that most have is taken as any other', t => {
  const digits = (length: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length }).map(all => all.join(''))
  const two = (...near: readonly string[]): fc.Arbitrary<string> =>
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...near) }, { weight: 1, arbitrary: digits(2) })
  const parts = fc.tuple(fc.oneof(fc.constantFrom('0000', '0001', '1900', '2000', '2024', '9999'), digits(4)),
    two('00', '01', '02', '04', '11', '12', '13'),
    two('00', '01', '15', '28', '29', '30', '31'), two('00', '09', '23', '24'), two('00', '30', '45', '59', '60'), two('00', '30', '45', '59', '60', '61'))
  const odd = fc.tuple(fc.nat(19), fc.constantFrom('t', 'z', ' ', '-', ':', '/', 'A', '٣'))
  let met = 0
  fc.assert(fc.property(parts, fc.option(odd, { freq: 1 }), ([year, month, day, hour, minute, second], changed) => {
    const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
    const text = changed === null ? whole : `${whole.slice(0, changed[0])}${changed[1]}${whole.slice(changed[0] + 1)}`
    const instant = instantOf(text)
    if (instant !== undefined) met++
    t.equal(instant, instantOf(`${text.slice(0, 19)}.0${text.slice(19)}`), text)
  }), { seed, numRuns: runs(2000) })
  t.ok(met > 50, 'some are instants')
  t.end()
})
