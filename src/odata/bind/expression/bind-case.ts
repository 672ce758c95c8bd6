/** `case(condition:value,…)` (OData-URL 4.01, section 5.1.1.12.1) */
import type { CaseNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import { bindBoolean, bindNode } from './bind-expression.js'
import { agreeOnType, convertTo } from './conversions.js'
import type { Expression } from './expression.js'
import { describeTypes, isUnknown, notSupported, primitiveName, primitiveReference, untypedNull } from './expression-type.js'
import type { Binding } from './scope.js'

export function bindCase (binding: Binding, node: CaseNode): Expression {
  const branches = node.branches.map(({ condition, value }) => ({
    condition: bindBoolean(binding, condition, ' before ":"'),
    value: bindValue(binding, value),
    position: value.position
  }))
  const unknown = branches.map(({ value }) => value).find(isUnknown)
  if (unknown !== undefined) return unknown
  const agreed = branches.reduce<Expression>((before, { value, position }) => agree(binding, before, value, position), untypedNull)
  const name = primitiveName(agreed) ?? 'Edm.String'
  const converted = branches.map(({ condition, value }) => ({ condition, value: convertTo(name, value) }))
  const nullable = !alwaysDecides(converted.at(-1)?.condition) || converted.some(({ value }) => value.type.nullable)
  return { kind: 'case', branches: converted, type: primitiveReference(name, nullable) }
}

function bindValue (binding: Binding, node: CaseNode['branches'][number]['value']): Expression {
  const value = bindNode(binding, node)
  if (isUnknown(value) || primitiveName(value) !== undefined) return value
  return notSupported(binding, 'A structured value or a collection in "case"')
}

function agree (binding: Binding, before: Expression, value: Expression, position: number): Expression {
  const agreed = agreeOnType(before, value)
  if (agreed !== undefined) return agreed
  throw bindError(binding, { position, expected: 'values of one type in "case"', found: describeTypes(before, value) })
}

/** The condition is the literal `true`, so no value after it is ever missing. */
const alwaysDecides = (condition: Expression | undefined): boolean => condition?.kind === 'literal' && condition.value === true
