/** Decimals that were written are computed with as stored ones are, exactly: `0.1 add 0.2 eq 0.3` (OData-URL 4.01, section 5.1.1.2). */
import { decimalDigits, decimalValue } from '../../../edm/decimal.js'
import type { PrimitiveValue } from '../../../edm/types.js'
import { decimalArithmetic } from '../sqlite/decimal-arithmetic.js'

type Computation = (...digits: readonly string[]) => string

const implementations = decimalArithmetic as unknown as Readonly<Record<string, Computation | undefined>>

/** Undefined for what is not computed so: a quotient, an operand that is not finite. */
export function exactDecimal (operator: string, values: readonly PrimitiveValue[]): PrimitiveValue | undefined {
  const digits = values.map(value => decimalDigits(String(value)))
  const compute = implementations[`odata_decimal_${operator === 'negate' ? 'neg' : operator}`]
  return compute === undefined || !digits.every(text => text !== undefined) ? undefined : decimalValue(compute(...digits))
}
