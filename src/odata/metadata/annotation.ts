/** Annotations (OData CSDL 4.01, section 14) as data that both CSDL formats are written from. */

/**
 * An annotation's value; each kind is written in its own way in XML (CSDL XML 4.01, sections 14.3 and 14.4), in JSON some look the same.
 */
export type AnnotationValue =
  | { readonly kind: 'string' | 'dateTimeOffset' | 'propertyPath', readonly value: string }
  | { readonly kind: 'boolean', readonly value: boolean }
  /** Members of one enumeration type; several only of a flags type. */
  | { readonly kind: 'enumMember', readonly type: string, readonly members: readonly string[] }
  | { readonly kind: 'collection', readonly items: readonly AnnotationValue[] }
  | RecordValue

export interface RecordValue {
  readonly kind: 'record'
  /** Where the value is of a type derived from the declared one: `Authorization.Http`. */
  readonly type: string | undefined
  readonly properties: Readonly<Record<string, AnnotationValue>>
}

export interface Annotation {
  /** With the alias of its vocabulary: `Core.Description`. */
  readonly term: string
  readonly value: AnnotationValue
}

/** Annotations of what only a path names: a collection by its way from the container (CSDL 4.01, section 14.2.2). */
export interface AnnotatedTarget {
  /** `microsoft.graph.GraphService/officeConfiguration/clientConfigurations` */
  readonly target: string
  readonly annotations: readonly Annotation[]
}

/** The values that need no more than JavaScript's own: text, truth, lists of them, records of them. */
export type PlainValue = string | boolean | readonly PlainValue[] | AnnotationValue | {
  readonly [property: string]: PlainValue | undefined
}

export const annotation = (term: string, value: PlainValue): Annotation => ({ term, value: valueOf(value) })

/** A record of a derived type. */
export const recordOf = (type: string, properties: { readonly [property: string]: PlainValue }): RecordValue => ({
  ...valueOf(properties) as RecordValue,
  type
})

export const enumMember = (type: string, ...members: readonly string[]): AnnotationValue => ({ kind: 'enumMember', type, members })

export const propertyPath = (value: string): AnnotationValue => ({ kind: 'propertyPath', value })

export const dateTimeOffset = (value: string): AnnotationValue => ({ kind: 'dateTimeOffset', value })

function valueOf (value: PlainValue): AnnotationValue {
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (isList(value)) return { kind: 'collection', items: value.map(valueOf) }
  if (isValue(value)) return value
  return {
    kind: 'record',
    type: undefined,
    properties: Object.fromEntries(Object.entries(value).flatMap(([name, member]) => member === undefined ? [] : [[name, valueOf(member)]]))
  }
}

const isList = (value: PlainValue): value is readonly PlainValue[] => Array.isArray(value)

/** The vocabularies name their properties in upper case, so `kind` is none of them. */
const isValue = (value: object): value is AnnotationValue => 'kind' in value
