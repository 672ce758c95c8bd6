/**
 * Stored JSON that an answer shows as it is, but for the names of types that it does not tell: nearly all that is stored of a declared
 * type. A look at the text takes a fraction of what it takes to parse it and to write it anew.
 */
import { isPolymorphic } from '../../edm/lookup.js'
import type { TypeReference } from '../../edm/types.js'
import type { ObjectShape, ShapeMember } from '../../plan/shape.js'
import { STORED_TYPE } from '../stored-value.js'

/** The text as it is shown; undefined where more would have to be changed. */
export type ShowAsStored = (text: string) => string | undefined

/** Characters of longer texts: what they have inside is parsed. */
const LONG = 4096

/** Characters of longer patterns: types that hold one another have thousands of members, and V8 would compile for minutes. */
const LONG_PATTERN = 4096

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`
const SINGLE = String.raw`(?:${TEXT}|-?\d[\d.eE+-]*|true|false|null)`

/** Undefined where values of the shape never look like that. */
export function patternOf (type: TypeReference, shape: ObjectShape): ShowAsStored | undefined {
  const names = new Set<string>()
  const pattern = patternOfValue(type, shape, names)
  if (pattern === undefined) return undefined
  const whole = new RegExp(`^${pattern}$`)
  return text => {
    if (text.length > LONG || !whole.test(text)) return undefined
    let shown = text
    for (const name of names) shown = shown.replaceAll(name, '')
    return shown
  }
}

function patternOfValue ({ type }: TypeReference, shape: ObjectShape | undefined, names: Set<string>): string | undefined {
  if (type.kind !== 'collection') return shape === undefined ? SINGLE : patternOfObject(shape, names)
  const item = patternOfValue(type.elementType, shape, names)
  // Each item is followed by a comma and another one, or by the end; so that the pattern has it once.
  return item === undefined ? undefined : withinLength(String.raw`\[(?:${item}(?:,(?!\])|(?=\])))*\]`)
}

const withinLength = (pattern: string): string | undefined => pattern.length > LONG_PATTERN ? undefined : pattern

/** All members that are stored, and nothing else. Of several types, those that do not tell their names. */
function patternOfObject ({ type, members, variants }: ObjectShape, names: Set<string>): string | undefined {
  if (variants !== undefined) {
    const patterns = variants.map(variant => patternOfObject(variant, names)).filter(pattern => pattern !== undefined)
    return patterns.length === 0 ? undefined : withinLength(`(?:null|${patterns.join('|')})`)
  }
  const { properties } = type
  const shown = members.at(-1)?.kind === 'dynamic' ? members.slice(0, -1) : members
  if (shown.length === 0 || shown.length !== properties.length) return undefined
  const inside = new Set<string>()
  const values = shown.map((member, index) => {
    const value = member.kind === 'property' && member.property === properties[index] ? patternOfMember(member, inside) : undefined
    return value === undefined ? undefined : `${escaped(`${JSON.stringify(member.name)}:`)}${value}`
  })
  if (values.includes(undefined)) return undefined
  const named = type.baseType !== undefined || isPolymorphic(type) ? `${JSON.stringify(STORED_TYPE)}:${JSON.stringify(type.name)},` : ''
  for (const name of named === '' ? inside : [...inside, named]) names.add(name)
  return withinLength(String.raw`(?:null|\{${escaped(named)}${values.join(',')}\})`)
}

function patternOfMember (member: Extract<ShapeMember, { kind: 'property' }>, names: Set<string>): string | undefined {
  const { name, property, shape, omitted, items, asText } = member
  if (name !== property.name || omitted.length > 0 || items !== undefined || asText) return undefined
  return patternOfValue(property.type, shape, names)
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
