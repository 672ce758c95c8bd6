/** Options in parentheses as the query of a URL of its own: what the next page of the collection that they are about is asked with. */
import type { NestedOptions } from './url/ast.js'
import { encode, printEach } from './url/print-options.js'

export interface NestedQuery {
  /** Encoded. */
  readonly text: string
  /** `name=value` of each option, decoded. */
  readonly options: readonly string[]
}

export const NO_QUERY: NestedQuery = { text: '', options: [] }

export function nestedQuery (nested: NestedOptions): NestedQuery {
  const options = printEach(nested)
  return { text: options.map(encode).join('&'), options }
}
