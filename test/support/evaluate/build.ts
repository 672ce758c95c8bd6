/** Bound trees by hand, and the answers of a database in the form of {@link PrimitiveValue}. */
import { primitive } from '../../../src/edm/primitives.js'
import type { PrimitiveTypeName, PrimitiveValue, TypeReference } from '../../../src/edm/types.js'
import { functionSignatures } from '../../../src/odata/bind/expression/function-signatures.js'
import type { FunctionName } from '../../../src/odata/bind/expression/function-signatures.js'
import type { BinaryExpression, CaseExpression, ConvertExpression, Expression, InExpression, LiteralExpression, MethodCallExpression, UnaryExpression } from '../../../src/odata/bind/expression/expression.js'
import type { SqlValue } from '../../../src/storage/database/database.js'
import { operationOf } from '../../../src/storage/sql/expression/arithmetic-operations.js'
import { categoryOf } from '../../../src/storage/sql/expression/value-category.js'

export const edm = (name: PrimitiveTypeName): TypeReference & { readonly type: ReturnType<typeof primitive> } => ({
  type: primitive(name),
  nullable: true
})

export const literal = (name: PrimitiveTypeName, value: PrimitiveValue | null): LiteralExpression => ({ kind: 'literal', type: edm(name), value })
export const text = (value: string | null): LiteralExpression => literal('Edm.String', value)
export const int = (value: bigint | number | null): LiteralExpression => literal('Edm.Int64', value === null ? null : BigInt(value))
export const double = (value: number | null): LiteralExpression => literal('Edm.Double', value)
export const bool = (value: boolean | null): LiteralExpression => literal('Edm.Boolean', value)
export const dto = (value: string | null): LiteralExpression => literal('Edm.DateTimeOffset', value)
export const date = (value: string | null): LiteralExpression => literal('Edm.Date', value)
export const duration = (ticks: bigint | number | null): LiteralExpression => literal('Edm.Duration', ticks === null ? null : BigInt(ticks))

const types: Readonly<Record<string, PrimitiveTypeName>> = { int: 'Edm.Int64', double: 'Edm.Double', float: 'Edm.Double', duration: 'Edm.Duration', instant: 'Edm.DateTimeOffset', date: 'Edm.Date' }

/** The type of an arithmetic expression, from the function that computes it. */
function resultOf (operator: string, left: Expression, right: Expression): TypeReference {
  if (!/^(add|sub|mul|div|divby|mod)$/.test(operator)) return edm('Edm.Boolean')
  const [, kind = '', suffix] = operationOf(operator as Parameters<typeof operationOf>[0], categoryOf(left.type.type), categoryOf(right.type.type)).function.split('_')
  return edm(suffix === 'diff' ? 'Edm.Duration' : types[kind] ?? 'Edm.Int64')
}

export const binary = (left: Expression, operator: BinaryExpression['operator'], right: Expression): BinaryExpression =>
  ({ kind: 'binary', operator, left, right, type: resultOf(operator, left, right) })

export const not = (operand: Expression): UnaryExpression => ({ kind: 'unary', operator: 'not', operand, type: edm('Edm.Boolean') })
export const negate = (operand: Expression): UnaryExpression => ({ kind: 'unary', operator: 'negate', operand, type: operand.type })

export function call (name: FunctionName, ...args: readonly Expression[]): MethodCallExpression {
  const signature = functionSignatures[name].find(({ parameters }) => parameters.length === args.length)
  const double = name === 'round' || name === 'floor' || name === 'ceiling'
  return { kind: 'call', name, arguments: args, type: double ? edm('Edm.Double') : edm(signature?.result ?? 'Edm.String') }
}

export const convert = (operand: Expression, name: PrimitiveTypeName): ConvertExpression => ({ kind: 'convert', operand, type: edm(name) })
export const inList = (operand: Expression, items: readonly Expression[]): InExpression => ({ kind: 'in', operand, items, type: edm('Edm.Boolean') })
export const choose = (...branches: CaseExpression['branches']): CaseExpression => ({ kind: 'case', branches, type: branches[0]?.value.type ?? edm('Edm.String') })

/** The databases' forms of a value are one: SQLite has no booleans, PostgreSQL's integers come as text. */
export function fromDatabase (value: SqlValue | undefined, { type }: TypeReference): PrimitiveValue | null {
  if (value === null || value === undefined) return null
  switch (categoryOf(type)) {
    case 'boolean': return value === true || value === 1
    case 'integer': case 'duration': return BigInt(value as string)
    case 'double': return Number(value)
    default: return String(value)
  }
}

/** An expression in one line, for the reader of a counterexample. */
export function show (expression: Expression): string {
  switch (expression.kind) {
    case 'literal': return `${typeof expression.value === 'string' ? JSON.stringify(expression.value) : String(expression.value)}:${expression.type.type.kind === 'primitive' ? expression.type.type.name.slice(4) : ''}`
    case 'variable': return expression.variable.name
    case 'property': return expression.property.name
    case 'unary': return `${expression.operator}(${show(expression.operand)})`
    case 'binary': return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`
    case 'in': return `(${show(expression.operand)} in [${(Array.isArray(expression.items) ? expression.items as readonly Expression[] : [expression.items as Expression]).map(show).join(', ')}])`
    case 'call': return `${expression.name}(${expression.arguments.map(show).join(', ')})`
    case 'lambda': return `${show(expression.collection)}/${expression.operator}(${expression.predicate === undefined ? '' : show(expression.predicate)})`
    case 'count': return `${show(expression.collection)}/$count(${expression.filter === undefined ? '' : show(expression.filter)})`
    case 'has': return `(${show(expression.operand)} has ${expression.bits})`
    case 'whole': return `${expression.name}(${expression.arguments.map(show).join(', ')})`
    case 'written': return expression.json
    case 'convert': return `cast(${show(expression.operand)},${expression.type.type.name})`
    case 'case': return `case(${expression.branches.map(({ condition, value }) => `${show(condition)}:${show(value)}`).join(', ')})`
    default: return expression.kind
  }
}
