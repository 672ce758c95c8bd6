/**
 * Bound trees as the text of a URL, for tests that send random expressions. What the text means may be refused; it is the same text for
 * everybody.
 */
import type { Expression, LiteralExpression } from '../../../src/odata/bind/expression/expression.js'

/** `item`: what the variable of the collection around is called. */
export function printUrl (expression: Expression, item = '$this', depth = 0): string {
  const print = (child: Expression): string => printUrl(child, item, depth)
  switch (expression.kind) {
    case 'literal': return printLiteral(expression)
    case 'variable': return item
    case 'property': return expression.property.name
    case 'unary': return expression.operator === 'not' ? `not (${print(expression.operand)})` : `-(${print(expression.operand)})`
    case 'binary': return `(${print(expression.left)} ${expression.operator} ${print(expression.right)})`
    case 'in': return Array.isArray(expression.items) ? printList(expression.operand, expression.items as readonly Expression[], print) : `(${print(expression.operand)} in ${print(expression.items as Expression)})`
    case 'call': return `${expression.name}(${expression.arguments.map(print).join(',')})`
    case 'lambda': return `${print(expression.collection)}/${expression.operator}(${expression.predicate === undefined ? '' : `p${depth}:${printUrl(expression.predicate, `p${depth}`, depth + 1)}`})`
    case 'count': return `${print(expression.collection)}/$count${expression.filter === undefined ? '' : `($filter=${printUrl(expression.filter, '$this', depth + 1)})`}`
    case 'has': return `(${print(expression.operand)} has ${expression.bits})`
    case 'written': return printWritten(expression.json)
    case 'whole': return expression.name === 'same' ? `(${expression.arguments.map(print).join(' eq ')})` : `${expression.name}(${expression.arguments.map(print).join(',')})`
    case 'convert': return `cast(${print(expression.operand)},${expression.type.type.name})`
    case 'case': return `case(${expression.branches.map(({ condition, value }) => `${print(condition)}:${print(value)}`).join(',')})`
    default: throw new Error(`not generated: ${expression.kind}`)
  }
}

/** A list as it is, a geometry as its literal. */
function printWritten (json: string): string {
  const value = JSON.parse(json) as { type: string, coordinates: unknown } | unknown[]
  if (Array.isArray(value)) return json
  const text = (inner: unknown): string => {
    const items = inner as unknown[]
    return Array.isArray(items[0]) ? `${items.map(item => Array.isArray((item as unknown[])[0]) ? `(${text(item)})` : text(item)).join(',')}` : items.join(' ')
  }
  return `geometry'SRID=0;${value.type}(${text(value.coordinates)})'`
}

/** A list has only literals; others are compared one by one. */
function printList (operand: Expression, items: readonly Expression[], print: (child: Expression) => string): string {
  if (items.every(({ kind }) => kind === 'literal')) return `(${print(operand)} in (${items.map(print).join(',')}))`
  return `(${items.map(item => `${print(operand)} eq ${print(item)}`).join(' or ')})`
}

function printLiteral ({ type: { type }, value }: LiteralExpression): string {
  if (value === null) return 'null'
  switch (type.kind === 'primitive' ? type.name : undefined) {
    case 'Edm.String': return `'${String(value).replaceAll("'", "''")}'`
    case 'Edm.Duration': return `duration'${value.toString().startsWith('-') ? '-' : ''}PT${BigInt(value) / 10_000_000n}S'`.replace('T-', 'T')
    default: return String(value)
  }
}
