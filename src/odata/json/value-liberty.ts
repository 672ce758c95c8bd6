/** What of a primitive value in a body is taken beyond JSON Format 4.01, sections 3.2 and 7.1. */
import type { ToleranceName } from '../../base/tolerances.js'
import { underlyingType } from '../../edm/lookup.js'
import type { EdmType } from '../../edm/types.js'
import type { BodyReading } from './body-reading.js'

/** Undefined for a value that is written as the standard has it. */
export function libertyIn (type: EdmType, value: unknown, { ieee754Compatible }: Pick<BodyReading, 'ieee754Compatible'>): ToleranceName | undefined {
  const own = underlyingType(type)
  if (own.kind === 'enum') return typeof value === 'string' ? undefined : 'enumNumbers'
  if (own.kind !== 'primitive' || typeof value !== 'string') return undefined
  switch (own.name) {
    case 'Edm.Int64': case 'Edm.Decimal': return ieee754Compatible ? undefined : 'numbersAsText'
    case 'Edm.Binary': return /[+/]/.test(value) ? 'base64Alphabet' : undefined
    default: return undefined
  }
}
