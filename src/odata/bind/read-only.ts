/** Resources that are read and never written. */
import { methodNotAllowed } from '../../errors.js'
import { READ_ONLY_METHODS } from '../odata-request.js'
import type { Method } from '../odata-request.js'

/** @throws ODataError `methodNotAllowed` */
export function checkReadOnly (method: Method): void {
  if (!READ_ONLY_METHODS.includes(method)) throw methodNotAllowed(READ_ONLY_METHODS.join(', '))
}
