/** Numeric promotion (OData-URL 4.01, section 5.1.1.18). */
import type { PrimitiveTypeName } from '../../../edm/types.js'

const integerNames: readonly PrimitiveTypeName[] = ['Edm.Byte', 'Edm.SByte', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64']
const fractionNames: readonly PrimitiveTypeName[] = ['Edm.Decimal', 'Edm.Single', 'Edm.Double']

export const isInteger = (name: PrimitiveTypeName): boolean => integerNames.includes(name)

export const isNumeric = (name: PrimitiveTypeName): boolean => isInteger(name) || fractionNames.includes(name)

/**
 * What two numeric types are both converted to: Int32, Int64, Decimal, Double, whichever comes first and holds both; Single goes with
 * Double.
 */
export function promotedType (left: PrimitiveTypeName, right: PrimitiveTypeName): PrimitiveTypeName {
  const either = (name: PrimitiveTypeName): boolean => left === name || right === name
  if (either('Edm.Double') || either('Edm.Single')) return 'Edm.Double'
  if (either('Edm.Decimal')) return 'Edm.Decimal'
  return either('Edm.Int64') ? 'Edm.Int64' : 'Edm.Int32'
}

/** Whether every value of one numeric type is promoted to the other without being asked. */
export const widens = (from: PrimitiveTypeName, to: PrimitiveTypeName): boolean =>
  isNumeric(from) && isNumeric(to) && promotedType(from, to) === to

/** The type arithmetic is done in: integers have 64 bits. */
export const arithmeticType = (left: PrimitiveTypeName, right: PrimitiveTypeName): PrimitiveTypeName => {
  const promoted = promotedType(left, right)
  return isInteger(promoted) ? 'Edm.Int64' : promoted
}
