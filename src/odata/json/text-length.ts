/** The length that `MaxLength` bounds (CSDL 4.01, section 3.4.1). */
import { isBinary, underlyingType } from '../../edm/lookup.js'
import type { EdmType } from '../../edm/types.js'

/** Of a string in characters, of a binary value in bytes. Those of a stream are counted with its media type (`inline-stream.ts`). */
export function isTooLong (type: EdmType, text: string, length: number): boolean {
  const underlying = underlyingType(type)
  if (underlying.kind === 'primitive' && underlying.name === 'Edm.Stream') return false
  return isBinary(type) ? Math.floor(text.length * 3 / 4) > length : isLonger(text, length)
}

/** Length in characters, not in UTF-16 units. */
const isLonger = (text: string, length: number): boolean => text.length > length && [...text].length > length

/** What is wrong with a value that {@link isTooLong}. */
export const tooLong = (type: EdmType, length: number): string =>
  isBinary(type)
    ? `The value is longer than the ${length} bytes that the property may have.`
    : `The string is longer than the ${length} characters that the property may have.`
