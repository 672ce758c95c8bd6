/** The annotations of an element, wherever they were written (OData CSDL 4.01, section 14.2). */
import type { Annotation, Described, EdmModel, Property, StructuredType } from './types.js'

/** Those inside the element, then those that target it from outside. */
export function annotationsOf ({ externalAnnotations }: EdmModel, element: Described): readonly Annotation[] {
  const external = externalAnnotations.get(element)
  return external === undefined ? element.annotations : [...element.annotations, ...external]
}

/** Those of what only a path names, with full names: `Zoo.All/Animals/Keeper`. */
export const annotationsAt = ({ externalAnnotations }: EdmModel, path: string): readonly Annotation[] => externalAnnotations.get(path) ?? []

/** @param term the full name of the term */
export const findAnnotation = (model: EdmModel, element: Described, term: string, qualifier?: string): Annotation | undefined =>
  annotationsOf(model, element).find(annotation => annotation.term === term && annotation.qualifier === qualifier)

/**
 * The annotation of a type, or of one of its properties: the type's own, or else that of the nearest type it derives from. `member` is the
 * property that is meant, undefined for the type itself. Those of a type definition hold for the property that has it.
 */
export function findInherited (model: EdmModel, type: StructuredType, member: Property | undefined, term: string): Annotation | undefined {
  for (let current: StructuredType | undefined = type; current !== undefined; current = current.baseType) {
    const own = member === undefined ? findAnnotation(model, current, term) : atPath(model, `${current.fullName}/${member.name}`, term)
    if (own !== undefined) return own
  }
  if (member === undefined) return undefined
  const { type: valueType } = member.type
  return findAnnotation(model, member, term) ?? (valueType.kind === 'typeDefinition' ? findAnnotation(model, valueType, term) : undefined)
}

/** An inherited property is annotated for a derived type by its path alone. */
const atPath = (model: EdmModel, path: string, term: string): Annotation | undefined =>
  annotationsAt(model, path).find(annotation => annotation.term === term && annotation.qualifier === undefined)
