/** A property of which nothing is chosen (OData-URL 4.01, section 5.1.4). */
import type { Property, StructuredType } from '../../edm/types.js'
import { NO_QUERY } from '../nested-query.js'
import type { SelectedMember } from './selection.js'

/** All of a property. */
export const whole = (
  { property, of }: { readonly property: Property, readonly of: StructuredType },
  named: boolean
): Extract<SelectedMember, { kind: 'property' }> => ({
  kind: 'property',
  property,
  of,
  named,
  selection: undefined,
  options: undefined,
  query: NO_QUERY
})
