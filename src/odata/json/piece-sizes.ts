/** How a long JSON text is cut. */

/** Bytes of a piece, roughly. */
export const PIECE_BYTES = 16_384

/** Bytes from which on a value has a piece of its own. */
export const LARGE_BYTES = 65_536

/** Bytes that are looked at between two turns. */
export const STEP_BYTES = 131_072

/** 1 for the white space of RFC 8259, section 2. */
export const blank = new Uint8Array(256)
for (const byte of [0x20, 0x0a, 0x0d, 0x09]) blank[byte] = 1
