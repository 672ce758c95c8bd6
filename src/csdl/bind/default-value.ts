/** Default values: the text of a CSDL document as a value of its type (OData CSDL 4.01, section 7.3; ABNF, `primitiveValue`). */
import { instantOf } from '../../edm/date-time-offset.js'
import { underlyingType } from '../../edm/lookup.js'
import type { EdmType, EnumType, PrimitiveTypeName, PrimitiveValue } from '../../edm/types.js'

/** Undefined when the text is not a value of the type. Of an Edm.Decimal it stays text, which is exact. */
export function readDefaultValue (declared: EdmType, text: string): PrimitiveValue | undefined {
  const type = underlyingType(declared)
  if (type.kind === 'enum') return readMembers(type, text)
  if (type.kind === 'builtIn') return text
  return type.kind === 'primitive' ? (readers[type.name] ?? asText)(text) : undefined
}

/** Names of members, or the number of one, as names. */
function readMembers ({ members, isFlags }: EnumType, text: string): string | undefined {
  const parts = text.split(',').map(part => part.trim())
  const names = parts.map(part => members.find(({ name, value }) => name === part || String(value) === part)?.name)
  return names.includes(undefined) || (names.length > 1 && !isFlags) ? undefined : names.join(',')
}

const asText = (text: string): string => text

const matching = (pattern: RegExp) => (text: string): string | undefined => pattern.test(text) ? text : undefined

const integer = (least: number, most: number) => (text: string): number | undefined =>
  /^[+-]?\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined

function readInt64 (text: string): bigint | undefined {
  if (!/^[+-]?\d{1,19}$/.test(text)) return undefined
  const value = BigInt(text)
  return BigInt.asIntN(64, value) === value ? value : undefined
}

function readDouble (text: string): number | undefined {
  if (text === 'INF') return Infinity
  if (text === '-INF') return -Infinity
  if (text === 'NaN') return NaN
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

function readBoolean (text: string): boolean | undefined {
  const lower = text.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : undefined
}

/** Ticks of 100 ns. */
function readDuration (text: string): bigint | undefined {
  const match = /^([+-]?)P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7})\d*)?S)?)?$/.exec(text)
  if (match === null || /^[+-]?PT?$/.test(text)) return undefined
  const [days, hours, minutes, seconds] = [2, 3, 4, 5].map(group => BigInt(match[group] ?? 0)) as [bigint, bigint, bigint, bigint]
  const whole = ((days * 24n + hours) * 60n + minutes) * 60n + seconds
  const ticks = whole * 10_000_000n + BigInt((match[6] ?? '').padEnd(7, '0'))
  return match[1] === '-' ? -ticks : ticks
}

const readers: Readonly<Partial<Record<PrimitiveTypeName, (text: string) => PrimitiveValue | undefined>>> = {
  'Edm.Boolean': readBoolean,
  'Edm.Byte': integer(0, 255),
  'Edm.SByte': integer(-128, 127),
  'Edm.Int16': integer(-32768, 32767),
  'Edm.Int32': integer(-2147483648, 2147483647),
  'Edm.Int64': readInt64,
  'Edm.Single': readDouble,
  'Edm.Double': readDouble,
  'Edm.Decimal': matching(/^(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|-?INF|NaN)$/i),
  'Edm.Guid': text => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined,
  'Edm.Date': matching(/^-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
  'Edm.TimeOfDay': matching(/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?$/),
  'Edm.DateTimeOffset': text => instantOf(text) === undefined ? undefined : text,
  'Edm.Duration': readDuration,
  'Edm.Binary': matching(/^[A-Za-z0-9_+/-]*={0,2}$/)
}

/** The text of a value, which {@link readDefaultValue} reads back. */
export function writeDefaultValue (declared: EdmType, value: PrimitiveValue): string {
  const type = underlyingType(declared)
  if (type.kind === 'primitive' && type.name === 'Edm.Duration' && typeof value === 'bigint') return writeDuration(value)
  if (value === Infinity) return 'INF'
  if (value === -Infinity) return '-INF'
  return String(value)
}

function writeDuration (ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks
  const seconds = size / 10_000_000n
  const fraction = String(size % 10_000_000n).padStart(7, '0').replace(/0{1,7}$/, '')
  const days = seconds / 86_400n
  const parts = [[seconds / 3600n % 24n, 'H'], [seconds / 60n % 60n, 'M'], [seconds % 60n, `${fraction === '' ? '' : `.${fraction}`}S`]] as const
  const time = parts.map(([count, unit]) => count === 0n && !unit.startsWith('.') ? '' : `${count}${unit}`).join('')
  const date = days === 0n ? '' : `${days}D`
  return `${ticks < 0n ? '-' : ''}P${date}${time === '' ? date === '' ? 'T0S' : '' : `T${time}`}`
}
