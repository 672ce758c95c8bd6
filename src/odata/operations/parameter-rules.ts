/** Parameters of calls against what the model says of their values (vocabulary Validation). */
import type { EdmModel, Operation, Parameter } from '../../edm/types.js'
import { rulesOfParameter } from '../../edm/value-rules.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { createFaults, refuseFaults } from '../json/body-faults.js'
import type { BodyReading } from '../json/body-reading.js'
import { checkValue, unmatchable } from '../json/check-rules.js'
import type { PropertyValue } from '../json/structured-value.js'

/**
 * At once, or when the body has been read.
 * @throws ODataError `modelValidation` with the annotation
 */
export function checkParameterRules (model: EdmModel, parameter: Parameter, value: PropertyValue, reading?: BodyReading): void {
  const { name, type } = parameter
  const rules = rulesOfParameter(model, parameter)
  if (rules === undefined || value === null) return
  const check = (): void => {
    const faults = createFaults()
    checkValue({ model, faults, later: undefined, entities: { count: 0 } }, rules, type, value, name)
    refuseFaults(faults)
  }
  if (reading?.isWaiting() === true) reading.atEnd(check)
  else check()
}

/** What of the parameters cannot be checked. */
export function uncheckableParameter (model: EdmModel, { name, parameters }: Operation): Unsupported | undefined {
  for (const parameter of parameters) {
    const pattern = unmatchable(rulesOfParameter(model, parameter))
    if (pattern !== undefined) return unsupported(`Calling '${name}', as the pattern ${pattern} of '${parameter.name}' (Validation.Pattern) cannot be matched,`)
  }
  return undefined
}
