/** Open types (CSDL 4.01, sections 6.3 and 9.3): a name that is not declared may be a dynamic property of a value. */
import { dialectOf } from '../../dialect/service-dialect.js'
import { builtInTypes } from '../../edm/built-in-types.js'
import type { BuiltInType, EdmModel, Property, StructuredType, TypeReference } from '../../edm/types.js'
import type { PathSegment } from './path.js'

/** Whether names that the type does not declare mean dynamic properties. Microsoft Graph refuses them, open as its types are. */
export const isOpen = (model: EdmModel, { open }: StructuredType): boolean => open && dialectOf(model).kind === 'standard'

/** The type that nothing is said about: that of a value whose property is not declared. */
export const untyped: TypeReference = { type: builtInTypes.get('Edm.Untyped') as BuiltInType, nullable: true }

/** A property that is not declared, as one to address: each may be null (OData-Protocol 4.01, section 11.4.9.2). */
export const dynamicProperty = (name: string): Property =>
  ({ kind: 'property', name, type: untyped, readOnly: false, defaultValue: undefined, unique: false, description: '', annotations: [] })

/** Whether nothing tells the type of what a segment leads to: a dynamic property, or one that is declared as any value. */
export const isUntyped = ({ kind, type }: Pick<PathSegment, 'kind' | 'type'>): boolean =>
  kind === 'dynamic' || kind === 'valueCast' || (kind === 'property' && type?.type.kind === 'builtIn')
