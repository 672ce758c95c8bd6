/** The parameters of an action that sets values by position: keys and values are two lists that pair. */
import { limits } from '../../base/limits.js'
import type { Action, PrimitiveValue } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { PropertyValue } from '../json/structured-value.js'

/**
 * A key or a value that appears twice would not say what is meant.
 * @throws ODataError `modelValidation`, `payloadTooLarge` for more than the limits allow
 */
export function checkPairs ({ effect }: Action, parameters: Readonly<Record<string, PropertyValue>>): void {
  if (effect?.kind !== 'setByPosition') return
  const keys = parameters[effect.keys] as ReadonlyArray<string | null>
  const values = parameters[effect.values] as readonly PrimitiveValue[]
  if (keys.length !== values.length) {
    throw refused(
      effect.values,
      `'${effect.keys}' has ${keys.length} items and '${effect.values}' has ${values.length}; they pair by position.`
    )
  }
  if (keys.length > limits.pairs.most) {
    throw new ODataError('payloadTooLarge', `'${effect.keys}' has more than ${limits.pairs.most} items.`, { target: effect.keys })
  }
  const missing = keys.findIndex(key => key === null)
  if (missing !== -1) throw refused(`${effect.keys}/${missing}`, 'An id cannot be null.')
  for (const [list, items] of [[effect.keys, keys], [effect.values, values]] as const) {
    const twice = repeatedIndex(items)
    if (twice !== undefined) throw refused(`${list}/${twice}`, `'${String(items[twice])}' appears more than once.`)
  }
}

/** The position of the first item that was there before. */
function repeatedIndex (items: ReadonlyArray<PrimitiveValue | null>): number | undefined {
  const seen = new Set<PrimitiveValue | null>()
  const index = items.findIndex(item => seen.has(item) || !seen.add(item))
  return index === -1 ? undefined : index
}

const refused = (target: string, message: string): ODataError => new ODataError('modelValidation', message, { target })
