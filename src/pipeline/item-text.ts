/** The JSON text of the one item that was read of a collection. */
import { insideText } from './inside-text.js'
import type { Target } from '../odata/bind/target.js'
import type { ReadResult } from '../plan/plan.js'

/** Empty where there is none. */
export function itemText (target: Extract<Target, { kind: 'item' }>, result: ReadResult): string {
  if (result.kind === 'rows') return typeof result.text === 'string' ? result.text : Buffer.concat(result.text).toString()
  return result.kind === 'entity' ? insideText(target, result.members)?.slice(1, -1) ?? '' : ''
}
