/** The table of conversions that `cast` evaluates. */
import t from 'tap'
import type { PrimitiveTypeName } from '../../../../src/edm/types.js'
import { castability } from '../../../../src/odata/bind/expression/conversions.js'

const names: readonly PrimitiveTypeName[] = [
  'Edm.Binary', 'Edm.Boolean', 'Edm.Byte', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.Decimal', 'Edm.Double', 'Edm.Duration', 'Edm.Guid', 'Edm.Int16', 'Edm.Int32',
  'Edm.Int64', 'Edm.SByte', 'Edm.Single', 'Edm.Stream', 'Edm.String', 'Edm.TimeOfDay'
]
const numbers = 'Byte Decimal Double Int16 Int32 Int64 SByte Single'

const castable: ReadonlyArray<readonly [PrimitiveTypeName, string]> = [
  ['Edm.Binary', 'Binary'],
  ['Edm.Boolean', 'Boolean String'],
  ['Edm.Byte', `${numbers} String`],
  ['Edm.Date', 'Date String'],
  ['Edm.DateTimeOffset', 'Date DateTimeOffset String TimeOfDay'],
  ['Edm.Decimal', numbers],
  ['Edm.Double', numbers],
  ['Edm.Duration', 'Duration'],
  ['Edm.Guid', 'Guid String'],
  ['Edm.Int16', `${numbers} String`],
  ['Edm.Int32', `${numbers} String`],
  ['Edm.Int64', `${numbers} String`],
  ['Edm.SByte', `${numbers} String`],
  ['Edm.Single', numbers],
  ['Edm.Stream', 'Stream'],
  ['Edm.String', 'Boolean Byte Date DateTimeOffset Decimal Double Guid Int16 Int32 Int64 SByte Single String TimeOfDay'],
  ['Edm.TimeOfDay', 'String TimeOfDay']
]

t.strictSame(castable.map(([from]) => from), names)
for (const [from, expected] of castable) {
  const found = names.filter(to => castability(from, to) === 'yes').map(to => to.slice('Edm.'.length))
  t.equal(found.join(' '), expected, from)
}
t.strictSame(names.filter(to => castability('Edm.String', to) === 'unsupported'), ['Edm.Binary', 'Edm.Duration'])
t.strictSame(names.filter(from => castability(from, 'Edm.String') === 'unsupported'), ['Edm.Binary', 'Edm.Decimal', 'Edm.Double', 'Edm.Duration', 'Edm.Single'])
