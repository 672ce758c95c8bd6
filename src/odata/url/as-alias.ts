/** The name that `$compute` and `$apply` give to a value (OData-URL 4.01, section 5.1.9). */
import type { Parser } from './parser.js'

/** `asAlias = RWS "as" RWS computedProperty` */
export function parseAlias (parser: Parser): string {
  parser.expectWord('as')
  return parser.expectIdentifier()
}
