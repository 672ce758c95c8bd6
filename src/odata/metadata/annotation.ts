/** Annotations that the service writes by itself, in the fewest words. */
import type { Annotation, AnnotationExpression, AnnotationGroup, RecordExpression } from '../../edm/types.js'
import { qualify } from './vocabularies.js'

/** The values that need no more than JavaScript's own: text, truth, lists of them, records of them. */
export type PlainValue = string | boolean | readonly PlainValue[] | AnnotationExpression | {
  readonly [property: string]: PlainValue | undefined
}

/** `term`: with the alias of its vocabulary, `Core.Description`. */
export const annotation = (term: string, value: PlainValue): Annotation => ({
  term: qualify(term),
  spelling: term,
  qualifier: undefined,
  value: valueOf(value),
  annotations: []
})

/** Annotations of what only a path names: a collection by its way from the container (CSDL 4.01, section 14.2.2). */
export const annotationGroup = (target: string, annotations: readonly Annotation[]): AnnotationGroup => ({
  target,
  qualifier: undefined,
  annotations
})

/** A record of a type derived from the declared one: `Authorization.Http`. */
export const recordOf = (type: string, properties: { readonly [property: string]: PlainValue }): RecordExpression => ({
  ...valueOf(properties) as RecordExpression,
  type: qualify(type)
})

/** Members of one enumeration type; several only of a flags type. */
export const enumMember = (type: string, ...members: readonly string[]): AnnotationExpression => ({
  kind: 'enumMember',
  type: qualify(type),
  members
})

export const propertyPath = (value: string): AnnotationExpression => ({ kind: 'propertyPath', value })

export const dateTimeOffset = (value: string): AnnotationExpression => ({ kind: 'dateTimeOffset', value })

function valueOf (value: PlainValue): AnnotationExpression {
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (isList(value)) return { kind: 'collection', items: value.map(valueOf) }
  if (isExpression(value)) return value
  return {
    kind: 'record',
    type: undefined,
    properties: Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [{ name, value: valueOf(member), annotations: [] }]
    ),
    annotations: []
  }
}

const isList = (value: PlainValue): value is readonly PlainValue[] => Array.isArray(value)

/** The vocabularies name their properties in upper case, so `kind` is none of them. */
const isExpression = (value: object): value is AnnotationExpression => 'kind' in value
