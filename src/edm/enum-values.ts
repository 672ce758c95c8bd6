/** Values of enumerations (OData CSDL 4.01, section 10): names to numbers and back. */
import type { EnumType } from './types.js'

/** The number of a value as clients write it: names or numbers, several of a flags enumeration. Undefined for what is none. */
export function enumNumber ({ members, isFlags, underlyingType }: EnumType, text: string): bigint | undefined {
  const parts = text.split(',').map(part => part.trim())
  if (parts.length > 1 && !isFlags) return undefined
  let value = 0n
  for (const part of parts) {
    const found = members.find(({ name }) => name === part)?.value ?? (/^[+-]?\d{1,19}$/.test(part) ? BigInt(part.replace('+', '')) : undefined)
    if (found === undefined) return undefined
    value |= found
  }
  return isFlags || members.some(member => member.value === value) ? inRange(underlyingType.name, value) : undefined
}

/** The text of a number: names, in the order of the members; what no member names is written as a number. */
export function enumText ({ members, isFlags }: EnumType, value: bigint): string {
  const exact = members.find(member => member.value === value)
  if (exact !== undefined) return exact.name
  if (!isFlags) return String(value)
  let rest = value
  const names: string[] = []
  // Members of many bits first, so that a name for several stands for them all.
  for (const member of [...members].sort((a, b) => a.value < b.value ? 1 : a.value > b.value ? -1 : 0)) {
    if (member.value <= 0n || (rest & member.value) !== member.value) continue
    names.unshift(member.name)
    rest &= ~member.value
  }
  return rest === 0n && names.length > 0 ? names.join(',') : String(value)
}

const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  'Edm.Byte': [0n, 255n],
  'Edm.SByte': [-128n, 127n],
  'Edm.Int16': [-32768n, 32767n],
  'Edm.Int32': [-2147483648n, 2147483647n],
  'Edm.Int64': [-9223372036854775808n, 9223372036854775807n]
}

function inRange (type: string, value: bigint): bigint | undefined {
  const [low, high] = ranges[type] ?? [0n, 0n]
  return value >= low && value <= high ? value : undefined
}
