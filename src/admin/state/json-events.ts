/** A JSON text of any length as events, piece by piece (RFC 8259): the library finds the tokens, this holds them against the grammar. */
import { Tokenizer, TokenType } from '@streamparser/json'
import type { ParsedTokenInfo } from '@streamparser/json/utils/types/parsedTokenInfo.js'
import { limits } from '../../base/limits.js'
import { ExactNumber } from '../../edm/exact-number.js'
import { ODataError } from '../../errors.js'
import { isBase64 } from '../../odata/json/json-strings.js'

/** Whether numbers are doubles, or keep the digits that a double would change. */
export type Numbers = 'double' | 'exact'

export type JsonEvent =
  | { readonly kind: 'startObject' | 'startArray' | 'end' }
  | { readonly kind: 'key', readonly name: string }
  | { readonly kind: 'value', readonly value: string | number | boolean | null | ExactNumber }

export interface JsonEvents {
  /** Emits the events that these bytes complete; 400 for what is not JSON. */
  write (bytes: Uint8Array): void
  /** 400 when the text is not complete. */
  end (): void
}

/** Bytes that are handed to the tokenizer at once. */
const SLICE_BYTES = 65_536
const MAX_DEPTH = 64

/** What may come next: a value, the first or another key, a colon, a comma or the end. */
type Expected = 'value' | 'valueOrEnd' | 'keyOrEnd' | 'key' | 'colon' | 'commaOrEnd' | 'nothing'

/**
 * `maxBytes`: of one string or number at present. One that is longer than a text may be must be base64, which costs little to decode.
 * `offset` of an event is where in the text it was found.
 */
export function createJsonEvents (
  emit: (event: JsonEvent, offset: number) => void,
  maxBytes: () => number,
  numbers: Numbers = 'double'
): JsonEvents {
  const tokenizer = numbers === 'exact' ? new ExactTokenizer() : new Tokenizer()
  const open: Array<'object' | 'array'> = []
  let expected: Expected = 'value'
  let [written, lastToken, failure]: [number, number, unknown] = [0, 0, undefined]
  const afterValue = (): Expected => open.length === 0 ? 'nothing' : 'commaOrEnd'
  const start = (kind: 'object' | 'array', offset: number): void => {
    if (open.push(kind) > MAX_DEPTH) throw malformed(`is nested deeper than ${MAX_DEPTH} levels`, offset)
    expected = kind === 'object' ? 'keyOrEnd' : 'valueOrEnd'
    emit({ kind: kind === 'object' ? 'startObject' : 'startArray' }, offset)
  }
  const end = (kind: 'object' | 'array', offset: number): void => {
    if (open.pop() !== kind || (expected !== 'commaOrEnd' && expected !== (kind === 'object' ? 'keyOrEnd' : 'valueOrEnd'))) {
      throw malformed('closes what is not open', offset)
    }
    expected = afterValue()
    emit({ kind: 'end' }, offset)
  }
  const accept = ({ token, value, offset }: ParsedTokenInfo): void => {
    lastToken = offset
    switch (token) {
      case TokenType.RIGHT_BRACE: return end('object', offset)
      case TokenType.RIGHT_BRACKET: return end('array', offset)
      case TokenType.COLON:
        if (expected !== 'colon') break
        expected = 'value'
        return
      case TokenType.COMMA:
        if (expected !== 'commaOrEnd') break
        expected = open.at(-1) === 'object' ? 'key' : 'value'
        return
      default:
        if (token === TokenType.STRING && (expected === 'key' || expected === 'keyOrEnd')) {
          expected = 'colon'
          return emit({ kind: 'key', name: String(value) }, offset)
        }
        if (expected !== 'value' && expected !== 'valueOrEnd') break
        if (token === TokenType.LEFT_BRACE) return start('object', offset)
        if (token === TokenType.LEFT_BRACKET) return start('array', offset)
        expected = afterValue()
        return emit({ kind: 'value', value }, offset)
    }
    throw malformed('is not JSON', offset)
  }
  tokenizer.onToken = accept
  tokenizer.onError = error => { failure = error }
  const check = (offset: number): void => {
    if (failure instanceof ODataError) throw failure
    if (failure !== undefined) throw malformed('is not JSON', offset)
  }
  return {
    write: bytes => {
      for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
        const slice = bytes.subarray(start, start + SLICE_BYTES)
        tokenizer.write(slice)
        check(written)
        const within = lastToken < written
        written += slice.length
        const length = written - lastToken
        if (length > maxBytes()) throw tooLarge(maxBytes())
        if (within && length > limits.bodyText.most && !isBlank(slice) && !isBase64(slice)) throw tooLarge(limits.bodyText.most)
      }
    },
    end: () => {
      if (expected !== 'nothing') throw malformed('ends too early', written)
    }
  }
}

class ExactTokenizer extends Tokenizer {
  /** The library hands on what this returns, whatever it is. */
  override parseNumber (text: string): number {
    const value = Number(text)
    return String(value) === text ? value : new ExactNumber(text) as unknown as number
  }
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every(byte => byte <= 0x20)

/** The 413 of a value that is larger than it may be. */
export const tooLarge = (most: number): ODataError =>
  new ODataError(
    'payloadTooLarge',
    `One value of the document is larger than ${most} bytes, the limit of a text, a row, or a body (MAX_BODY_BYTES).`
  )

const malformed = (what: string, offset: number): ODataError =>
  new ODataError('badRequest', `The document ${what}, at byte ${offset}.`, { target: `byte ${offset}` })
