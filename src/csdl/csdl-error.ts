/** A CSDL document that cannot be read: where, and why, in a sentence for the person who wrote it. */

export interface Position {
  /** From 1. */
  readonly line: number
  /** From 1, in characters. */
  readonly column: number
}

export class CsdlError extends Error {
  override readonly name = 'CsdlError'

  /**
   * @param file as the caller named it
   * @param position undefined where nothing of the file could be read
   * @param path what the sentence is about: `Example.Person/Name`; empty where the document has no such place
   */
  constructor (readonly sentence: string, readonly file: string, readonly position: Position | undefined, readonly path: string = '') {
    super(position === undefined ? `${file}: ${sentence}` : `${file}:${position.line}:${position.column}: ${sentence}`)
  }
}

/** A name or value of a document inside a sentence: what is long is cut, what does not show is escaped. */
export function quote (text: string): string {
  const shown = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
  return `'${shown.replace(/[\p{Cc}\p{Cs}]/gu, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`
}

const MAX_QUOTED = 100
