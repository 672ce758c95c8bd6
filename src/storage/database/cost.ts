/**
 * How long a statement may take, as a function of how much is stored: an upper bound in microseconds, never a promise. Where statements
 * share the thread with everything else, what may take long is run elsewhere (`sqlite-database.ts`).
 */

/** Upper bounds of what a statement can meet. */
export interface StoredSize {
  /** Rows and entities that the tenant has. */
  readonly items: number
  /** Bytes that all tenants have together. */
  readonly bytes: number
}

/** Microseconds at most, roughly. */
export type Cost = (size: StoredSize) => number

/** A cost that what is stored does not change. */
export const fixedCost = (microseconds: number): Cost => () => microseconds

/** To write or to remove a row of a table with several indexes. */
const ROW_MICROSECONDS = 25

/** To read a byte of their JSON, to write it, and to sync it. */
const ROW_BYTE_NANOSECONDS = 15

/** A statement that writes this many rows, with so much text in them. */
export const costOfRows = (count: number, characters = 0): Cost =>
  fixedCost(count * ROW_MICROSECONDS + characters * ROW_BYTE_NANOSECONDS / 1000)

/** Nanoseconds that one byte costs where all of it is copied, indexes included, and where it is read. */
const [COPIED_BYTE_NANOSECONDS, READ_BYTE_NANOSECONDS] = [60, 5]

/** Statements that may copy all that is stored. */
export const costOfCopying: Cost = ({ bytes }) => bytes * COPIED_BYTE_NANOSECONDS / 1000

/** Statements that may look at all that is stored. */
export const costOfReading: Cost = ({ bytes }) => bytes * READ_BYTE_NANOSECONDS / 1000

/** Nanoseconds to write a byte of a stream, and to sync it. */
const STREAM_BYTE_NANOSECONDS = 10

export const costOfBytes = (count: number): Cost => fixedCost(count * STREAM_BYTE_NANOSECONDS / 1000)
