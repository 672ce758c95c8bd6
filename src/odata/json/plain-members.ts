/**
 * Members of which nothing is to be known but whether a value is of their primitive type: most of most bodies. They are read without what
 * only other members and faults need; what does not fit is read the long way, which says why.
 */
import { itemType } from '../../edm/lookup.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import type { EdmModel, PrimitiveTypeName, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { rulesOf } from '../../edm/value-rules.js'
import { checkText, textLength } from './body-sizes.js'
import { MANY_ITEMS } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import type { Draft } from './draft.js'
import type { PropertyValue } from './structured-value.js'

/** By name. */
export type PlainMembers = ReadonlyMap<string, Property>

/** Those whose JSON form leaves nothing to tolerate, and that are no streams. */
const PLAIN: ReadonlySet<PrimitiveTypeName> = new Set([
  'Edm.String', 'Edm.Boolean', 'Edm.Byte', 'Edm.SByte', 'Edm.Int16', 'Edm.Int32', 'Edm.Double', 'Edm.Single', 'Edm.Guid', 'Edm.Date', 'Edm.TimeOfDay',
  'Edm.DateTimeOffset', 'Edm.Duration'
])

const NONE: PlainMembers = new Map()

const known = new WeakMap<EdmModel, WeakMap<StructuredType, PlainMembers>>()

/** Those of a type. None of what is compared, in which the service's own values may be. */
export function plainMembers ({ model, compared }: Pick<Reading, 'model' | 'compared'>, type: StructuredType): PlainMembers {
  if (compared === true) return NONE
  const ofModel = known.get(model) ?? new WeakMap<StructuredType, PlainMembers>()
  known.set(model, ofModel)
  const found = ofModel.get(type) ??
    new Map(type.properties.filter(property => isPlain(model, type, property)).map(property => [property.name, property]))
  ofModel.set(type, found)
  return found
}

function isPlain (model: EdmModel, owner: StructuredType, property: Property): boolean {
  const { type } = itemType(property.type)
  return !property.readOnly && type.kind === 'primitive' && PLAIN.has(type.name) && rulesOf(model, owner, property) === undefined
}

/** Whether the member is a plain one and its value fits, and is in the draft now. @throws ODataError as `checkText` */
export function readPlainMember (plain: PlainMembers, draft: Draft, name: string, value: unknown): boolean {
  const property = plain.get(name)
  if (property === undefined) return false
  const read = property.type.type.kind === 'collection' ? readList(property.type.type.elementType, value) : readSingle(property.type, value)
  if (read === undefined) return false
  checkText(draft.type, draft.text += textLength(value))
  draft.properties[name] = read
  return true
}

/** What may be too long is counted in characters elsewhere; there are never more of them than here. */
function readSingle (reference: TypeReference, value: unknown): PropertyValue | undefined {
  if (value === null) return reference.nullable ? null : undefined
  const read = readPrimitive(reference, value)
  return read !== undefined && typeof reference.maxLength === 'number' && String(read).length > reference.maxLength ? undefined : read
}

/** Of a long list others get their turn between the items. */
function readList (reference: TypeReference, value: unknown): readonly PropertyValue[] | undefined {
  if (!Array.isArray(value) || value.length > MANY_ITEMS) return undefined
  const items: PropertyValue[] = new Array(value.length)
  for (let index = 0; index < value.length; index++) {
    const item = readSingle(reference, value[index])
    if (item === undefined) return undefined
    items[index] = item
  }
  return items
}
