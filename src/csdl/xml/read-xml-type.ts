/** The type of a property, parameter, return type or term in CSDL XML, with its facets (OData CSDL XML 4.01, sections 3.4 and 7.1). */
import type { Facets } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { TypeNode } from '../document.js'
import { givenFacets } from '../given-facets.js'
import { fullName, naturalNumber } from '../reading.js'
import type { Reading } from '../reading.js'
import type { XmlNode } from './parse-xml.js'
import { flag, required } from './xml-element.js'

export const FACET_ATTRIBUTES: readonly string[] = ['MaxLength', 'Precision', 'Scale', 'Unicode', 'SRID']
export const TYPE_ATTRIBUTES: readonly string[] = ['Type', 'Nullable', ...FACET_ATTRIBUTES]

export function readTypeAttributes (reading: Reading, node: XmlNode): TypeNode {
  const written = required(reading, node, 'Type').trim()
  const item = /^Collection\((.*)\)$/.exec(written)?.[1]?.trim()
  const name = fullName(reading, item ?? written)
  return { name, collection: item !== undefined, nullable: flag(reading, node, 'Nullable'), facets: readFacets(reading, node, name) }
}

/** An Edm.Decimal without `Scale` has none: it is a whole number (section 3.4.3). */
export function readFacets (reading: Reading, node: XmlNode, typeName: string): Facets {
  const maxLength = sizeOf(reading, node, 'MaxLength', ['max'])
  const precision = sizeOf(reading, node, 'Precision', [])
  const scale = sizeOf(reading, node, 'Scale', ['variable', 'floating']) ?? (typeName === 'Edm.Decimal' ? 0 : undefined)
  const unicode = flag(reading, node, 'Unicode')
  const srid = sizeOf(reading, node, 'SRID', ['variable'])
  return givenFacets({ maxLength, precision, scale, unicode, srid })
}

/** A number, or one of the symbols, in any case. */
function sizeOf<Symbol extends string> (
  reading: Reading, node: XmlNode, name: string, symbols: readonly Symbol[]
): number | Symbol | undefined {
  const text = node.attributes[name]
  if (text === undefined) return undefined
  const value = symbols.find(symbol => symbol === text.trim().toLowerCase()) ?? naturalNumber(text)
  if (value === undefined) throw reading.fault(`${name} is ${['a whole number', ...symbols].join(' or ')}, not ${quote(text)}.`, node.at)
  return value
}
