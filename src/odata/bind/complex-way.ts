/** Complex values on the way from an entity to what a path addresses: `Address/Country/Name` (OData-URL 4.01, section 4.6). */
import { namedValues } from '../../base/named-values.js'
import { namesIn } from '../../edm/inner-navigation.js'
import { findProperty } from '../../edm/lookup.js'
import type { ComplexType, Property, StructuredType } from '../../edm/types.js'
import type { PropertyValue } from '../json/structured-value.js'

/** A complex property on the way to one of its members, and its type or the derived one that a cast names. */
export interface ComplexStep {
  readonly property: Property
  readonly type: ComplexType
}

/** What is reached through complex values, the outermost first; through none in most cases. */
export interface Inside {
  readonly way: readonly ComplexStep[]
  readonly property: Property
}

/** The properties from the entity on. */
export const propertiesTo = ({ way, property }: Inside): readonly Property[] => [...way.map(step => step.property), property]

/** Their names. */
export const pathInside = (inside: Inside): string => propertiesTo(inside).map(({ name }) => name).join('/')

/** The property of the entity that has it. */
export const outermost = ({ way: [first], property }: Inside): Property => first?.property ?? property

/** A value of it as one of that property, beside which everything stays. */
export const valueOutside = ({ way, property }: Inside, value: PropertyValue): PropertyValue =>
  way.reduceRight((inner: { name: string, value: PropertyValue }, { property: { name }, type }) => {
    const properties = namedValues({ [inner.name]: inner.value })
    return { name, value: { type, properties, keepsType: true } }
  }, { name: property.name, value }).value

/** What of a value of that property it is; undefined where nothing is said of it. */
export function valueInside ({ way, property }: Inside, value: PropertyValue | undefined): PropertyValue | undefined {
  const names = [...way.slice(1).map(step => step.property.name), ...way.length === 0 ? [] : [property.name]]
  return names.reduce((inner, name) => typeof inner === 'object' && inner !== null && 'properties' in inner ? inner.properties[name] : undefined, value)
}

/** A property of a type, or of a complex value of it, by its path; derived types of the value may declare it. */
export const propertyInside = (type: StructuredType, path: string): Inside | undefined => findInside(type, namesIn(path))

function findInside (type: StructuredType, [name = '', ...rest]: readonly string[]): Inside | undefined {
  const property = findProperty(type, name, 'exact')
  if (property === undefined || rest.length === 0) return property === undefined ? undefined : { way: [], property }
  const own = property.type.type
  if (own.kind !== 'complex') return undefined
  for (const each of [own, ...own.concreteTypes]) {
    const found = findInside(each, rest)
    if (found !== undefined) return { way: [{ property, type: each }, ...found.way], property: found.property }
  }
  return undefined
}
