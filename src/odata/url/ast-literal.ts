/** Literals as they are written (ABNF `primitiveLiteral`). */

export type LiteralKind =
  | 'null' | 'boolean' | 'string' | 'int32' | 'int64' | 'decimal' | 'double'
  | 'guid' | 'date' | 'dateTimeOffset' | 'timeOfDay' | 'duration' | 'binary'

/**
 * A primitive literal. A number is the smallest of `int32`, `int64` and `decimal` that holds it; one with an exponent, `INF`, `-INF` and
 * `NaN` are `double`. A duration written without its prefix is a `string`.
 */
export interface LiteralNode {
  readonly kind: 'literal'
  readonly literalKind: LiteralKind
  /** The value without prefix, quotes and escapes; `true` and `false` in lower case, numbers without `+`, all else as written. */
  readonly text: string
  readonly position: number
  /** Which of the literals of the query it is, from 0, where what is made of the query serves others of its shape (`query-shape.ts`). */
  readonly slot?: number
}

/** `Namespace.Type'Member,2'` */
export interface EnumLiteralNode {
  readonly kind: 'enumLiteral'
  readonly typeName: string
  /** Member names and integers, in written order. */
  readonly members: readonly string[]
  readonly position: number
}

/** `geography'SRID=0;Point(1 2)'`, its text as it was written. */
export interface GeoLiteralNode {
  readonly kind: 'geoLiteral'
  readonly space: 'geography' | 'geometry'
  readonly text: string
  readonly position: number
}
