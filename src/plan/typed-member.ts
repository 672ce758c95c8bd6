/** Members with the control information that names their types. */
import type { TypeReference } from '../edm/types.js'
import { isAnnotation } from '../odata/bind/apply/apply-expression.js'
import { controlName } from '../odata/json/format.js'
import { typeAnnotation } from '../odata/json/type-annotation.js'
import type { ShapeContext, ShapeMember } from './shape.js'

/** The member, and before it its `@odata.type` where the format names it. */
export function withType (
  { format }: ShapeContext,
  name: string,
  { type }: TypeReference,
  member: ShapeMember,
  origin: 'declared' | 'undeclared' = 'declared'
): ShapeMember[] {
  // Of an annotation its term says the type.
  const annotation = isAnnotation(name) ? undefined : typeAnnotation(format, type, origin)
  return annotation === undefined
    ? [member]
    : [{ kind: 'constant', name: controlName(format, 'type', name), json: JSON.stringify(annotation) }, member]
}
