/** Keys in URLs: their predicates as text (OData-URL 4.01, section 4.3.1), and their values out of literals and of path segments. */
import { trimEnd } from '../base/trim-end.js'
import { underlyingType } from '../edm/lookup.js'
import { readPrimitive } from '../edm/read-primitive.js'
import type { EntityType, KeyProperty, PrimitiveValue } from '../edm/types.js'
import type { EnumLiteralNode, ExpressionNode } from './url/ast.js'
import { readText } from './value-text.js'
import type { EntityKey } from './canonical-path.js'

/** The name of a key property in a predicate: its alias, where the path has several steps. */
export const keyName = ({ path, alias }: KeyProperty): string => alias ?? path

/** `('a b')` percent-encoded, `(1)`, `(a='x',b=2)`; empty for an entity that needs no key. `by`: the properties of an alternate key. */
export function keyPredicate ({ key: own }: EntityType, key: EntityKey, by?: readonly KeyProperty[]): string {
  if (key.length === 0) return ''
  const properties = by ?? own
  const [first, ...others] = properties
  const [value] = key
  if (first === undefined || value === undefined) return ''
  if (others.length === 0 && by === undefined) return `(${keyLiteral(first, value)})`
  return `(${properties.map((property, index) => `${keyName(property)}=${keyLiteral(property, key[index] ?? '')}`).join(',')})`
}

function keyLiteral ({ property: { type } }: KeyProperty, value: PrimitiveValue): string {
  const underlying = underlyingType(type.type)
  const quoted = (text: string): string => `'${encodeURIComponent(text.replaceAll("'", "''"))}'`
  if (underlying.kind === 'enum') return `${underlying.fullName}${quoted(String(value))}`
  if (underlying.kind !== 'primitive') return quoted(String(value))
  switch (underlying.name) {
    case 'Edm.String': return quoted(String(value))
    case 'Edm.Duration': return `duration${quoted(String(value))}`
    case 'Edm.Binary': return `binary${quoted(String(value))}`
    case 'Edm.TimeOfDay': return encodeURIComponent(trimEnd(trimEnd(String(value), '0'), '.'))
    default: return encodeURIComponent(String(value))
  }
}

/** The value of a key property out of a literal; undefined for one of another type. `mayQuote`: whether text may be one of another type. */
export function keyValue (property: KeyProperty, node: ExpressionNode, mayQuote: () => boolean = () => false): PrimitiveValue | undefined {
  const { type } = property.property.type
  const underlying = underlyingType(type)
  if (node.kind === 'enumLiteral') return underlying.kind === 'enum' ? readPrimitive(property.property.type, enumText(node)) : undefined
  if (node.kind !== 'literal' || node.literalKind === 'null') return undefined
  const isText = node.literalKind === 'string'
  if (underlying.kind === 'enum') return isText ? readPrimitive(property.property.type, node.text) : undefined
  if (underlying.kind !== 'primitive') return undefined
  if (underlying.name === 'Edm.String') return isText ? readText(property.property.type, node.text) : undefined
  const value = readText(property.property.type, node.text)
  return isText && (value === undefined || !mayQuote()) ? undefined : value
}

const enumText = ({ members }: EnumLiteralNode): string => members.join(',')

/** The value of the one key property out of a path segment (OData-URL 4.01, section 4.3.6). */
export const keySegmentValue = (property: KeyProperty, text: string): PrimitiveValue | undefined => readText(property.property.type, text)
