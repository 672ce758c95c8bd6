/** The annotations of an element, wherever they were written (OData CSDL 4.01, section 14.2). */
import type { Annotation, Described, EdmModel } from './types.js'

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
