/** The resource path (URL Conventions 4.01, section 4). */
import type { SystemOptions } from './ast-options.js'
import type { FilterSegmentNode, ParenthesesNode } from './ast-path.js'

export type SystemSegmentName = '$metadata' | '$batch' | '$entity' | '$all' | '$count' | '$value' | '$ref' | '$each' | '$query'

/** One segment of the resource path. */
export type SegmentNode = PlainSegmentNode | SystemSegmentNode | CrossJoinSegmentNode | FilterSegmentNode | WindowSegmentNode

/**
 * Which items of a collection are meant, and in which order they come: what the options of a URL say, in the place of a call whose answer
 * it is. No URL has one; `operations/splice-answer.ts` makes it.
 */
export interface WindowSegmentNode extends Pick<SystemOptions, 'filter' | 'search' | 'orderBy' | 'skip' | 'top'> {
  readonly kind: 'window'
  readonly position: number
}

/** A name, a name with parentheses, or anything that can be a key in key-as-segment form. */
export interface PlainSegmentNode {
  readonly kind: 'plain'
  /** The whole segment, decoded: what it is as a key. */
  readonly text: string
  /** The part before the parentheses where it is an identifier or a qualified name; else the segment can only be a key. */
  readonly name?: string
  readonly parentheses: readonly ParenthesesNode[]
  readonly position: number
}

export interface SystemSegmentNode {
  readonly kind: 'system'
  readonly name: SystemSegmentName
  readonly position: number
}

/** `$crossjoin(A,B)` */
export interface CrossJoinSegmentNode {
  readonly kind: 'crossJoin'
  readonly entitySets: readonly string[]
  readonly position: number
}
