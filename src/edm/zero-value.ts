/** What a property is that must have a value, where nobody gives it one and the model names no default. */
import { underlyingType } from './lookup.js'
import type { EdmType, PrimitiveTypeName, PrimitiveValue } from './types.js'

const zeros: Readonly<Partial<Record<PrimitiveTypeName, PrimitiveValue>>> = {
  'Edm.Boolean': false,
  'Edm.Byte': 0,
  'Edm.SByte': 0,
  'Edm.Int16': 0,
  'Edm.Int32': 0,
  'Edm.Int64': 0n,
  'Edm.Single': 0,
  'Edm.Double': 0,
  'Edm.Decimal': '0',
  'Edm.String': '',
  'Edm.Binary': '',
  'Edm.Guid': '00000000-0000-0000-0000-000000000000',
  'Edm.Date': '1970-01-01',
  'Edm.TimeOfDay': '00:00:00.000000000000',
  'Edm.DateTimeOffset': '1970-01-01T00:00:00Z',
  'Edm.Duration': 'PT0S'
}

/** Nothing, zero, the beginning of time, the first member; undefined for types that have no such value. */
export function zeroOf (type: EdmType): PrimitiveValue | undefined {
  const underlying = underlyingType(type)
  switch (underlying.kind) {
    case 'primitive': return zeros[underlying.name]
    case 'enum': return underlying.members[0]?.name
    default: return undefined
  }
}
