/** `JSON.parse` of a long text in many turns: the same value, or the same refusal. */
import { createTurns } from '../../base/turns.js'
import type { Turns } from '../../base/turns.js'
import { ODataError } from '../../errors.js'
import { findPieces } from './json-pieces.js'
import type { LargeContainer, LargeNode } from './json-pieces.js'
import type { LargeString } from './json-strings.js'
import { withoutBlanks } from './json-blanks.js'

/** A body that was parsed before it is read. */
export interface ParsedBody {
  /** @throws what is wrong with it, as `JSON.parse` would; ODataError `badRequest` for what is too deep. */
  readonly value: () => unknown
  /** The text of a large object or array in it, as it was sent. */
  readonly textOf: (value: object) => Uint8Array | undefined
}

interface Reading {
  readonly bytes: Buffer
  readonly turn: Turns
  readonly texts: WeakMap<object, Uint8Array>
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes from which on it is worth it. */
const LONG_BYTES = 262_144

export const isLongBody = (bytes: Uint8Array | undefined): bytes is Uint8Array => bytes !== undefined && bytes.length > LONG_BYTES

/** The text as what was parsed, be it a value or an error. @throws ODataError `payloadTooLarge` for what is beyond the limits. */
export async function parseBody (bytes: Uint8Array): Promise<ParsedBody> {
  const texts = new WeakMap<object, Uint8Array>()
  const textOf: ParsedBody['textOf'] = value => texts.get(value)
  try {
    const value = await parseInPieces(bytes, texts)
    return { value: () => value, textOf }
  } catch (error) {
    if (error instanceof ODataError && error.kind === 'payloadTooLarge') throw error
    return { value: () => { throw error }, textOf }
  }
}

/**
 * @param texts where the texts of large objects and arrays are left
 * @throws SyntaxError or TypeError as `JSON.parse` and `TextDecoder` do, ODataError for what is beyond the limits
 */
export async function parseInPieces (bytes: Uint8Array, texts: WeakMap<object, Uint8Array> = new WeakMap()): Promise<unknown> {
  const reading = { bytes: withoutMark(bytes), turn: createTurns(), texts }
  const root = await findPieces(reading.bytes, reading.turn)
  if (root === undefined) return JSON.parse(await textOf(reading, 0, reading.bytes.length))
  await expectBlank(reading, 0, root.start)
  await expectBlank(reading, root.end + 1, reading.bytes.length)
  return await build(reading, root)
}

/** The byte order mark that a decoder leaves out. */
function withoutMark (bytes: Uint8Array): Buffer {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
}

const build = async (reading: Reading, node: LargeNode): Promise<unknown> =>
  node.kind === 'string' ? buildString(reading, node) : await buildContainer(reading, node)

/** Where it may be long it has nothing that must be decoded. */
function buildString ({ bytes }: Reading, { start, end, base64 }: LargeString): unknown {
  return base64 ? bytes.toString('latin1', start + 1, end) : JSON.parse(utf8.decode(bytes.subarray(start, end + 1)))
}

async function buildContainer (reading: Reading, { kind, start, end, splits, large }: LargeContainer): Promise<object> {
  const array: unknown[] = []
  const object: Record<string, unknown> = {}
  let next = 0
  let from = start + 1
  for (const to of [...splits, end]) {
    const child = large[next]
    if (child !== undefined && child.end < to) {
      next++
      const key = await keyBefore(reading, kind, from, child)
      await expectBlank(reading, child.end + 1, to)
      const value = await build(reading, child)
      if (kind === 'array') array.push(value)
      else define(object, key, value)
    } else {
      const text = await textOf(reading, from, to)
      if (splits.length > 0 && text.trim() === '') throw new SyntaxError('a member is missing')
      if (kind === 'array') for (const item of JSON.parse(`[${text}]`) as unknown[]) array.push(item)
      else for (const [name, value] of Object.entries(JSON.parse(`{${text}}`) as object)) define(object, name, value)
    }
    from = to + 1
    const due = reading.turn()
    if (due !== undefined) await due
  }
  const built = kind === 'array' ? array : object
  reading.texts.set(built, reading.bytes.subarray(start, end + 1))
  return built
}

/** `"key":` before a value of an object, nothing before one of an array. */
async function keyBefore (reading: Reading, kind: LargeContainer['kind'], from: number, { start }: LargeNode): Promise<string> {
  const text = await textOf(reading, from, start)
  if (kind === 'object') return Object.keys(JSON.parse(`{${text}0}`) as object)[0] ?? ''
  if (text.trim() !== '') throw new SyntaxError('something is before a value')
  return ''
}

const textOf = async ({ bytes, turn }: Reading, from: number, to: number): Promise<string> =>
  utf8.decode(await withoutBlanks(bytes.subarray(from, to), turn))

async function expectBlank (reading: Reading, from: number, to: number): Promise<void> {
  if ((await textOf(reading, from, to)).trim() !== '') throw new SyntaxError('something is beside a value')
}

/** As `JSON.parse` does: `__proto__` is a name like any other. */
function define (object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  else object[name] = value
}
