/** Which members a type declares itself, as the model lists inherited ones with them, and which types it stands for. */
import { isAssignable } from '../../edm/lookup.js'
import type { EdmModel, EntityType, NavigationProperty, Property, StructuredType } from '../../edm/types.js'

/** The type and every type derived from it. */
export const familyOf = (model: EdmModel, type: EntityType): readonly EntityType[] =>
  [...model.types.values()].filter((candidate): candidate is EntityType => candidate.kind === 'entity' && isAssignable(candidate, type))

export const ownProperties = ({ declaredMembers }: StructuredType): readonly Property[] =>
  declaredMembers.filter((member): member is Property => member.kind === 'property')

export const ownNavigationProperties = ({ declaredMembers }: StructuredType): readonly NavigationProperty[] =>
  declaredMembers.filter((member): member is NavigationProperty => member.kind === 'navigation')
