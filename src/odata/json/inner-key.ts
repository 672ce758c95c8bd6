/** Keys inside of complex values (OData CSDL 4.01, section 6.5.1), as bodies have them. */
import { namedValues } from '../../base/named-values.js'
import { keyPartsIn } from '../../edm/lookup.js'
import type { EntityType, KeyProperty, PrimitiveValue, Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityKey } from '../canonical-path.js'
import type { PropertyValue, StructuredValue } from './structured-value.js'

const isStructured = (value: PropertyValue | undefined): value is StructuredValue =>
  typeof value === 'object' && value !== null && 'properties' in value

/** What a body gives a part of the key; undefined where it does not name it, null where it, or a value around it, is null. */
export function givenInside ({ property, way = [] }: KeyProperty, value: StructuredValue): PropertyValue | undefined {
  return [...way, property].reduce<PropertyValue | undefined>((found, { name }) =>
    isStructured(found) ? found.properties[name] : found, value)
}

/** Whether a value of a complex property leaves the entity without a part of its key. */
export const dropsKey = (type: EntityType, name: string, value: PropertyValue): boolean =>
  keyPartsIn(type, name).some(part => givenInside(part, { type, properties: { [name]: value } }) === null)

/** The 400 of a value that does, by its path. */
export const keyDropped = (path: string): ODataError =>
  new ODataError('modelValidation', `'${path}' is a part of the key, or has one inside, and cannot be null.`, { target: path })

/** Whether all that it says of the complex property are parts of the key. */
export function saysOnlyKey (type: EntityType, name: string, value: PropertyValue): boolean {
  const paths = new Set(keyPartsIn(type, name).map(({ path }) => path))
  const isKey = (inner: PropertyValue, path: string): boolean => isStructured(inner)
    ? inner.dynamic === undefined && inner.inner === undefined && Object.entries(inner.properties).every(([member, own]) => isKey(own, `${path}/${member}`))
    : paths.has(path)
  return paths.size > 0 && isKey(value, name)
}

export const hasKeyInside = ({ key }: EntityType): boolean => key.some(({ way }) => way !== undefined)

/** An entity with the parts of its key that are inside of its complex values: those of its path, or that it was issued. */
export const withKeyInside = ({ key }: Pick<EntityType, 'key'>, value: StructuredValue, values: EntityKey): StructuredValue =>
  key.reduce((entity, part, index) => {
    const own = values[index]
    return part.way === undefined || own === undefined ? entity : put(entity, part.way, part.property, own)
  }, value)

function put (value: StructuredValue, [outer, ...rest]: readonly Property[], property: Property, own: PrimitiveValue): StructuredValue {
  const withMember = (name: string, member: PropertyValue): StructuredValue =>
    ({ ...value, properties: namedValues({ ...value.properties, [name]: member }) })
  if (outer === undefined) return withMember(property.name, own)
  const { type } = outer.type
  const inner = value.properties[outer.name]
  if (type.kind !== 'complex') throw new Error(`${outer.name} is no complex property`)
  return withMember(outer.name, put(isStructured(inner) ? inner : { type, properties: namedValues() }, rest, property, own))
}
