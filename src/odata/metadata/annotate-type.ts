/** What the types say of themselves beside their facets: meanings, who gives a value, which values there are, what rows can do. */
import { MAX_DATE_TIME_OFFSET, MIN_DATE_TIME_OFFSET } from '../../edm/date-time-offset.js'
import type { Annotation, Action, NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { WRITE_PERMISSIONS } from '../permissions.js'
import { annotation, dateTimeOffset } from './annotation.js'
import { describe } from './describe.js'
import { permissions } from './security.js'

export const annotateType = ({ description }: StructuredType): readonly Annotation[] => describe(description)

export function annotateProperty (property: Property, owner: StructuredType): readonly Annotation[] {
  return [...describe(property.description), ...annotateOrigin(property, owner), ...annotateValues(property)]
}

export const annotateNavigationProperty = ({ description }: NavigationProperty): readonly Annotation[] => describe(description)

/** A body may leave out every property: what has no default value is issued by the service. */
function annotateOrigin ({ readOnly, defaultValue, type }: Property, owner: StructuredType): readonly Annotation[] {
  if (readOnly) return [annotation('Core.Computed', true)]
  const issued = owner.kind === 'entity' && type.type.kind === 'primitive' && !type.nullable && defaultValue === undefined
  return issued ? [annotation('Core.ComputedDefaultValue', true)] : []
}

/** Years that cannot be stored are refused. */
function annotateValues ({ type: { type } }: Property): readonly Annotation[] {
  if (type.kind !== 'primitive' || type.name !== 'Edm.DateTimeOffset') return []
  return [
    annotation('Validation.Minimum', dateTimeOffset(MIN_DATE_TIME_OFFSET)),
    annotation('Validation.Maximum', dateTimeOffset(MAX_DATE_TIME_OFFSET))
  ]
}

export function annotateAction ({ name, description, otherNamespaces }: Action): readonly Annotation[] {
  const others = otherNamespaces.map(namespace => `${namespace}.${name}`)
  return [
    ...describe(others.length === 0 ? description : `${description} Clients may also call it ${others.join(', ')}.`),
    annotation('Capabilities.OperationRestrictions', { FilterSegmentSupported: false, Permissions: permissions(WRITE_PERMISSIONS) })
  ]
}
