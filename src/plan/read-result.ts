/** What reads find. */
import type { ByteRange } from '../odata/byte-range.js'
import type { StoredBytes } from '../odata/content.js'
import type { ObjectShape } from './shape.js'

/** A large JSON text comes as its pieces in UTF-8, so that it is never held as one string. */
export type JsonText = string | readonly Uint8Array[]

/** One that may be larger still: some of it may lie in a file until it is sent. */
export type LongJsonText = JsonText | ReadonlyArray<Uint8Array | StoredBytes>

export interface EntityResult {
  readonly kind: 'entity'
  /** Version of the stored entity: what its ETag is made of. */
  readonly version: string
  /** The shape of the type it has. */
  readonly shape: ObjectShape
  /**
   * JSON text of each member that the shape asked for, by name; of links, streams and expanded collections with their names, and not there
   * where there is nothing to write.
   */
  readonly members: ReadonlyMap<string, LongJsonText>
  /** Of collections with `$count`, by the property's name. */
  readonly counts: ReadonlyMap<string, string>
}

/** What a single-valued navigation property leads to when it leads to nothing. */
export interface NothingResult {
  readonly kind: 'nothing'
  /** Of the entity that has the property. */
  readonly version: string
}

export interface RowsResult {
  readonly kind: 'rows'
  /** Version of the entity whose collection it is. */
  readonly version: string
  /** The items' JSON texts, joined by commas, without brackets. */
  readonly text: JsonText
  /** How many items the text holds. */
  readonly size: number
  /** How many there are in all pages; undefined where it was not asked for. */
  readonly count: string | undefined
  /** Where the page ended, when items follow it. */
  readonly next: ReadonlyArray<string | null> | undefined
}

export interface CountResult {
  readonly kind: 'count'
  readonly version: string
  readonly count: string
}

/** Undefined `content`: the stream has none. */
export interface StreamResult {
  readonly kind: 'stream'
  /** Of the stream itself, or of its entity where it has no content. */
  readonly version: string
  readonly content: {
    readonly mediaType: string
    /** Bytes of the whole. */
    readonly length: number
    /** What was asked for; undefined for the whole. */
    readonly part: ByteRange | undefined
    readonly pieces: readonly Uint8Array[]
  } | undefined
}

export type ReadResult = EntityResult | NothingResult | RowsResult | CountResult | StreamResult
