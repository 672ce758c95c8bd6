/** Types that a body names (OData JSON format 4.01, section 4.6.3). */
import { findType, isAssignable, typeName } from '../../edm/lookup.js'
import type { Property, StructuredType } from '../../edm/types.js'
import type { Reading } from './collect-faults.js'

export const resolveType = ({ model }: Reading, name: unknown): StructuredType | undefined =>
  typeof name === 'string' ? findType(model, name) : undefined

/** Whether a name is that of a property's type. */
export function namesType (reading: Reading, property: Property, value: unknown): boolean {
  if (typeof value !== 'string') return false
  const name = value.slice(value.indexOf('#') + 1)
  const { type } = property.type
  if (type.kind === 'entity' || type.kind === 'complex') {
    const named = resolveType(reading, name)
    return named !== undefined && isAssignable(named, type)
  }
  const expected = typeName(type)
  const qualified = name.replace(/^Collection\(graph\./, 'Collection(microsoft.graph.').replace(
    /^(Collection\()?(?!Collection)(?=[^.]*$)/,
    '$1Edm.'
  )
  return qualified === expected
}
