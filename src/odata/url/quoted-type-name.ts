/**
 * A type's name in quotes, as `cast` and `isof` took it in OData 3 and clients of .NET still send it: `isof('Ns.Type')`. It says which type
 * is meant, so that it is not a value that could change from one request of a shape to the next.
 */
import type { Token } from './lexer.js'
import { isQualifiedName } from './parser.js'

const COLLECTION = /^Collection\((.*)\)$/s

/** Whether a token is a string that can be the qualified name of a type. */
export function isQuotedTypeName ({ kind, literalKind, text }: Token): boolean {
  if (kind !== 'literal' || literalKind !== 'string' || text.length > 512) return false
  const element = COLLECTION.exec(text)?.[1]
  return element === undefined ? text.includes('.') && isQualifiedName(text) : isQualifiedName(element)
}

/** Whether a text calls what takes a type. */
export const takesType = (text: string): boolean => /\b(?:cast|isof)\(/i.test(text)
