/** OData-URL 4.01, section 5.1.1.18: no property of the model has the smaller types, so they are tested here. */
import t from 'tap'
import type { PrimitiveTypeName } from '../../../../src/edm/types.js'
import { arithmeticType, promotedType, widens } from '../../../../src/odata/bind/expression/numeric-promotion.js'

const cases: ReadonlyArray<readonly [PrimitiveTypeName, PrimitiveTypeName, PrimitiveTypeName]> = [
  ['Edm.Byte', 'Edm.SByte', 'Edm.Int32'],
  ['Edm.Int16', 'Edm.Int32', 'Edm.Int32'],
  ['Edm.Int32', 'Edm.Int64', 'Edm.Int64'],
  ['Edm.Int64', 'Edm.Decimal', 'Edm.Decimal'],
  ['Edm.Int64', 'Edm.Single', 'Edm.Double'],
  ['Edm.Decimal', 'Edm.Single', 'Edm.Double'],
  ['Edm.Decimal', 'Edm.Double', 'Edm.Double']
]

for (const [left, right, promoted] of cases) {
  t.equal(promotedType(left, right), promoted, `${left} ${right}`)
  t.equal(promotedType(right, left), promoted, `${right} ${left}`)
}
t.equal(arithmeticType('Edm.Byte', 'Edm.Int16'), 'Edm.Int64')
t.equal(arithmeticType('Edm.Single', 'Edm.Single'), 'Edm.Double')
t.ok(widens('Edm.Int32', 'Edm.Double'))
t.notOk(widens('Edm.Int64', 'Edm.Int32'))
t.notOk(widens('Edm.String', 'Edm.Int32'))
