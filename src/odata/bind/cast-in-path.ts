/** Type casts in the paths of `$select` and `$expand` (OData-URL 4.01, section 4.11). */
import { findType, isAssignable } from '../../edm/lookup.js'
import type { EdmModel, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'

/** The narrower of a type and one that a cast in the path of an item names; 400 for one that is not related. */
export function castOf (
  model: EdmModel,
  type: StructuredType,
  { name, position }: { readonly name: string, readonly position: number },
  option: string
): StructuredType {
  const target = findType(model, name)
  if (target !== undefined && isAssignable(type, target)) return type
  if (target !== undefined && isAssignable(target, type)) return target
  throw new ODataError('badRequest', `${option}: '${name}' is not a type of '${type.fullName}' (position ${position + 1}).`, {
    target: option
  })
}
