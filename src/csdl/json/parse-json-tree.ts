/**
 * JSON as a tree of values with their places (RFC 8259). Numbers keep their text, so that 64 bits survive; a member that appears twice is
 * refused.
 */
import { Tokenizer, TokenType } from '@streamparser/json'
import type { ParsedTokenInfo } from '@streamparser/json/utils/types/parsedTokenInfo.js'
import { quote } from '../csdl-error.js'

interface Placed {
  /** Where it begins, in bytes. */
  readonly at: number
}

export interface ObjectNode extends Placed {
  readonly kind: 'object'
  readonly members: ReadonlyMap<string, JsonNode>
}

export type JsonNode = Placed & (
  | { readonly kind: 'array', readonly items: readonly JsonNode[] }
  /** A number is its text. */
  | { readonly kind: 'string' | 'number', readonly text: string }
  | { readonly kind: 'boolean', readonly value: boolean }
  | { readonly kind: 'null' }
) | ObjectNode

export type Refuse = (sentence: string, at: number) => Error

const MAX_DEPTH = 100

class ExactTokenizer extends Tokenizer {
  /** The library gives what this returns as the token's value. */
  protected override parseNumber (text: string): number {
    return text as unknown as number
  }
}

/** @throws what `refuse` gives, when the bytes are not JSON, are nested too deep, or have a member twice */
export function parseJsonTree (bytes: Uint8Array, refuse: Refuse): JsonNode {
  const tokenizer = new ExactTokenizer()
  const builder = createTreeBuilder(refuse)
  let last = 0
  const failures: Error[] = []
  tokenizer.onToken = token => {
    last = token.offset
    builder.accept(token)
  }
  tokenizer.onError = error => { failures.push(error) }
  tokenizer.write(bytes)
  if (failures.length === 0 && !tokenizer.isEnded) tokenizer.end()
  const [failure] = failures
  if (failure !== undefined) throw isRefusal(failure) ? failure : refuse(`The document is not JSON: ${failure.message}`, last)
  return builder.finish(bytes.length)
}

/** The tokenizer hands back what the builder throws. */
const isRefusal = (error: Error): boolean => error.name === 'CsdlError'

type Growing =
  | { readonly kind: 'object', readonly members: Map<string, JsonNode>, readonly at: number }
  | { readonly kind: 'array', readonly items: JsonNode[], readonly at: number }

/** What may come next. */
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing'

function createTreeBuilder (refuse: Refuse) {
  const open: Growing[] = []
  let root: JsonNode | undefined
  let key = ''
  let expected: Expected = 'value'
  const add = (node: JsonNode): void => {
    const parent = open.at(-1)
    if (parent === undefined) root = node
    else if (parent.kind === 'array') parent.items.push(node)
    else parent.members.set(key, node)
  }
  const start = (node: Growing): void => {
    if (open.length >= MAX_DEPTH) throw refuse(`Values are nested deeper than ${MAX_DEPTH} levels.`, node.at)
    add(node)
    open.push(node)
    expected = node.kind === 'object' ? 'keyOrEnd' : 'valueOrEnd'
  }
  const end = (kind: Growing['kind'], at: number): void => {
    if (open.pop()?.kind !== kind || (expected !== 'commaOrEnd' && expected !== (kind === 'object' ? 'keyOrEnd' : 'valueOrEnd'))) {
      throw refuse(`The document is not JSON: ${kind === 'object' ? '}' : ']'} is not expected here.`, at)
    }
    expected = open.length === 0 ? 'nothing' : 'commaOrEnd'
  }
  const accept = ({ token, value, offset: at }: ParsedTokenInfo): void => {
    const unexpected = (): Error => refuse(`The document is not JSON: ${quote(String(value))} is not expected here.`, at)
    if (token === TokenType.RIGHT_BRACE) return end('object', at)
    if (token === TokenType.RIGHT_BRACKET) return end('array', at)
    if (token === TokenType.COLON) {
      if (expected !== 'colon') throw unexpected()
      expected = 'value'
      return
    }
    if (token === TokenType.COMMA) {
      if (expected !== 'commaOrEnd') throw unexpected()
      expected = open.at(-1)?.kind === 'object' ? 'key' : 'value'
      return
    }
    if (token === TokenType.STRING && (expected === 'key' || expected === 'keyOrEnd')) {
      key = String(value)
      const parent = open.at(-1)
      if (parent?.kind === 'object' && parent.members.has(key)) throw refuse(`The member ${quote(key)} appears twice.`, at)
      expected = 'colon'
      return
    }
    if (expected !== 'value' && expected !== 'valueOrEnd') throw unexpected()
    if (token === TokenType.LEFT_BRACE) return start({ kind: 'object', members: new Map(), at })
    if (token === TokenType.LEFT_BRACKET) return start({ kind: 'array', items: [], at })
    expected = open.length === 0 ? 'nothing' : 'commaOrEnd'
    add(scalar(token, value, at))
  }
  const finish = (length: number): JsonNode => {
    if (root === undefined || expected !== 'nothing') throw refuse('The document is not JSON: it ends too early.', length)
    return root
  }
  return { accept, finish }
}

function scalar (token: TokenType, value: unknown, at: number): JsonNode {
  switch (token) {
    case TokenType.TRUE: case TokenType.FALSE: return { kind: 'boolean', value: value === true, at }
    case TokenType.NULL: return { kind: 'null', at }
    default: return { kind: token === TokenType.NUMBER ? 'number' : 'string', text: String(value), at }
  }
}
