/**
 * The bound tree as short text, for the tests: literals and results carry their types (without `Edm.`), `?` says that null is possible,
 * `Int64(x)` is a conversion, `#x` a computed name.
 */
import { typeName } from '../../../../src/edm/lookup.js'
import type { TypeReference } from '../../../../src/edm/types.js'
import type { Expression, SearchExpression } from '../../../../src/odata/bind/expression/expression.js'

const shortName = (type: TypeReference['type']): string => typeName(type).replaceAll('Edm.', '').replaceAll('microsoft.graph.', '')

const printType = ({ type, nullable }: TypeReference): string => `${shortName(type)}${nullable ? '?' : ''}`

export function printBound (expression: Expression): string {
  switch (expression.kind) {
    case 'literal': return `${typeof expression.value === 'string' ? `'${expression.value}'` : String(expression.value)}:${shortName(expression.type.type)}`
    case 'slot': return `⟨${expression.slot}⟩:${shortName(expression.type.type)}`
    case 'variable': return expression.variable.name
    case 'property': case 'navigation': return `${printBound(expression.source)}.${expression.property.name}`
    case 'dynamic': return `${printBound(expression.source)}.‹${expression.path.join('/')}›:${shortName(expression.type.type)}`
    case 'root': return '$root'
    case 'keyed': return `${printBound(expression.collection)}(${printBound(expression.predicate)})`
    case 'typeCast': return `${printBound(expression.source)}.<${printType(expression.type)}>`
    case 'computed': return `#${expression.name}`
    case 'unary': return `${expression.operator}(${printBound(expression.operand)}):${printType(expression.type)}`
    case 'binary': return printBinary(expression)
    case 'in': return `(${printBound(expression.operand)} in ${printItems(expression.items)})`
    case 'call': return `${expression.name}(${expression.arguments.map(printBound).join(', ')}):${printType(expression.type)}`
    case 'lambda': return `${printBound(expression.collection)}/${expression.operator}(${printLambda(expression)})`
    case 'count': return `${printBound(expression.collection)}/$count(${printCount(expression)})`
    case 'aggregate': return `${printBound(expression.collection)}/aggregate(${[printBound(expression.operand), expression.method, ...expression.filter === undefined ? [] : [printBound(expression.filter)]].join(', ')})`
    case 'convert': return `${printType(expression.type)}(${printBound(expression.operand)})`
    case 'isOf': return `(${printBound(expression.operand)} is ${shortName(expression.target)})`
    case 'hierarchy': return `${expression.test}(${expression.arguments.map(printBound).join(', ')})`
    case 'has': return `(${printBound(expression.operand)} has ${expression.bits})`
    case 'written': return expression.json
    case 'whole': return `${expression.name}(${expression.arguments.map(printBound).join(', ')})`
    case 'unsupported': return `⟨${expression.what}⟩`
    case 'case': return `case(${expression.branches.map(({ condition, value }) => `${printBound(condition)} => ${printBound(value)}`).join(', ')}):${printType(expression.type)}`
  }
}

function printBinary ({ operator, left, right, type }: Expression & { kind: 'binary' }): string {
  const text = `(${printBound(left)} ${operator} ${printBound(right)})`
  return type.type.kind === 'primitive' && type.type.name === 'Edm.Boolean' ? `${text}${type.nullable ? '?' : ''}` : `${text}:${printType(type)}`
}

const printItems = (items: readonly Expression[] | Expression): string =>
  'kind' in items ? printBound(items) : `[${items.map(printBound).join(', ')}]`

const printLambda = ({ variable, predicate }: Expression & { kind: 'lambda' }): string =>
  variable === undefined || predicate === undefined ? '' : `${variable.name}:${printType(variable.type)} => ${printBound(predicate)}`

const printCount = ({ filter, search }: Expression & { kind: 'count' }): string =>
  [...filter === undefined ? [] : [printBound(filter)], ...search === undefined ? [] : [`search ${printSearch(search)}`]].join('; ')

export function printSearch (search: SearchExpression): string {
  switch (search.kind) {
    case 'term': return JSON.stringify(search.text)
    case 'not': return `not(${printSearch(search.operand)})`
    case 'and': case 'or': return `(${printSearch(search.left)} ${search.kind} ${printSearch(search.right)})`
  }
}
