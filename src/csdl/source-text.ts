/** The text of a document, and lines and columns of places in it. */
import { CsdlError } from './csdl-error.js'
import type { Position } from './csdl-error.js'

/** A document as the reader takes it. */
export interface SourceText {
  /** As the caller named it; errors begin with it. */
  readonly file: string
  readonly text: string
}

/** Larger documents are refused before they are looked at; the largest known one has 3.5 MB. */
const MAX_BYTES = 128 * 1024 * 1024

const START: Position = { line: 1, column: 1 }

/**
 * The text of a file's bytes: UTF-8 unless a byte order mark or the XML declaration says otherwise (XML 1.0, appendix F).
 * @throws CsdlError for another encoding, or bytes that are none of its characters
 */
export function decodeSource (file: string, bytes: Uint8Array): SourceText {
  if (bytes.length > MAX_BYTES) throw new CsdlError(`The document has more than ${MAX_BYTES} bytes.`, file, START)
  const encoding = encodingOf(bytes)
  try {
    return { file, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    throw new CsdlError(`The document is not text in the encoding ${encoding}.`, file, START)
  }
}

function encodingOf (bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // No text in UTF-8 has a zero; the first character of a document is ASCII.
  if (bytes[1] === 0 && bytes.length > 2) return 'utf-16le'
  if (bytes[0] === 0 && bytes.length > 2) return 'utf-16be'
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
}

/** Line and column of an offset in UTF-16 units. */
export function positionOf (text: string, offset: number): Position {
  let [line, start] = [1, text.charCodeAt(0) === 0xfeff ? 1 : 0]
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: [...text.slice(start, Math.min(offset, start + MAX_COLUMN))].length + 1 }
}

/** In a document of one line, what is further right is not counted. */
const MAX_COLUMN = 10_000_000
