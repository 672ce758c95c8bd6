/** What is taken beyond the standard, where the dialect of the model tolerates it. */
import { tolerances } from '../base/tolerances.js'
import type { Liberty, ToleranceName } from '../base/tolerances.js'
import { dialectOf } from '../dialect/service-dialect.js'
import type { EdmModel } from '../edm/types.js'
import { ODataError } from '../errors.js'

/** The tolerances that a request has made use of, by the time it is answered. */
export type Tolerated = Set<ToleranceName>

/** Of the request that is being bound. Binding does not wait, so there is one at a time. */
let noted: Tolerated | undefined

/** Binds, and notes for this request what is tolerated meanwhile. */
export function notingTolerances<T> (tolerated: Tolerated | undefined, bind: () => T): T {
  const around = noted
  noted = tolerated
  try {
    return bind()
  } finally {
    noted = around
  }
}

/** For what goes on in a later turn: the same step, noting for the request that is being bound now. */
export function stillNoting<T extends unknown[]> (step: (...values: T) => void): (...values: T) => void {
  const tolerated = noted
  return tolerated === undefined ? step : (...values) => { notingTolerances(tolerated, () => { step(...values) }) }
}

/** Whether a request to the model may do so; to be asked by one that does. */
export function isTolerated (model: EdmModel, name: ToleranceName): boolean {
  if (!dialectOf(model).tolerates.has(name)) return false
  noted?.add(name)
  return true
}

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
