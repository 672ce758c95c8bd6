/** Values by their order, to the last digit. */
import t from 'tap'
import { primitive } from '../../../src/edm/primitives.js'
import type { PrimitiveTypeName, PrimitiveValue } from '../../../src/edm/types.js'
import { compareValues, isMultiple } from '../../../src/odata/json/compare-values.js'

t.test('each type has the order of its values, not of their texts', t => {
  const rising: ReadonlyArray<readonly [PrimitiveTypeName, PrimitiveValue, PrimitiveValue]> = [
    ['Edm.Int32', -2, 10], ['Edm.Double', 1e-7, 0.5], ['Edm.Int64', 9007199254740992n, 9007199254740993n], ['Edm.Decimal', '9', '10.0000000000000000000001'], ['Edm.Decimal', '-10', '-9'],
    ['Edm.Date', '0999-12-31', '1000-01-01'], ['Edm.DateTimeOffset', '2020-01-01T01:00:00+02:00', '2020-01-01T00:00:00Z'], ['Edm.Duration', 'PT59M', 'PT1H'],
    ['Edm.TimeOfDay', '09:00:00.000000000000', '10:00:00.000000000000'], ['Edm.String', 'a', 'b']
  ]
  for (const [name, low, high] of rising) {
    const type = primitive(name)
    t.ok((compareValues(type, low, high) ?? 0) < 0, `${name} ${String(low)}`)
    t.ok((compareValues(type, high, low) ?? 0) > 0, name)
    t.equal(compareValues(type, low, low), 0, name)
  }
  t.equal(compareValues(primitive('Edm.Decimal'), '1.0', '1'), 0)
  t.equal(compareValues(primitive('Edm.Boolean'), true, false), undefined)
  t.end()
})

t.test('multiples of what no double is', t => {
  for (const [value, of, is] of [['0.3', '0.1', true], [0.3, '0.1', true], ['0.35', '0.1', false], [10n, '5', true], [7, '2', false], ['1e2', '20', true], [0, '3', true], [-9, '3', true], [1, '0', false]] as const) {
    t.equal(isMultiple(value, of), is, `${String(value)} of ${of}`)
  }
  t.end()
})
