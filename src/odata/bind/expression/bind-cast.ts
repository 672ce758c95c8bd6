/** `cast` and `isof` (OData-URL 4.01, section 5.1.1.10). With one argument they are about the current item. */
import { findType, isAssignable, isStructured, typeName } from '../../../edm/lookup.js'
import { primitive } from '../../../edm/primitives.js'
import type { EdmType, PrimitiveType, PrimitiveTypeName, StructuredType, TypeReference } from '../../../edm/types.js'
import type { CastNode, IsOfNode } from '../../url/ast.js'
import { suggest } from '../../../base/suggest.js'
import { bindError, quoted } from './bind-error.js'
import { bindUntyped, withoutType } from './bind-expression.js'
import { accepts, castability, convertTo } from './conversions.js'
import { castDynamic, isDynamic, textOfDynamic } from './dynamic-value.js'
import type { Expression, UnsupportedExpression } from './expression.js'
import { booleanReference, conditionOf, describeType, isUnknown, isUntypedNull, literalOf, notSupported, nullOf, primitiveName, variableOf } from './expression-type.js'
import type { Binding, Scope } from './scope.js'
import { isWritten, settle } from './slot-expression.js'

const primitiveNames: readonly PrimitiveTypeName[] = [
  'Edm.Binary',
  'Edm.Boolean',
  'Edm.Byte',
  'Edm.Date',
  'Edm.DateTimeOffset',
  'Edm.Decimal',
  'Edm.Double',
  'Edm.Duration',
  'Edm.Guid',
  'Edm.Int16',
  'Edm.Int32',
  'Edm.Int64',
  'Edm.SByte',
  'Edm.Single',
  'Edm.Stream',
  'Edm.String',
  'Edm.TimeOfDay'
]

type Target = PrimitiveType | StructuredType

export function bindCast (binding: Binding, node: CastNode): Expression {
  const target = resolveTarget(binding, node, 'cast')
  if (target.kind === 'unsupported') return target
  const operand = bindOperand(binding, node)
  if (isUnknown(operand)) return operand
  if (isUntypedNull(operand)) return nullOf(target)
  if (isDynamic(operand)) {
    if (target.kind === 'primitive') return castPrimitive(binding, node, textOfDynamic(operand), target)
    return castDynamic(binding, operand, target.fullName) ?? notSupported(binding, `A cast of a dynamic property to ${target.fullName}`)
  }
  const { type } = operand.type
  if (target.kind === 'primitive') return castPrimitive(binding, node, operand, target)
  if (!isStructured(type) || !areRelated(type, target)) {
    throw notCastable(binding, node, operand, target)
  }
  return typeCast(operand, target)
}

export function bindIsOf (binding: Binding, node: IsOfNode): Expression {
  const target = resolveTarget(binding, node, 'isof')
  if (target.kind === 'unsupported') return target
  const operand = bindOperand(binding, node)
  if (isUnknown(operand)) return operand
  if (isDynamic(operand)) {
    const cast = castDynamic(binding, operand, typeName(target))
    return cast === undefined ? withoutType(binding, operand) : conditionOf('ne', textOfDynamic(cast), nullOf(primitive('Edm.String')))
  }
  const { type } = operand.type
  if (isUntypedNull(operand)) return { kind: 'isOf', operand: nullOf(target), target, type: booleanReference }
  if (canBeOf(type, target)) return { kind: 'isOf', operand, target, type: booleanReference }
  throw bindError(binding, {
    position: node.type.position,
    expected: `a type that ${describeType(operand)} can be of`,
    found: typeName(target)
  })
}

function canBeOf (type: EdmType, target: Target): boolean {
  if (!isStructured(type) || target.kind === 'primitive') return type.kind === target.kind
  return areRelated(type, target)
}

const bindOperand = (binding: Binding, { operand }: CastNode | IsOfNode): Expression =>
  operand === undefined ? variableOf(binding.current) : bindUntyped(binding, operand)

/** The value as one of the target type, null where it is of another. */
export function typeCast (source: Expression, target: StructuredType): Expression {
  const { type, nullable } = source.type
  if (type.kind === 'collection') {
    const elementType: TypeReference = { type: target, nullable: type.elementType.nullable }
    return { kind: 'typeCast', source, target, type: { type: { kind: 'collection', elementType }, nullable: false } }
  }
  const certain = isStructured(type) && isAssignable(type, target)
  return { kind: 'typeCast', source, target, type: { type: target, nullable: nullable || !certain } }
}

/** One is derived from the other, or they are the same. */
export const areRelated = (type: StructuredType, target: StructuredType): boolean =>
  isAssignable(type, target) || isAssignable(target, type)

function castPrimitive (binding: Binding, node: CastNode, operand: Expression, target: PrimitiveType): Expression {
  const { type } = operand.type
  if (target.name === 'Edm.Duration' && isWritten(operand) && primitiveName(operand) === 'Edm.String') {
    const literal = settle(operand)
    return accepts(target.name, literal) ? convertTo(target.name, literal) : nullOf(target, literal)
  }
  if (target.name === 'Edm.Double' && isWritten(operand) && isNaNText(operand)) return literalOf(target.name, NaN, settle(operand))
  const answer = type.kind === 'primitive' ? castability(type.name, target.name) : 'no'
  if (answer === 'no') throw notCastable(binding, node, operand, target)
  return answer === 'yes'
    ? convertTo(target.name, operand)
    : notSupported(binding, `A cast from ${describeType(operand)} to ${target.name}`)
}

/** No database holds NaN for both, so it is known by its literal. */
function isNaNText (operand: Expression): boolean {
  const literal = settle(operand)
  return literal.kind === 'literal' && literal.value === 'NaN'
}

const notCastable = (scope: Scope, { type: { position } }: CastNode, operand: Expression, target: Target): Error =>
  bindError(scope, { position, expected: `a type that ${describeType(operand)} can be cast to`, found: typeName(target) })

/** `optionallyQualifiedTypeName` */
function resolveTarget (
  scope: Scope,
  { type: { name, collection, position } }: CastNode | IsOfNode,
  caller: string
): Target | UnsupportedExpression {
  if (collection) return notSupported(scope, `"${caller}" with a collection type`)
  if (/^Edm\.Geo/.test(name)) return notSupported(scope, `The type ${name}`)
  const primitiveTarget = primitiveNames.find(candidate => candidate === name)
  return primitiveTarget === undefined ? resolveStructured(scope, name, position) : primitive(primitiveTarget)
}

/** A complex or entity type by its qualified name. */
export function resolveStructured (scope: Scope, name: string, position: number): StructuredType {
  const type = findType(scope.model, name)
  if (type !== undefined) return type
  const candidates = [...scope.model.types.keys(), ...primitiveNames]
  throw bindError(scope, { position, expected: 'the qualified name of a type', found: quoted(name), suggestion: suggest(name, candidates) })
}
