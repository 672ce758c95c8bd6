/**
 * The state of one parse and the ten helpers every production is written with. The productions are plain functions that take a `Parser`.
 */
import { limits } from '../../base/limits.js'
import type { Liberty, ToleranceName } from '../../base/tolerances.js'
import type { ODataError } from '../../errors.js'
import { isSpace, lex, qualifiedNameEnd, type Token, type TokenKind } from './lexer.js'
import { limitError, syntaxError } from './syntax-error.js'

export class Parser {
  /** The token not yet consumed. */
  token: Token
  /** Where the last consumed token ended. */
  previousEnd: number
  #depth = 0
  #tokens = 0
  #links = 0

  /**
   * `source` names the text in errors; `start` is where in the text to begin; `slots` numbers the literals of the text, by position;
   * `liberties` gets what is taken beyond the grammar.
   */
  constructor (
    readonly source: string,
    readonly text: string,
    start = 0,
    readonly slots?: ReadonlyMap<number, number>,
    readonly liberties: Liberty[] = []
  ) {
    if (text.length > limits.optionLength.most) throw limitError(source, `longer than ${limits.optionLength.most} characters`)
    this.previousEnd = start
    this.token = lex(text, start)
  }

  /** The production consumes the text to its end; trailing white space is tolerated, leading is not (see {@link expectGlued}). */
  whole<T> (production: (parser: this) => T): T {
    const node = production(this)
    const spaced = this.token.start > this.previousEnd
    this.expect('end', 'the end')
    if (spaced) this.takeLiberty('trailingSpaces')
    return node
  }

  /** Notes what the grammar does not have. */
  takeLiberty (name: ToleranceName): void {
    this.liberties.push({ name, source: this.source })
  }

  is (kind: TokenKind): boolean {
    return this.token.kind === kind
  }

  /** A name equal to the word, without regard to case. */
  isWord (word: string): boolean {
    return this.token.kind === 'name' && this.token.text.length === word.length && this.token.text.toLowerCase() === word
  }

  /** The token follows the last one without white space. */
  isGlued (kind: TokenKind): boolean {
    return this.token.kind === kind && this.token.start === this.previousEnd
  }

  /** `name=`, as before a parameter or a nested option. */
  isAssignment (): boolean {
    return this.text.charCodeAt(this.token.end) === 0x3d &&
      (this.isMemberName() || this.is('dollarName') || this.is('atName'))
  }

  /** The same with white space before the sign. */
  isLooseAssignment (): boolean {
    let at = this.token.end
    while (isSpace(this.text.charCodeAt(at))) at++
    return this.text.charCodeAt(at) === 0x3d
  }

  /** Consumes the token. Every token passes here, so here they are counted. */
  advance (): Token {
    const token = this.token
    if (++this.#tokens > limits.tokens.most) throw limitError(this.source, `more than ${limits.tokens.most} tokens`)
    if (token.suffixed === true) this.takeLiberty('numberSuffixes')
    this.previousEnd = token.end
    this.token = lex(this.text, token.end)
    return token
  }

  skip (kind: TokenKind): boolean {
    if (this.token.kind !== kind) return false
    this.advance()
    return true
  }

  skipWord (word: string): boolean {
    if (!this.isWord(word)) return false
    this.advance()
    return true
  }

  expect (kind: TokenKind, expected = `"${kind}"`): Token {
    if (this.token.kind !== kind) throw this.unexpected(expected)
    return this.advance()
  }

  expectWord (word: string): Token {
    if (!this.isWord(word)) throw this.unexpected(`"${word}"`)
    return this.advance()
  }

  /** White space is allowed neither around `=` nor before the value of an option. */
  expectGlued (expected: string): void {
    if (this.token.start > this.previousEnd) throw this.error(this.previousEnd, expected, ' ')
  }

  /** `odataIdentifier` */
  expectIdentifier (expected = 'a name'): string {
    if (this.is('name') && this.token.text.includes('.')) throw this.unexpected(`${expected} without a dot`)
    return this.expectName(expected)
  }

  /** `[ namespace "." ] odataIdentifier` */
  expectName (expected = 'a name'): string {
    const { text } = this.expect('name', expected)
    this.checkName(text)
    return text
  }

  /** The same, where no literal can stand: there `null`, `true` and `INF` are names like any other. */
  expectMember (expected = 'a name'): string {
    if (!this.isWordLiteral()) return this.expectName(expected)
    const { start, end } = this.advance()
    return this.text.slice(start, end)
  }

  /** What {@link expectMember} takes. */
  isMemberName (): boolean {
    return this.is('name') || this.isWordLiteral()
  }

  /** `null`, `true`, `INF` and the like: literals that are words, and may be names where no literal can stand. */
  isWordLiteral (): boolean {
    return this.is('literal') && /^[a-z]+$/i.test(this.text.slice(this.token.start, this.token.end))
  }

  checkName (name: string): void {
    if (name.length <= limits.identifierLength.most) return
    if (name.split('.').some(part => part.length > limits.identifierLength.most)) {
      throw limitError(this.source, `a name is longer than ${limits.identifierLength.most} characters`)
    }
  }

  /** `item *( separator item )` */
  list<T> (separator: TokenKind, production: (parser: this) => T): T[] {
    const items = [production(this)]
    while (this.skip(separator)) items.push(production(this))
    return items
  }

  /** `"(" production ")"`, one level deeper. */
  parenthesized<T> (production: (parser: this) => T): T {
    return this.enclosed(() => this.nested(production))
  }

  /** `"(" production ")"` where every production inside that can contain itself counts its own level. */
  enclosed<T> (production: (parser: this) => T): T {
    this.expect('(')
    const node = production(this)
    this.expect(')', '")"')
    return node
  }

  /** Every production that can contain itself goes through here. */
  nested<T> (production: (parser: this) => T): T {
    if (++this.#depth > limits.depth.most) throw limitError(this.source, `nested deeper than ${limits.depth.most} levels`)
    const node = production(this)
    this.#depth--
    return node
  }

  /** Every binary operator, path segment and transformation is counted here: a chain makes as deep a tree as nesting does. */
  countLink (): void {
    if (++this.#links > limits.links.most) throw limitError(this.source, `more than ${limits.links.most} operators, path segments and transformations`)
  }

  /** Leaves the tokens: matches a sticky pattern right after the last consumed text. Follow with {@link resume}. */
  matchRaw (pattern: RegExp): string | undefined {
    pattern.lastIndex = this.previousEnd
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    if (++this.#tokens > limits.tokens.most) throw limitError(this.source, `more than ${limits.tokens.most} tokens`)
    this.previousEnd = pattern.lastIndex
    return found[0]
  }

  /** Returns to the tokens after {@link matchRaw}. */
  resume (): void {
    this.token = lex(this.text, this.previousEnd)
  }

  /** Goes back to an earlier token, for the few productions that need more than one of look-ahead. */
  rewind (token: Token, previousEnd: number): void {
    this.token = token
    this.previousEnd = previousEnd
  }

  /** The error that the current token is not what the grammar requires here. */
  unexpected (expected: string, suggestion?: string): ODataError {
    const { kind, start, end } = this.token
    const found = kind === 'end' ? undefined : this.text.slice(start, end)
    return this.error(start, this.token.expected ?? expected, found, this.token.suggestion ?? suggestion)
  }

  error (position: number, expected: string, found: string | undefined, suggestion?: string): ODataError {
    return syntaxError({ source: this.source, position, expected, found, suggestion })
  }
}

/** The whole text is one `odataIdentifier`. */
export const isIdentifier = (text: string): boolean => isQualifiedName(text) && !text.includes('.') && text.length <= limits.identifierLength.most

/** The whole text is one identifier or qualified name. */
export const isQualifiedName = (text: string): boolean => text !== '' && qualifiedNameEnd(text, 0) === text.length
