/** Enumeration values in expressions (OData-URL 4.01, sections 5.1.1.14.1 and 5.1.1.1.9): compared by their numbers. */
import { enumNumber } from '../../../edm/enum-values.js'
import { resolveAlias } from '../../../edm/lookup.js'
import type { EnumType } from '../../../edm/types.js'
import type { EnumLiteralNode } from '../../url/ast.js'
import { bindError, quoted } from './bind-error.js'
import type { Expression, LiteralExpression } from './expression.js'
import { describeType, isUntypedNull, nullOf } from './expression-type.js'
import type { Scope } from './scope.js'
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
    return { ...literal(scope, type, String(written.value), position), settles: written.settles }
  }
  throw bindError(scope, { position, expected: `a value of ${type.fullName}`, found: describeType(operand) })
}

function literal (scope: Scope, type: EnumType, text: string, position: number): LiteralExpression {
  const value = enumNumber(type, text)
  if (value === undefined) throw bindError(scope, { position, expected: `a member of ${type.fullName}`, found: quoted(text) })
  return { kind: 'literal', type: { type, nullable: false }, value }
}
