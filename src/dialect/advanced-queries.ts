/** Queries that Graph's directory answers from an index that may be late, for clients that accept it: `ConsistencyLevel: eventual`. */
import type { EdmModel, StructuredType } from '../edm/types.js'
import { dialectOf } from './service-dialect.js'

/** Whether `$search` and counts of this type require the header. */
export function wantsEventual (model: EdmModel, type: StructuredType): boolean {
  const base = dialectOf(model).directory?.objects
  for (let own: StructuredType | undefined = base === undefined ? undefined : type; own !== undefined; own = own.baseType) {
    if (own.fullName === base) return true
  }
  return false
}
