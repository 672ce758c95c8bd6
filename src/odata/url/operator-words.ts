/** The words of expressions (OData-URL 4.01, section 5.1.1): which are operators, which may follow, and which are members of that name. */
import type { BinaryOperator } from './ast.js'
import { lex, type Token, type TokenKind } from './lexer.js'

/** Section 5.1.1.14: a higher number binds tighter. `has` and `in` are primary, above the unary operators. */
export const binaryPrecedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1, and: 2, eq: 3, ne: 3, gt: 4, ge: 4, lt: 4, le: 4, add: 5, sub: 5, mul: 6, div: 6, divby: 6, mod: 6, has: 8, in: 8
}
export const UNARY_PRECEDENCE = 7
export const PRIMARY_PRECEDENCE = 9

/** By their text. */
export const binaryOperators = new Map<string, BinaryOperator>(Object.keys(binaryPrecedence).map(name => [name, name as BinaryOperator]))

/** Words that may follow an expression without being operators of it. */
export const followingWords = ['as', 'desc', 'asc', 'with', 'from']
const followingKinds: readonly TokenKind[] = ['end', ')', ',', ';', ':', ']', '}', '/']

export function operatorOf (token: Token): BinaryOperator | undefined {
  if (token.kind !== 'name') return undefined
  return binaryOperators.get(token.text) ?? binaryOperators.get(token.text.toLowerCase())
}

/** What may follow an expression; a `parenExpr` ends here too. */
export const followsExpression = (token: Token): boolean => followingKinds.includes(token.kind) || isFollowingWord(token)

const isFollowingWord = ({ kind, text }: Token): boolean => kind === 'name' && followingWords.includes(text.toLowerCase())

/**
 * Whether a word that also is an operator, or may follow an expression, names a member. A property may be called `mod`: `mod eq 5`,
 * `mod/x`, `(mod)` and `mod desc` say that it is one, `a eq and b` that an operand is missing.
 */
export function isMember (text: string, word: Token): boolean {
  const next = lex(text, word.end)
  return operatorOf(next) !== undefined || followsExpression(next) || (next.kind === '(' && next.start === word.end)
}

/** A property may be called `not`: `not eq true`, `(not)` and `not/x` say that it is one, as no operand follows. */
export function isMemberNamedNot (text: string, word: Token): boolean {
  const next = lex(text, word.end)
  if (operatorOf(next) !== undefined || isFollowingWord(next)) return !isMember(text, next)
  return followingKinds.includes(next.kind)
}
