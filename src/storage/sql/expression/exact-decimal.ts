/**
 * Decimals that were written are added, subtracted and multiplied exactly: `0.1 add 0.2 eq 0.3` (OData-URL 4.01, section 5.1.1.2). The
 * result is held as the double nearest to it.
 */
import type { PrimitiveValue } from '../../../edm/types.js'
import { decimalText } from './decimal-text.js'

interface Scaled {
  readonly digits: bigint
  /** Digits behind the point. */
  readonly scale: number
}

/** More would be no faster way to the same double. */
const MAX_SCALE = 400

/** Undefined for what is not computed so: a quotient, an operand that is not finite, or has too many digits. */
export function exactDecimal (operator: string, values: readonly PrimitiveValue[]): number | undefined {
  const [left, right] = values.map(scaledOf)
  if (left === undefined || right === undefined) return undefined
  const scale = Math.max(left.scale, right.scale)
  const [a, b] = [atScale(left, scale), atScale(right, scale)]
  switch (operator) {
    case 'add': return toNumber({ digits: a + b, scale })
    case 'sub': return toNumber({ digits: a - b, scale })
    case 'mul': return toNumber({ digits: left.digits * right.digits, scale: left.scale + right.scale })
    case 'mod': return b === 0n ? undefined : toNumber({ digits: a % b, scale })
    default: return undefined
  }
}

function scaledOf (value: PrimitiveValue): Scaled | undefined {
  if (!Number.isFinite(Number(value))) return undefined
  const [whole = '0', fraction = ''] = decimalText(Number(value)).split('.')
  return fraction.length > MAX_SCALE ? undefined : { digits: BigInt(whole + fraction), scale: fraction.length }
}

const atScale = ({ digits, scale }: Scaled, wanted: number): bigint => digits * 10n ** BigInt(wanted - scale)

/** Undefined for what no double is near to. */
function toNumber ({ digits, scale }: Scaled): number | undefined {
  const value = Number(`${digits}e-${scale}`)
  return Number.isFinite(value) && (value !== 0 || digits === 0n) ? value + 0 : undefined
}
