/**
 * A plain evaluator of bound expressions over rows in memory: the semantics that the SQL of both databases is held against. Written from
 * the specification (OData-URL 4.01, section 5.1.1), sharing no code with the renderer.
 */
import { instantOf } from '../../../src/edm/date-time-offset.js'
import type { PrimitiveValue } from '../../../src/edm/types.js'
import type { BinaryExpression, ConvertExpression, Expression, InExpression, MethodCallExpression, SearchExpression } from '../../../src/odata/bind/expression/expression.js'
import { compute, fit, instant, round, shown, ticks } from './compute.js'
import { evaluateWhole } from './evaluate-whole.js'
import { Failure, fail } from './evaluation-failure.js'
import { matchesInEcmaScript } from './patterns.js'

type Value = PrimitiveValue | null
export type Row = Readonly<Record<string, Value | ReadonlyArray<string | null>>>

export interface Environment {
  readonly row: Row
  readonly now: string
  readonly variables: ReadonlyMap<string, Value>
  /** Where one operand is null and another fails: whether null decides. A database may do either. */
  readonly lazy: boolean
}

const typeNameOf = ({ type: { type } }: Expression): string => type.kind === 'primitive' ? type.name : type.kind
const isInteger = (name: string): boolean => /^Edm\.(SByte|Byte|Int16|Int32|Int64)$/.test(name)
const isArithmetic = (operator: string): boolean => /^(add|sub|mul|div|divby|mod)$/.test(operator)
/** Null before there is a row: the literal, and arithmetic with it, whatever stands beside it. */
function isNullLiteral (expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal': return expression.value === null
    case 'unary': return expression.operator === 'negate' && isNullLiteral(expression.operand)
    case 'binary': return isArithmetic(expression.operator) && (isNullLiteral(expression.left) || isNullLiteral(expression.right))
    default: return false
  }
}

/** No row has NaN: it is known only as a constant, and only as an operand of a comparison. */
export function evaluate (expression: Expression, environment: Environment): Value {
  const value = evaluateOperand(expression, environment)
  return Number.isNaN(value) ? fail('The result is not a number.') : value
}

/** The value of an operand, which may be NaN. */
function evaluateOperand (expression: Expression, environment: Environment): Value {
  switch (expression.kind) {
    case 'literal': return isInteger(typeNameOf(expression)) && expression.value !== null ? BigInt(expression.value) : expression.value
    case 'variable': return environment.variables.get(expression.variable.name) ?? null
    case 'property': return environment.row[expression.property.name] as Value
    case 'unary': {
      const value = (isConstant(expression) ? evaluateOperand : evaluate)(expression.operand, environment)
      if (value === null) return null
      if (expression.operator === 'not') return value !== true
      return typeof value === 'bigint' ? fit(-value, typeNameOf(expression)) : 0 - Number(value)
    }
    case 'binary': return evaluateBinary(expression, environment)
    case 'in': return evaluateIn(expression, environment)
    case 'call': return evaluateCall(expression, environment)
    case 'lambda': {
      const results = itemsOf(expression.collection, environment).map(item => expression.predicate === undefined || evaluate(expression.predicate, withVariable(environment, expression.variable?.name ?? '', item)) === true)
      return expression.operator === 'any' ? results.includes(true) : !results.includes(false)
    }
    case 'count': return BigInt(itemsOf(expression.collection, environment).filter(item => expression.filter === undefined || evaluate(expression.filter, withVariable(environment, expression.variable.name, item)) === true).length)
    case 'convert': return convertValue(expression, environment)
    case 'case': {
      for (const { condition, value } of expression.branches) {
        if (evaluate(condition, environment) === true) return evaluate(value, environment)
      }
      return null
    }
    case 'has': {
      const value = evaluate(expression.operand, environment)
      return value === null ? null : (BigInt(value) & expression.bits) === expression.bits
    }
    case 'whole': return evaluateWhole(expression, index => itemsOf(expression.arguments[index] ?? expression, environment))
    default: throw new Error(`not generated: ${expression.kind}`)
  }
}

const withVariable = (environment: Environment, name: string, item: Value): Environment => ({
  ...environment,
  variables: new Map([...environment.variables, [name, item]])
})
function itemsOf (collection: Expression, { row }: Environment): ReadonlyArray<string | null> {
  if (collection.kind === 'written') return JSON.parse(collection.json) as ReadonlyArray<string | null>
  return collection.kind === 'property' ? row[collection.property.name] as ReadonlyArray<string | null> : []
}

/** Operands of one operator or function, in any order. */
function evaluateAll (operands: readonly Expression[], environment: Environment, each = evaluate): readonly Value[] {
  const failures: Failure[] = []
  const values = operands.map(operand => {
    try {
      return each(operand, environment)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failures.push(error)
      return false
    }
  })
  const decided = environment.lazy && values.some(value => value === null || Number.isNaN(value))
  if (failures.length > 0 && !decided) throw new Failure(failures.flatMap(({ messages }) => messages))
  return values
}

/** Below, equal or above; undefined where one is NaN. */
function compare (left: Value, right: Value, typeName: string): number | undefined {
  if (left === null || right === null || Number.isNaN(left) || Number.isNaN(right)) return undefined
  if (typeof left === 'string' && typeof right === 'string') {
    return typeName === 'Edm.DateTimeOffset' ? compareText(instant(left), instant(right)) : compareText(left, right)
  }
  return left < right ? -1 : left > right ? 1 : 0
}

const compareText = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right))

/** Null is equal to null. */
function equal (left: Value, right: Value, typeName: string): boolean {
  return left === null || right === null ? left === right : compare(left, right, typeName) === 0
}

/** The order of `$orderby`: null is the lowest. */
export function order (left: Value, right: Value, typeName: string): number {
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1)
  return compare(left, right, typeName) ?? 0
}

const constantOr: typeof evaluate = (expression, environment) =>
  (isConstant(expression) ? evaluateOperand : evaluate)(expression, environment)

function evaluateBinary (expression: BinaryExpression, environment: Environment): Value {
  const { operator, left, right } = expression
  if (operator === 'and' || operator === 'or') {
    const decides = operator === 'or'
    const first = evaluate(left, environment)
    if (first === decides) return decides
    const second = evaluate(right, environment)
    return second === decides ? decides : first === null || second === null ? null : !decides
  }
  const typeName = typeNameOf(left)
  const hasNull = isNullLiteral(left) || isNullLiteral(right)
  if (operator === 'eq' || operator === 'ne') {
    const [first = null, second = null] = evaluateAll([left, right], environment, constantOr)
    return equal(first, second, typeName) === (operator === 'eq')
  }
  const isOrdering = operator === 'gt' || operator === 'ge' || operator === 'lt' || operator === 'le'
  if (hasNull) return isOrdering ? false : null
  const each = isOrdering || isConstant(expression) ? constantOr : evaluate
  const [first = null, second = null] = evaluateAll([left, right], environment, each)
  if (isOrdering) {
    const result = compare(first, second, typeName)
    if (result === undefined) return false
    switch (operator) {
      case 'gt': return result > 0
      case 'ge': return result >= 0
      case 'lt': return result < 0
      case 'le': return result <= 0
    }
  }
  return first === null || second === null ? null : compute(operator, first, second, typeName, typeNameOf(right))
}

/** A whole number where a double is wanted. */
const isWholeNumber = (expression: Expression): boolean => expression.kind === 'convert' && typeNameOf(expression) === 'Edm.Double' &&
  expression.operand.kind === 'literal' && expression.operand.value !== null && isInteger(typeNameOf(expression.operand))

/** Computed before there is a row. */
const isConstant = (expression: Expression): boolean => expression.kind === 'literal' || isWholeNumber(expression) ||
  (expression.kind === 'unary' && expression.operator === 'negate' && isConstant(expression.operand)) ||
  (expression.kind === 'binary' && isArithmetic(expression.operator) &&
    isConstant(expression.left) && isConstant(expression.right))

/** A database need not look at the operand where a collection has no items. */
function evaluateIn ({ operand, items }: InExpression, environment: Environment): boolean {
  if (environment.lazy && !Array.isArray(items) && itemsOf(items as Expression, environment).length === 0) return false
  if (!environment.lazy && Array.isArray(items)) evaluateAll([operand, ...items as readonly Expression[]], environment)
  const value = evaluate(operand, environment)
  const candidates = Array.isArray(items)
    ? (items as readonly Expression[]).map(item => () => evaluate(item, environment))
    : itemsOf(items as Expression, environment).map(item => () => item)
  return candidates.some(candidate => equal(value, candidate(), typeNameOf(operand)))
}

const characters = (text: string): readonly string[] => [...text]
const caseOf = (text: string, change: (character: string) => string): string =>
  characters(text).map(character => characters(change(character)).length === 1 ? change(character) : character).join('')

function evaluateCall ({ name, arguments: args }: MethodCallExpression, environment: Environment): Value {
  if (args.some(isNullLiteral)) return null
  const values = evaluateAll(args, environment)
  if (values.some(value => value === null)) return null
  const [text = '', other = ''] = values.map(String)
  const [first] = args
  const time = first !== undefined && typeNameOf(first) === 'Edm.TimeOfDay' ? text : timeOf(text)
  switch (name) {
    case 'concat': return text + other
    case 'contains': return text.includes(other)
    case 'startswith': return text.startsWith(other)
    case 'endswith': return text.endsWith(other)
    case 'indexof': return BigInt(text.includes(other) ? characters(text.slice(0, text.indexOf(other))).length : -1)
    case 'length': return BigInt(characters(text).length)
    case 'substring': {
      const all = characters(text)
      const start = Number(values[1]) < 0 ? Math.max(all.length + Number(values[1]), 0) : Number(values[1])
      if (Number(values[2] ?? 0) < 0) fail('The length of a substring is less than zero.')
      return all.slice(start, values.length === 3 ? start + Number(values[2]) : undefined).join('')
    }
    case 'tolower': return caseOf(text, character => character.toLowerCase())
    case 'toupper': return caseOf(text, character => character.toUpperCase())
    case 'trim': return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')
    case 'date': return text.slice(0, 10)
    case 'year': return BigInt(text.slice(0, 4))
    case 'month': return BigInt(text.slice(5, 7))
    case 'day': return BigInt(text.slice(8, 10))
    case 'time': return time
    case 'hour': return BigInt(time.slice(0, 2))
    case 'minute': return BigInt(time.slice(3, 5))
    case 'second': return BigInt(time.slice(6, 8))
    case 'fractionalseconds': return Number(`0${time.slice(8)}`)
    case 'totaloffsetminutes': {
      const match = /([+-])(\d\d):(\d\d)$/.exec(text)
      const minutes = BigInt(match?.[2] ?? 0) * 60n + BigInt(match?.[3] ?? 0)
      return match?.[1] === '-' ? -minutes : minutes
    }
    case 'totalseconds': return Number(values[0]) / 1e7
    case 'now': return shown(ticks(environment.now), environment.now.slice(27))
    case 'mindatetime': return '0001-01-01T00:00:00Z'
    case 'maxdatetime': return '9999-12-31T23:59:59.999999999999Z'
    case 'round': return round(Number(text))
    case 'floor': return Math.floor(Number(text)) + 0
    case 'ceiling': return Math.ceil(Number(text)) + 0
    case 'matchespattern': return matchesInEcmaScript(String(values[1]), text)
  }
}

function timeOf (text: string): string {
  const [, clock = '', seconds = ':00', fraction = '.'] = /^.{11}(\d\d:\d\d)(:\d\d)?(\.\d+)?/.exec(text) ?? []
  return `${clock}${seconds}${fraction.padEnd(13, '0')}`
}

const limits: Readonly<Record<string, readonly [bigint, bigint]>> = {
  'Edm.Byte': [0n, 255n], 'Edm.Int16': [-32768n, 32767n], 'Edm.Int32': [-2147483648n, 2147483647n], 'Edm.Int64': [-(2n ** 63n), 2n ** 63n - 1n]
}

function within (value: bigint, name: string): bigint | null {
  const [low, high] = limits[name] ?? [0n, 0n]
  return value >= low && value <= high ? value : null
}

function convertValue ({ operand, type: { type: { name } } }: ConvertExpression, environment: Environment): Value {
  const value = evaluate(operand, environment)
  if (value === null || typeNameOf(operand) === name) return value
  const isText = typeof value === 'string' && typeNameOf(operand) === 'Edm.String'
  if (name in limits) {
    if (typeof value === 'bigint') return within(value, name)
    if (Math.abs(Number(value)) === Infinity && !isText) return null
    if (typeof value === 'number') return within(BigInt(Math.trunc(value)), name)
    return isText && /^[+-]?\d{1,19}$/.test(value) ? within(BigInt(value.replace('+', '')), name) : null
  }
  switch (name) {
    case 'Edm.String': return typeNameOf(operand) === 'Edm.TimeOfDay' ? String(value).replace(/\.0*$|(\.\d*[1-9])0+$/, '$1') : String(value)
    case 'Edm.Double': return typeof value === 'bigint' ? Number(value) : isText && /^-?INF$/.test(value) ? value === 'INF' ? Infinity : -Infinity : isText && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) + 0 : null
    case 'Edm.Boolean': return isText && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : null
    case 'Edm.DateTimeOffset': return isText ? [value, `${value}Z`].find(text => instantOf(text) !== undefined) ?? null : `${String(value)}T00:00:00Z`
    case 'Edm.Date': return !isText ? String(value).slice(0, 10) : /^\d{4}-\d\d-\d\d$/.test(value) && instantOf(`${value}T00:00Z`) !== undefined ? value : null
    default: throw new Error(`not generated: ${name}`)
  }
}

/** `$search` over the texts of a row. */
export function matches (search: SearchExpression, texts: ReadonlyArray<string | null>): boolean {
  switch (search.kind) {
    case 'term': return texts.some(text => text !== null && caseOf(text, character => character.toLowerCase()).includes(caseOf(search.text, character => character.toLowerCase())))
    case 'not': return !matches(search.operand, texts)
    case 'and': return matches(search.left, texts) && matches(search.right, texts)
    case 'or': return matches(search.left, texts) || matches(search.right, texts)
  }
}
