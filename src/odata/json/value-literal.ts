/** Values of JSON as literals of URLs (OData-URL 4.01, section 5.1.1.14.1), in the spelling that keeps their type. */
import { underlyingType } from '../../edm/lookup.js'
import { ExactNumber } from '../../edm/exact-number.js'
import type { EdmType } from '../../edm/types.js'
import { writeWellKnownText } from '../well-known-text.js'
import { writeExactJson } from './exact-json.js'
import { defaultSrid, isGeo } from './geo-json.js'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The text of a value, not encoded. Complex values and collections are JSON. */
export function literalOf (type: EdmType, value: unknown): string {
  if (value === null || value === undefined) return 'null'
  const underlying = underlyingType(type)
  if (underlying.kind === 'enum') return `${underlying.fullName}${quoted(textOf(value))}`
  if (underlying.kind !== 'primitive') return writeExactJson(value)
  switch (underlying.name) {
    case 'Edm.String': return quoted(textOf(value))
    case 'Edm.Duration': return `duration${quoted(textOf(value))}`
    case 'Edm.Binary': return `binary${quoted(textOf(value))}`
    case 'Edm.Decimal': return /^-?\d+$/.test(textOf(value)) ? `${textOf(value)}.0` : textOf(value)
    case 'Edm.Double': case 'Edm.Single': return /^-?[\d.]+$/.test(textOf(value)) ? `${textOf(value)}e0` : textOf(value)
    default: return isGeo(value)
      ? `${underlying.name.startsWith('Edm.Geography') ? 'geography' : 'geometry'}${quoted(writeWellKnownText(value, defaultSrid(underlying.name)))}`
      : textOf(value)
  }
}

const textOf = (value: unknown): string => value instanceof ExactNumber ? value.text : String(value)

/** The literal of a value whose type nobody has stated: as JavaScript has it. */
export function literalOfAny (value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' ? quoted(value) : typeof value === 'object' ? writeExactJson(value) : String(value)
}

/** JSON without {@link ExactNumber}: a number that a double would change is its text. */
export function plainJson (value: unknown): unknown {
  if (value instanceof ExactNumber) return plainNumber(value.text)
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainJson(member)]))
}

/** `12.50` is 12.5; 17 digits of a Decimal are text. */
function plainNumber (text: string): number | string {
  const [mantissa = ''] = text.split(/e/i)
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '').length
  return digits <= 15 ? Number(text) : text
}

/** What an effect gives back as JSON that keeps its digits. */
export function exactJson (value: unknown): unknown {
  if (typeof value === 'bigint') return new ExactNumber(String(value))
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ExactNumber || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(exactJson)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name, exactJson(member)]))
}
