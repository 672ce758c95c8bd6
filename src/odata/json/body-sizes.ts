/** How much there is in a body. */
import { limits } from '../../base/limits.js'
import type { StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'

/** Whether a text has more characters, not UTF-16 units, than it may. */
export const isLonger = (text: string, most: number): boolean =>
  text.length > most && (text.length > 2 * most || [...text].length > most)

/** What an item of a list counts beside its characters. */
const ITEM_CHARACTERS = 10

/** What a value adds to the texts of the entity or row that it belongs to. */
export function textLength (value: unknown): number {
  if (typeof value === 'string') return value.length
  if (!Array.isArray(value)) return 0
  let sum = ITEM_CHARACTERS * value.length
  for (const item of value) if (typeof item === 'string') sum += item.length
  return sum
}

/** @throws ODataError `payloadTooLarge` for more than one entity or row may have, which one statement writes */
export function checkText (type: StructuredType, length: number): void {
  if (length <= limits.rowText.most) return
  throw new ODataError('payloadTooLarge', `The texts of one '${type.name}' have more than ${limits.rowText.most} characters together.`)
}

/** @throws ODataError `payloadTooLarge` for more than one request may create or change together */
export function checkEntities (count: number): void {
  if (count <= limits.bodyEntities.most) return
  throw new ODataError('payloadTooLarge', `The body has more than ${limits.bodyEntities.most} entities. Send fewer in one request.`)
}
