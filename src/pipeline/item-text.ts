/** The JSON text of the one item that was read of a collection. */
import type { Target } from '../odata/bind/target.js'
import type { ReadResult } from '../plan/plan.js'

/** Empty where there is none. */
export function itemText ({ property }: Extract<Target, { kind: 'item' }>, result: ReadResult): string {
  if (result.kind === 'rows') return typeof result.text === 'string' ? result.text : Buffer.concat(result.text).toString()
  return result.kind === 'entity' ? String(result.members.get(property.name)).slice(1, -1) : ''
}
