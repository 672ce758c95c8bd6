/** Percent-decoding as UTF-8. What cannot be decoded is refused: a lenient decoder would make two spellings of one URL mean two things. */
import { ODataError } from '../../errors.js'
import { RESOURCE_PATH, shorten } from './syntax-error.js'

/** One segment of the path; `+` is a plus. */
export const decodeSegment = (raw: string): string => decode(raw, `${RESOURCE_PATH}, segment "${shorten(raw)}"`, undefined)

/** A name or a value in the query string; `+` is a space. */
export const decodeQuery = (raw: string, option: string): string => decode(raw.replaceAll('+', ' '), shorten(option), shorten(option))

function decode (raw: string, source: string, target: string | undefined): string {
  if (!raw.includes('%')) return raw
  try {
    return decodeURIComponent(raw)
  } catch (cause) {
    const malformed = /%(?![0-9a-f]{2})/i.exec(raw)
    const fault = malformed === null
      ? 'the percent-encoded bytes are not UTF-8'
      : `"%" at position ${malformed.index + 1} is not followed by two hexadecimal digits`
    throw new ODataError('badRequest', `${source}: ${fault}.`, { target, cause })
  }
}
