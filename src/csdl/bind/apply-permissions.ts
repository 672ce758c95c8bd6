/** What `Permissions`, `Immutable` and `ComputedDefaultValue` make of properties (vocabulary Core). */
import type { Annotation, EdmModel, EntityType, Property, Schema } from '../../edm/types.js'
import type { Mutable } from './binding.js'
import { isTagged } from './description.js'

/**
 * A property without the permission to write is read only, but for a key, which a new entity is given all the same; one without the
 * permission to read is write only. One with a computed default value need not be sent.
 */
export function applyPermissions (schemas: readonly Schema[], external: EdmModel['externalAnnotations']): void {
  const types = schemas.flatMap(({ elements }) => elements).filter(element => element.kind === 'entity' || element.kind === 'complex')
  const keys = new Set(types.flatMap(type => type.kind === 'entity' ? keyProperties(type) : []))
  for (const property of types.flatMap(({ declaredMembers }) => declaredMembers)) {
    if (property.kind !== 'property') continue
    const annotations = [...property.annotations, ...external.get(property) ?? []]
    if (annotations.length > 0) apply(property, annotations, keys.has(property))
  }
}

const keyProperties = ({ key }: EntityType): readonly Property[] => key.map(({ property }) => property)

function apply (property: Mutable<Property>, annotations: readonly Annotation[], isKey: boolean): void {
  if (isTagged(annotations, 'ComputedDefaultValue')) property.computedDefault = true
  if (!isKey && isTagged(annotations, 'Immutable')) property.immutable = true
  const permissions = permissionsIn(annotations)
  if (permissions === undefined) return
  if (!isKey && !permissions.has('Write')) property.readOnly = true
  if (!isKey && !permissions.has('Read')) property.writeOnly = true
}

/** Undefined where the model says nothing, or leaves it to each instance. */
function permissionsIn (annotations: readonly Annotation[]): ReadonlySet<string> | undefined {
  const value = annotations.find(({ term, qualifier }) => term === 'Org.OData.Core.V1.Permissions' && qualifier === undefined)?.value
  if (value?.kind !== 'enumMember') return undefined
  return new Set(value.members.flatMap(member => member === 'ReadWrite' ? ['Read', 'Write'] : [member]))
}
