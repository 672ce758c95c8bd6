/**
 * `$search="displayName:ann" OR "mail:ann"`: how Graph's directory is searched. Each phrase names a property; what it says is looked for in
 * that alone, in any case.
 */
import { wantsEventual } from '../../dialect/advanced-queries.js'
import type { EdmModel, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ExpressionNode, SearchNode } from '../url/ast.js'
import { parseUrl } from '../url/parse-url.js'

/** A phrase: the name of a property, and what is looked for. */
const PHRASE = /^([A-Za-z_]\w*):(.+)$/s

/**
 * The condition that such a search is; undefined for one of words alone, or of a type that is not searched so.
 * @throws ODataError `badRequest` for a search of both kinds
 */
export function searchByProperty (model: EdmModel, type: StructuredType, node: SearchNode): ExpressionNode | undefined {
  const terms = wantsEventual(model, type) ? termsOf(node) : []
  const named = terms.filter(text => PHRASE.test(text)).length
  if (named === 0) return undefined
  if (named < terms.length) {
    throw new ODataError('badRequest', '$search: each phrase names a property, as in $search="displayName:ann" OR "mail:ann".', { target: '$search' })
  }
  return parseUrl(`x?$filter=${encodeURIComponent(conditionOf(node))}`).options.filter
}

function termsOf (node: SearchNode): readonly string[] {
  switch (node.kind) {
    case 'term': return [node.text]
    case 'not': return termsOf(node.operand)
    case 'and': case 'or': return [...termsOf(node.left), ...termsOf(node.right)]
  }
}

function conditionOf (node: SearchNode): string {
  switch (node.kind) {
    case 'term': {
      const [, name = '', text = ''] = PHRASE.exec(node.text) ?? []
      return `contains(tolower(${name}),tolower('${text.replaceAll("'", "''")}'))`
    }
    case 'not': return `not (${conditionOf(node.operand)})`
    case 'and': case 'or': return `(${conditionOf(node.left)}) ${node.kind} (${conditionOf(node.right)})`
  }
}
