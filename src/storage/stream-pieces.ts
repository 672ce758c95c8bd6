/**
 * How the content of a stream is cut: a fixed size, so that a range of bytes is a range of pieces. Content that is stored was cut so: never
 * change it.
 */
export const PIECE_BYTES = 256 * 1024
