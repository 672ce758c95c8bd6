/** Writes of one property, by its own path, against what the model says of its values (vocabulary Validation). */
import type { EdmModel, StructuredType } from '../../edm/types.js'
import { createFaults, refuseFaults } from '../json/body-faults.js'
import { checkRules, uncheckable } from '../json/check-rules.js'
import type { Change } from './change.js'
import { outermost, valueInside } from './complex-way.js'
import type { Inside } from './complex-way.js'
import type { Target } from './target.js'
import type { Unsupported } from './unsupported.js'

interface Written extends Inside {
  readonly owner: StructuredType
}

function writtenBy (target: Target): Written | undefined {
  if (target.kind !== 'complex' && target.kind !== 'primitive' && target.kind !== 'values' && target.kind !== 'rows') return undefined
  const { location, property } = target
  const way = 'way' in target ? target.way : []
  return { owner: way.at(-1)?.type ?? location.type, way, property }
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
  const own = valueInside(written, change.values.properties[outermost(written).name])
  if (own === undefined) return
  const faults = createFaults()
  checkRules({ model, faults, later: undefined, entities: { count: 0 } }, owner, property, own, property.name)
  refuseFaults(faults)
}
