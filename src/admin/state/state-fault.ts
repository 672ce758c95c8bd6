/** What does not fit of a state, or of an entity of one: a 400 with its path. */
import { ODataError } from '../../errors.js'

/** @param path empty for the whole document */
export const stateFault = (path: string, message: string): ODataError =>
  new ODataError('modelValidation', message, {
    target: path === '' ? undefined : path,
    details: [{ code: 'ModelValidationFailure', message, ...path === '' ? {} : { target: path } }]
  })
