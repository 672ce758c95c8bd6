/** The type of a property, parameter, return type or term in CSDL JSON, with its facets (OData CSDL JSON 4.01, sections 3.4 and 7.1). */
import { MAX_PRECISION } from '../../edm/date-time-offset.js'
import type { Facets } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { TypeNode } from '../document.js'
import { givenFacets } from '../given-facets.js'
import { fullName, naturalNumber } from '../reading.js'
import type { Reading } from '../reading.js'
import { flagMember, stringMember } from './json-member.js'
import type { ObjectNode } from './parse-json-tree.js'

export const FACET_MEMBERS: readonly string[] = ['$MaxLength', '$Precision', '$Scale', '$Unicode', '$SRID']
export const TYPE_MEMBERS: readonly string[] = ['$Type', '$Collection', '$Nullable', ...FACET_MEMBERS]

/** A string is the type where there is none, and a value is never null unless it says so. */
export function readType (reading: Reading, node: ObjectNode): TypeNode {
  const name = fullName(reading, stringMember(reading, node, '$Type') ?? 'Edm.String')
  return {
    name,
    collection: flagMember(reading, node, '$Collection'),
    nullable: flagMember(reading, node, '$Nullable'),
    facets: readFacets(reading, node, name)
  }
}

/** An Edm.Decimal without `$Scale` has a variable one. */
export function readFacets (reading: Reading, node: ObjectNode, typeName: string): Facets {
  const maxLength = sizeOf(reading, node, '$MaxLength', [])
  const precision = precisionOf(sizeOf(reading, node, '$Precision', []), typeName)
  const scale = sizeOf(reading, node, '$Scale', ['variable', 'floating']) ?? (typeName === 'Edm.Decimal' ? 'variable' : undefined)
  const srid = sizeOf(reading, node, '$SRID', ['variable'])
  const unicode = node.members.has('$Unicode') ? flagMember(reading, node, '$Unicode') : undefined
  return givenFacets({ maxLength, precision, scale, unicode, srid })
}

/** Of seconds: not given is any number of decimals, and none is what CSDL XML says by leaving it out. */
function precisionOf (given: number | undefined, typeName: string): number | undefined {
  if (!temporal.has(typeName)) return given
  return given === undefined ? MAX_PRECISION : given === 0 ? undefined : given
}

const temporal: ReadonlySet<string> = new Set(['Edm.DateTimeOffset', 'Edm.Duration', 'Edm.TimeOfDay'])

/** A number, as such or as text, or one of the symbols, in any case. */
function sizeOf<Symbol extends string> (
  reading: Reading, node: ObjectNode, name: string, symbols: readonly Symbol[]
): number | Symbol | undefined {
  const value = node.members.get(name)
  if (value === undefined) return undefined
  const text = value.kind === 'number' || value.kind === 'string' ? value.text : ''
  const size = symbols.find(symbol => symbol === text.toLowerCase()) ?? naturalNumber(text)
  if (size === undefined) throw reading.fault(`${name} is ${['a whole number', ...symbols].join(' or ')}, not ${quote(text)}.`, value.at)
  return size
}
