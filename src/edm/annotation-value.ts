/** Values of annotations that are constants, as JavaScript's own (OData CSDL 4.01, section 14.3). What is computed has none. */
import type { AnnotationExpression, PathExpression, RecordExpression } from './annotation-expression.js'

export const textOf = (value: AnnotationExpression | undefined): string | undefined => value?.kind === 'string' ? value.value : undefined

/** Of a collection; undefined where there is none. */
export const textsOf = (value: AnnotationExpression | undefined): readonly string[] | undefined =>
  itemsOf(value)?.flatMap(item => textOf(item) ?? [])

export const itemsOf = (value: AnnotationExpression | undefined): readonly AnnotationExpression[] | undefined =>
  value?.kind === 'collection' ? value.items : undefined

export const truthOf = (value: AnnotationExpression | undefined): boolean | undefined => value?.kind === 'boolean' ? value.value : undefined

export const recordOf = (value: AnnotationExpression | undefined): RecordExpression | undefined => value?.kind === 'record' ? value : undefined

/** A member of a record. */
export const memberOf = (record: RecordExpression | undefined, name: string): AnnotationExpression | undefined =>
  record?.properties.find(property => property.name === name)?.value

/** A whole number, as `MaxLevels` is. */
export function countOf (value: AnnotationExpression | undefined): number | undefined {
  const number = value?.kind === 'int' ? Number(value.value) : undefined
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined
}

/** The paths of a collection of them: of properties, of navigation properties, or of any elements. CSDL JSON has them as strings. */
export const pathsOf = (value: AnnotationExpression | undefined): readonly string[] | undefined =>
  itemsOf(value)?.flatMap(item => isPath(item) || item.kind === 'string' ? [item.value] : [])

const isPath = (value: AnnotationExpression): value is PathExpression =>
  value.kind === 'path' || value.kind === 'propertyPath' || value.kind === 'navigationPropertyPath' || value.kind === 'annotationPath' || value.kind === 'modelElementPath'
