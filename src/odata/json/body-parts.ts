/** Questions about parts of a body. */
import { ExactNumber } from '../../edm/exact-number.js'

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

/** RFC 9110, section 8.3.1, of a length that fits a header. */
export const isMediaType = (text: string): boolean =>
  text.length <= 255 &&
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*$/.test(text)
