/** How a long JSON text is cut. */

/** Bytes of a piece, roughly. */
export const PIECE_BYTES = 16_384

/** Bytes from which on a value has a piece of its own. */
export const LARGE_BYTES = 65_536

/** Bytes that are looked at between two turns. */
export const STEP_BYTES = 131_072

/** Of RFC 8259, section 2. */
export const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
