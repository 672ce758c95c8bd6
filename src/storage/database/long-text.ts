/** A long text of a result as its bytes in UTF-8, in pieces: most are sent on as they are, and never become one string. */

export interface LongText {
  readonly pieces: readonly Uint8Array[]
  /** The text, for the few who want it whole. */
  toString (): string
}

export function longText (pieces: readonly Uint8Array[]): LongText {
  return { pieces, toString: () => Buffer.concat(pieces).toString('utf8') }
}

export const isLongText = (value: unknown): value is LongText => typeof value === 'object' && value !== null && 'pieces' in value

/** The text of a column as JSON is sent: its pieces where it is long. */
export function textOf (value: unknown): string | readonly Uint8Array[] {
  if (isLongText(value)) return value.pieces
  return value === null || value === undefined ? '' : String(value)
}
