/** Writes of one property, by its own path, against what the model says of its values (vocabulary Validation). */
import type { EdmModel, Property, StructuredType } from '../../edm/types.js'
import { createFaults, refuseFaults } from '../json/body-faults.js'
import { checkRules, uncheckable } from '../json/check-rules.js'
import type { PropertyValue } from '../json/structured-value.js'
import type { Change } from './change.js'
import type { Target } from './target.js'
import type { Unsupported } from './unsupported.js'

interface Written {
  readonly owner: StructuredType
  readonly property: Property
}

function writtenBy (target: Target): Written | undefined {
  if (target.kind !== 'complex' && target.kind !== 'primitive' && target.kind !== 'values' && target.kind !== 'rows') return undefined
  const parent = target.kind === 'primitive' ? target.parent : undefined
  return { owner: parent?.type ?? target.location.type, property: target.property }
}

/** What of the property cannot be checked. */
export function uncheckableIn (model: EdmModel, target: Target): Unsupported | undefined {
  const written = writtenBy(target)
  return written === undefined ? undefined : uncheckable(model, written.owner, written.property)
}

/** @throws ODataError `modelValidation`; what is added to a collection is no whole of it, and how many there are then is not known */
export function checkPropertyRules (model: EdmModel, target: Target, change: Change): void {
  const written = writtenBy(target)
  if (written === undefined || change.kind !== 'update' || change.mode === 'append') return
  const { owner, property } = written
  const parent = target.kind === 'primitive' ? target.parent : undefined
  const value = change.values.properties[parent?.property.name ?? property.name]
  const own = parent === undefined ? value : memberOf(value, property.name)
  if (own === undefined) return
  const faults = createFaults()
  checkRules({ model, faults, later: undefined, entities: { count: 0 } }, owner, property, own, property.name)
  refuseFaults(faults)
}

const memberOf = (value: PropertyValue | undefined, name: string): PropertyValue | undefined =>
  typeof value === 'object' && value !== null && 'properties' in value ? value.properties[name] : undefined
