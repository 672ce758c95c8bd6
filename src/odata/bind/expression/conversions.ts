/**
 * Conversions between primitive types: those made without being asked, and those that `cast` allows (OData-URL 4.01, section 5.1.1.10.1).
 */
import type { PrimitiveTypeName, PrimitiveValue } from '../../../edm/types.js'
import { decimalDigits, decimalValue } from '../../../edm/decimal.js'
import { primitive } from '../../../edm/primitives.js'
import { durationTicks, isInt64 } from './duration.js'
import type { DynamicExpression, Expression } from './expression.js'
import { asDynamic, isDynamic } from './dynamic-value.js'
import { isUntypedNull, literalOf, nullOf, primitiveName, primitiveReference } from './expression-type.js'
import { isInteger, isNumeric, promotedType, widens } from './numeric-promotion.js'
import { convertSlot, settle } from './slot-expression.js'

/** A string literal that is a duration: the prefix `duration` is optional (OData ABNF, `duration`). */
function isBareDuration (expression: Expression): boolean {
  const literal = settle(expression)
  if (literal.kind !== 'literal' || primitiveName(literal) !== 'Edm.String') return false
  return typeof literal.value === 'string' && durationTicks(literal.value) !== undefined
}

/** Whether the expression is of the type, or becomes so without being asked. */
export function accepts (name: PrimitiveTypeName, expression: Expression): boolean {
  if (isDynamic(expression)) return dynamicTypes.has(name)
  const own = primitiveName(expression)
  if (own === undefined) return false
  return own === name || isUntypedNull(expression) || widens(own, name) || (name === 'Edm.Duration' && isBareDuration(expression))
}

/** What a dynamic value can be read as; numbers are read as doubles first. */
const dynamicTypes: ReadonlySet<PrimitiveTypeName> = new Set([
  'Edm.Boolean', 'Edm.Byte', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.Decimal', 'Edm.Double', 'Edm.Guid', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64',
  'Edm.SByte', 'Edm.Single', 'Edm.String', 'Edm.TimeOfDay'
])

/** The one type that both operands are converted to before they are compared; undefined when there is none. */
export function commonType (left: Expression, right: Expression): PrimitiveTypeName | undefined {
  if (isDynamic(left) || isDynamic(right)) return typeBeside(isDynamic(left) ? right : left)
  const leftName = primitiveName(left)
  const rightName = primitiveName(right)
  if (leftName === undefined || rightName === undefined) return undefined
  if (isNumeric(leftName) && isNumeric(rightName) && leftName !== rightName) return promotedType(leftName, rightName)
  return accepts(rightName, left) ? rightName : accepts(leftName, right) ? leftName : undefined
}

/** A dynamic number may have a fraction, whatever it is compared with. */
function typeBeside (other: Expression): PrimitiveTypeName | undefined {
  const name = primitiveName(other)
  if (name === undefined || !dynamicTypes.has(name)) return undefined
  return isNumeric(name) ? 'Edm.Double' : name
}

/**
 * Stands for the values so far in a search for the one type of several: a null of their common type. Undefined when the next has no place
 * in it.
 */
export function agreeOnType (before: Expression, next: Expression): Expression | undefined {
  const name = commonType(before, next)
  if (name === undefined) return undefined
  return isUntypedNull(before) && isUntypedNull(next) ? before : nullOf(primitive(name))
}

/** The expression as one of the type; literals are converted here and now. */
export function convertTo (name: PrimitiveTypeName, operand: Expression): Expression {
  if (isDynamic(operand)) return convertDynamic(name, operand)
  const own = primitiveName(operand)
  if (isUntypedNull(operand)) return nullOf(primitive(name))
  if (own === name || own === undefined) return operand
  if (operand.kind === 'slot') {
    return always(own, name) ? convertSlot(name, operand, value => convertValue(value, name) ?? value) : convertTo(name, settle(operand))
  }
  const value = operand.kind === 'literal' && operand.value !== null ? convertValue(operand.value, name) : undefined
  if (value !== undefined) return literalOf(name, value, operand)
  return { kind: 'convert', operand, type: primitiveReference(name, operand.type.nullable || !widens(own, name)) }
}

/** JSON has texts, numbers, and true and false; what is more is told by its text. */
function convertDynamic (name: PrimitiveTypeName, operand: DynamicExpression): Expression {
  if (name === 'Edm.Boolean') return asDynamic(operand, name)
  return convertTo(name, asDynamic(operand, isNumeric(name) ? 'Edm.Double' : 'Edm.String'))
}

/** Whether {@link convertValue} has a result for every value of a literal's type. */
const always = (own: PrimitiveTypeName, name: PrimitiveTypeName): boolean =>
  widens(own, name) && (name === 'Edm.Int64' || name === 'Edm.Decimal' || name === 'Edm.Double')

/** Undefined where the database has to do it. */
function convertValue (value: PrimitiveValue, name: PrimitiveTypeName): PrimitiveValue | undefined {
  if (typeof value === 'string') return name === 'Edm.Duration' ? durationTicks(value) : undefined
  if (typeof value === 'boolean') return undefined
  switch (name) {
    case 'Edm.Int32': return isInt32(Number(value)) ? Number(value) : undefined
    case 'Edm.Int64': return typeof value === 'bigint' ? value : wholeNumber(value)
    case 'Edm.Decimal': return Number.isFinite(Number(value)) ? decimalValue(decimalDigits(String(value)) ?? '0') : undefined
    case 'Edm.Double': return Number(value)
    default: return undefined
  }
}

export const isInt32 = (value: number): boolean => Number.isInteger(value) && value >= -2147483648 && value <= 2147483647

function wholeNumber (value: number): bigint | undefined {
  return Number.isInteger(value) && isInt64(BigInt(value)) ? BigInt(value) : undefined
}

/** What `cast` converts beside numbers into numbers, and every type into itself. */
const castTable: Readonly<Partial<Record<PrimitiveTypeName, readonly PrimitiveTypeName[]>>> = {
  'Edm.Boolean': ['Edm.String'],
  'Edm.Date': ['Edm.String'],
  'Edm.DateTimeOffset': ['Edm.String', 'Edm.Date', 'Edm.TimeOfDay'],
  'Edm.Guid': ['Edm.String'],
  'Edm.String': [
    'Edm.Int32',
    'Edm.Int64',
    'Edm.Int16',
    'Edm.Byte',
    'Edm.SByte',
    'Edm.Boolean',
    'Edm.DateTimeOffset',
    'Edm.Date',
    'Edm.TimeOfDay',
    'Edm.Guid',
    'Edm.Decimal',
    'Edm.Double',
    'Edm.Single'
  ],
  'Edm.TimeOfDay': ['Edm.String']
}

/**
 * Whether `cast` evaluates the conversion: `yes`; `unsupported` where OData defines it, to and from strings, and this service does not;
 * `no` where OData has none.
 */
export function castability (from: PrimitiveTypeName, to: PrimitiveTypeName): 'yes' | 'unsupported' | 'no' {
  if (from === to || (isNumeric(from) && isNumeric(to)) || (isInteger(from) && to === 'Edm.String')) return 'yes'
  if (castTable[from]?.includes(to) === true) return 'yes'
  if (from === 'Edm.Stream' || to === 'Edm.Stream') return 'no'
  return from === 'Edm.String' || to === 'Edm.String' ? 'unsupported' : 'no'
}
