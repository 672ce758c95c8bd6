/**
 * A type's name in quotes, as `cast` and `isof` took it in OData 3 and clients of .NET still send it: `isof('Ns.Type')`. It says which type
 * is meant, so that it is no value that could change from one request of a shape to the next.
 */
import type { Token } from './lexer.js'

const QUOTED_NAME = /^(?:Collection\([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_.]*\)|[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_]*(?:\.[\p{L}\p{Nl}\p{Nd}_]+)+)$/u

/** Whether a token is a string that can be the qualified name of a type. */
export const isQuotedTypeName = ({ kind, literalKind, text }: Token): boolean =>
  kind === 'literal' && literalKind === 'string' && text.length <= 512 && QUOTED_NAME.test(text)

/** Whether a text calls what takes a type. */
export const takesType = (text: string): boolean => /\b(?:cast|isof)\(/i.test(text)
