/** Values of bodies in the form that columns hold: as JSON can hand them to the database. */
import { trimEnd } from '../base/trim-end.js'
import { decimalOrder } from '../edm/decimal.js'
import { enumNumber } from '../edm/enum-values.js'
import { isPolymorphic, isStructured, underlyingType } from '../edm/lookup.js'
import type { EdmType, PrimitiveValue, Property, TypeReference } from '../edm/types.js'
import { durationTicks } from '../odata/bind/expression/duration.js'
import { RawJson } from '../odata/json/structured-value.js'
import type { PropertyValue, StructuredValue } from '../odata/json/structured-value.js'
import { zeroProperty } from '../odata/json/zero-property.js'
import type { ColumnMapping } from './mapping.js'
import { instantValue } from './mapping.js'

/** The member of a stored complex value with the name of its type, where it can be of several. */
export const STORED_TYPE = '@type'
/** The member with its dynamic properties: members of a JSON object, as text. */
export const STORED_DYNAMIC = '@dynamic'

/** The last member of a value in a collection that is related to entities: its ordinal, by which rows of "Link" name it. */
export const STORED_ITEM = '@item'

/** Where it is in stored JSON, on either database. Inside of a text the quotes would be escaped. */
export const ITEM_PATTERN = `,?"${STORED_ITEM}":[0-9]+`

/** What a column holds of a value. A 64-bit integer is text, which the column turns into a number. */
export function storedValue ({ property: { type }, column: { kind } }: ColumnMapping, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (kind === 'document') return documentText(type, value as PropertyValue)
  return typeof value === 'bigint' ? String(value) : value
}

/** What the column holds that comparisons use: null for null. */
export function comparableValue (type: TypeReference, value: unknown): string | null {
  if (value === null || value === undefined) return null
  return comparableOf(underlyingType(type.type), String(value))
}

function comparableOf (type: EdmType, text: string): string {
  if (type.kind === 'enum') return String(enumNumber(type, text) ?? 0n)
  if (type.kind !== 'primitive') throw new Error('only single values compare')
  switch (type.name) {
    case 'Edm.Decimal': return decimalOrder(text)
    case 'Edm.Duration': return String(durationTicks(text) ?? 0n)
    default: return instantValue(text)
  }
}

/** JSON text as payloads have it (OData JSON format 4.01, section 7), all members in declared order. */
export function documentText (reference: TypeReference, value: PropertyValue): string {
  if (value === null) return 'null'
  if (value instanceof RawJson) return value.text
  const { type } = reference
  if (type.kind === 'collection') return `[${(value as readonly PropertyValue[]).map(item => documentText(type.elementType, item)).join(',')}]`
  return isStructured(type) ? objectText(type, value as StructuredValue) : singleText(underlyingType(type), value as PrimitiveValue)
}

function objectText (declared: EdmType, { type, properties, dynamic, ordinal }: StructuredValue): string {
  const members = type.properties.map(property => {
    const value = properties[property.name] ?? defaultOf(property)
    return `${JSON.stringify(property.name)}:${documentText(property.type, value)}`
  })
  return `{${[
    ...isStructured(declared) && isPolymorphic(declared) ? [`${JSON.stringify(STORED_TYPE)}:${JSON.stringify(type.name)}`] : [],
    ...members,
    ...dynamic === undefined ? [] : [`${JSON.stringify(STORED_DYNAMIC)}:${JSON.stringify(dynamic)}`],
    ...ordinal === undefined ? [] : [`${JSON.stringify(STORED_ITEM)}:${ordinal}`]
  ].join(',')}}`
}

/** What a property is where nothing was sent: its default, no items, null, or of what the service computes and cannot be null, a zero. */
export function defaultOf ({ type, defaultValue, readOnly }: Property): PropertyValue {
  if (type.type.kind === 'collection') return []
  return defaultValue ?? (readOnly && !type.nullable ? zeroProperty(type) : undefined) ?? null
}

function singleText (type: EdmType, value: PrimitiveValue): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : JSON.stringify(value > 0 ? 'INF' : '-INF')
  if (type.kind !== 'primitive' || typeof value === 'boolean') return JSON.stringify(value)
  switch (type.name) {
    case 'Edm.Decimal': return value
    case 'Edm.TimeOfDay': return JSON.stringify(trimTime(value))
    default: return JSON.stringify(value)
  }
}

/** Without zeros at the end of its fraction: a canonical time has one of 12 digits. */
const trimTime = (time: string): string => trimEnd(trimEnd(time, '0'), '.')
