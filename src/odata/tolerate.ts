/** What is taken beyond the standard, where the dialect of the model tolerates it. */
import { tolerances } from '../base/tolerances.js'
import type { Liberty, ToleranceName } from '../base/tolerances.js'
import { dialectOf } from '../dialect/service-dialect.js'
import type { EdmModel } from '../edm/types.js'
import { ODataError } from '../errors.js'

/** Whether requests to the model may do so. */
export const isTolerated = (model: EdmModel, name: ToleranceName): boolean => dialectOf(model).tolerates.has(name)

/**
 * @param source the part of the request that does it: `$filter`, `Content-Type`, a property
 * @throws ODataError `badRequest` where it is not tolerated
 */
export function tolerate (model: EdmModel, name: ToleranceName, source: string): void {
  if (isTolerated(model, name)) return
  throw new ODataError('badRequest', refusalOf(name, source), { target: source })
}

/** The sentence that says what is not taken, and what is. */
export function refusalOf (name: ToleranceName, source: string): string {
  const { what, standard, section } = tolerances[name]
  return `${source}: ${what} is not standard (${section}), and this service tolerates no '${name}'. Send it as in ${standard}`
}

/** @throws ODataError `badRequest` for the first of them that is not tolerated */
export function tolerateAll (model: EdmModel, liberties: readonly Liberty[] = []): void {
  for (const { name, source } of liberties) tolerate(model, name, source)
}
