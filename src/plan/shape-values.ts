/** Collections that are one column in an answer: all of their values, or some. */
import type { Property } from '../edm/types.js'
import type { ItemOptions } from '../odata/bind/item-options.js'
import { controlName } from '../odata/json/format.js'
import type { ItemCountMember, ObjectShape, PropertyMember, ShapeContext } from './shape.js'

/** Values of which some are asked for are read with the means of a query, as the rows are that have them. */
export const asksItems = ({ members, variants = [] }: ObjectShape): boolean =>
  [...members, ...variants.flatMap(variant => variant.members)].some(member =>
    member.kind === 'property' && (member.items !== undefined || (member.shape !== undefined && asksItems(member.shape))))

/** A property that is one column. */
export const valuesMember = (
  { format }: Pick<ShapeContext, 'format'>,
  property: Property,
  shape: ObjectShape | undefined,
  items: ItemOptions | undefined
): PropertyMember =>
  ({ kind: 'property', name: property.name, property, shape, rows: undefined, items, omitted: [], asText: format.ieee754Compatible })

/** `@odata.count` of the values, or of the answer that they are; before them (JSON format 4.01, section 4.6.6). */
export const countOf = (
  { format }: Pick<ShapeContext, 'format'>,
  property: Property,
  items: ItemOptions | undefined,
  name: string = property.name
): readonly ItemCountMember[] => items?.count === true
  ? [{ kind: 'itemCount', name: controlName(format, 'count', name), property, items, asText: format.ieee754Compatible }]
  : []
