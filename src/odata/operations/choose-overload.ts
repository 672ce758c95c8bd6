/** Which overload a call means: the one whose parameters have the names that were given (OData-Protocol 4.01, section 11.5.4.2). */
import { suggest } from '../../base/suggest.js'
import type { Operation } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { didYouMean } from '../url/syntax-error.js'
import { ownParameters } from './read-arguments.js'

type Overloads = readonly [Operation, ...Operation[]]

/**
 * @param names of the parameters that a call has
 * @throws ODataError `badRequest` for a name that no overload has, or one that is missing
 */
export function chooseOverload (overloads: Overloads, names: readonly string[]): Operation {
  const fitting = overloads.filter(overload => fits(overload, names))
  // With optional parameters several may fit: the one that leaves out the fewest.
  const [best] = fitting.toSorted((one, other) => ownParameters(one).length - ownParameters(other).length)
  if (best !== undefined) return best
  throw refused(overloads, names)
}

function fits (overload: Operation, names: readonly string[]): boolean {
  const parameters = ownParameters(overload)
  return names.every(name => parameters.some(parameter => parameter.name === name)) &&
    parameters.every(({ name, optional }) => optional || names.includes(name))
}

function refused (overloads: Overloads, names: readonly string[]): ODataError {
  const [{ kind, name, ...first }, ...others] = overloads
  const known = overloads.flatMap(overload => ownParameters(overload).map(parameter => parameter.name))
  const unknown = names.find(given => !known.includes(given))
  if (unknown !== undefined) {
    const near = didYouMean(suggest(unknown, known))
    return new ODataError('badRequest', `The ${kind} '${name}' has no parameter '${unknown.slice(0, 100)}'.${near}`, { target: unknown.slice(0, 100) })
  }
  const missing = others.length === 0
    ? ownParameters({ kind, name, ...first } as Operation).find(parameter => !parameter.optional && !names.includes(parameter.name))
    : undefined
  if (missing !== undefined) {
    return new ODataError('badRequest', `The parameter '${missing.name}' of the ${kind} '${name}' is missing.`, { target: missing.name })
  }
  const possible = overloads.map(overload => `(${ownParameters(overload).map(parameter => parameter.name).join(',')})`)
  return new ODataError('badRequest', `The ${kind} '${name}' has no overload with the parameters (${names.join(',')}); it has ${possible.join(' and ')}.`)
}
