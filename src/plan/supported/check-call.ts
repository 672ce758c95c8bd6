/** A model may declare operations that nobody has said an effect of. */
import { notImplemented } from '../../errors.js'
import type { EdmModel, OperationEffect } from '../../edm/types.js'
import type { Invocation } from '../../odata/operations/bind-invocation.js'

export interface SupportedCall extends Invocation {
  readonly effect: OperationEffect
}

/** @throws ODataError `notImplemented` */
export function checkCall ({ effects }: EdmModel, invocation: Invocation): SupportedCall {
  const { operation, operation: { kind, fullName } } = invocation
  const effect = effects?.get(operation)
  if (effect === undefined) throw notImplemented(`The ${kind} ${fullName}, for which OPERATIONS has no effect,`)
  return { ...invocation, effect }
}
