/** Enumeration values in expressions (OData-URL 4.01, sections 5.1.1.14.1 and 5.1.1.1.9): compared by their numbers. */
import { enumNumber } from '../../../edm/enum-values.js'
import { resolveAlias } from '../../../edm/lookup.js'
import { primitive } from '../../../edm/primitives.js'
import type { EnumType } from '../../../edm/types.js'
import type { BinaryNode, EnumLiteralNode } from '../../url/ast.js'
import { tolerate } from '../../tolerate.js'
import { bindError, quoted } from './bind-error.js'
import { bindNode } from './bind-expression.js'
import type { Expression, LiteralExpression } from './expression.js'
import { describeType, isUnknown, isUntypedNull, notSupported, nullOf, primitiveReference } from './expression-type.js'
import type { Binding, Scope } from './scope.js'
import { settle } from './slot-expression.js'

export function bindEnumLiteral (scope: Scope, { typeName, members, position }: EnumLiteralNode): LiteralExpression {
  const type = scope.model.enumTypes.get(resolveAlias(scope.model.aliases, typeName) ?? typeName)
  if (type === undefined) throw bindError(scope, { position, expected: 'the qualified name of an enumeration', found: quoted(typeName) })
  return literal(scope, type, members.join(','), position)
}

export const enumOf = ({ type: { type } }: Expression): EnumType | undefined => type.kind === 'enum' ? type : undefined

/** The operand as a value of the enumeration: text and numbers may stand for members, as many clients write them. */
export function toEnum (scope: Scope, type: EnumType, operand: Expression, position: number): Expression {
  if (isUntypedNull(operand)) return nullOf(type)
  if (enumOf(operand) === type) return operand
  const written = settle(operand)
  if (written.kind === 'literal' && enumOf(written) === undefined && (typeof written.value === 'string' || typeof written.value === 'number')) {
    if (typeof written.value === 'number') tolerate(scope.model, 'enumNumbers', scope.option)
    return { ...literal(scope, type, String(written.value), position), settles: written.settles }
  }
  throw bindError(scope, { position, expected: `a value of ${type.fullName}`, found: describeType(operand) })
}

/** `has` (section 5.1.1.1.9): the right operand is written in the request. */
export function bindHas (binding: Binding, { left, right, position }: BinaryNode): Expression {
  const operand = bindNode(binding, left)
  const value = bindNode(binding, right)
  if (isUnknown(operand) || isUnknown(value)) return isUnknown(operand) ? operand : value
  const type = enumOf(operand)
  if (type === undefined) {
    throw bindError(binding, { position, expected: 'a value of an enumeration before "has"', found: describeType(operand) })
  }
  const flags = toEnum(binding, type, value, right.position)
  if (flags.kind !== 'literal') return notSupported(binding, '"has" with a value that is not written')
  if (flags.value === null) return nullOf(primitive('Edm.Boolean'))
  return { kind: 'has', operand, bits: BigInt(flags.value as bigint), type: primitiveReference('Edm.Boolean', operand.type.nullable) }
}

function literal (scope: Scope, type: EnumType, text: string, position: number): LiteralExpression {
  const value = enumNumber(type, text)
  if (value === undefined) throw bindError(scope, { position, expected: `a member of ${type.fullName}`, found: quoted(text) })
  return { kind: 'literal', type: { type, nullable: false }, value }
}
