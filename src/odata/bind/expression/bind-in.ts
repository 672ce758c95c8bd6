/** `in` (OData-URL 4.01, section 5.1.1.1.12): a list, a collection, or an alias whose value is an array. Never null. */
import { itemType, underlyingType } from '../../../edm/lookup.js'
import type { EnumType } from '../../../edm/types.js'
import type { BinaryNode, ExpressionNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import { enumOf, toEnum } from './bind-enum.js'
import { bindNode, bindUntyped, withoutType } from './bind-expression.js'
import { bindOperand, bindSame, isWrittenHere, sameness } from './bind-whole.js'
import { openAlias } from './bind-alias.js'
import { quotesHint } from './quotes-hint.js'
import { accepts, agreeOnType, convertTo } from './conversions.js'
import { compareDynamic } from './compare-dynamic.js'
import { isDynamic } from './dynamic-value.js'
import type { DynamicExpression, Expression } from './expression.js'
import { booleanReference, conditionOf, describeType, describeTypes, isUnknown, literalOf, notSupported, primitiveName, variableOf } from './expression-type.js'
import type { Binding } from './scope.js'

export function bindIn (binding: Binding, node: BinaryNode): Expression {
  if (isWrittenHere(binding, node.left)) return writtenIn(binding, node)
  const operand = bindUntyped(binding, node.left)
  if (isUnknown(operand)) return operand
  if (isDynamic(operand)) return inDynamic(binding, node, operand)
  const type = enumOf(operand)
  if (type !== undefined) return inEnum(binding, node, type, operand)
  if (primitiveName(operand) === undefined) {
    const wholes = listOf(binding, node.right)
    if (wholes === undefined) return inStructured(binding, node, operand)
    return wholes.items.map(item => bindSame(wholes.binding, operand, item, node)).reduce<Expression>(either, literalOf('Edm.Boolean', false))
  }
  if (primitiveName(operand) === 'Edm.Stream') {
    throw bindError(binding, { position: node.left.position, expected: 'a value that can be compared before "in"', found: 'Edm.Stream' })
  }
  const list = listOf(binding, node.right)
  return list === undefined ? inCollection(binding, node, operand) : inList(list, operand)
}

/** `{"City":"x"} in Homes`: what is written has the type of the items. */
function writtenIn (binding: Binding, node: BinaryNode): Expression {
  if (listOf(binding, node.right) !== undefined) return notSupported(binding, '"in" between values that are both written')
  const collection = bindCollection(binding, node.right)
  if (isUnknown(collection)) return collection
  return oneEquals(binding, node, collection, bindOperand(binding, node.left, itemType(collection.type)))
}

/** `Home in Homes`. */
function inStructured (binding: Binding, node: BinaryNode, operand: Expression): Expression {
  const collection = bindCollection(binding, node.right)
  return isUnknown(collection) ? collection : oneEquals(binding, node, collection, operand)
}

function bindCollection (binding: Binding, node: ExpressionNode): Expression {
  const collection = bindNode(binding, node)
  if (isUnknown(collection) || collection.type.type.kind === 'collection') return collection
  throw bindError(binding, { position: node.position, expected: 'a list or a collection after "in"', found: describeType(collection) })
}

/** Whether one of the items is equal to the operand. */
function oneEquals (binding: Binding, node: BinaryNode, collection: Expression, operand: Expression): Expression {
  const { type } = collection.type
  if (isUnknown(operand) || type.kind !== 'collection') return operand
  const variable = { name: '$this', type: type.elementType, ...collection.kind === 'property' ? { of: collection.property } : {} }
  const predicate = sameness(binding, node, 'eq', [variableOf(variable), operand])
  return { kind: 'lambda', operator: 'any', collection, variable, predicate, type: booleanReference }
}

/** A dynamic property is compared with each item by itself. */
function inDynamic (binding: Binding, node: BinaryNode, operand: DynamicExpression): Expression {
  const list = listOf(binding, node.right)
  if (list === undefined) return withoutType(binding, operand)
  return list.items
    .map(item => compareDynamic(binding, 'eq', operand, bindUntyped(list.binding, item)))
    .reduce<Expression>(either, literalOf('Edm.Boolean', false))
}

function inEnum (binding: Binding, node: BinaryNode, type: EnumType, operand: Expression): Expression {
  const list = listOf(binding, node.right)
  if (list === undefined) return notSupported(binding, '"in" for an enumeration and a collection')
  const items = list.items.map(item => toEnum(binding, type, bindNode(list.binding, item), item.position))
  return { kind: 'in', operand, items, type: booleanReference }
}

const either = (left: Expression, right: Expression): Expression => {
  if (isUnknown(left) || isUnknown(right)) return isUnknown(left) ? left : right
  return conditionOf('or', left, right)
}

interface List {
  /** Where the items were written. */
  readonly binding: Binding
  readonly items: readonly ExpressionNode[]
}

/** The items that are written down, here or in the value of an alias. */
function listOf (binding: Binding, node: ExpressionNode): List | undefined {
  if (node.kind === 'list' || node.kind === 'array') return { binding, items: node.items }
  const value = node.kind === 'parameterAlias' ? binding.aliases.get(node.name) : undefined
  if (node.kind !== 'parameterAlias' || value === undefined) return undefined
  return value.kind === 'array' || value.kind === 'parameterAlias' ? listOf(openAlias(binding, node.name, node.position), value) : undefined
}

/** Operand and items are converted to one type; each item must fit what the operand and the items before it agreed on. */
function inList ({ binding, items }: List, operand: Expression): Expression {
  let agreed = operand
  const bound = items.map(item => {
    const expression = bindNode(binding, item)
    if (isUnknown(expression)) return expression
    const next = agreeOnType(agreed, expression)
    if (next === undefined) {
      const hint = quotesHint(operand, expression)
      throw bindError(binding, {
        position: item.position,
        expected: `an item of type ${describeType(agreed)} for "in"`,
        found: describeType(expression),
        hint
      })
    }
    agreed = next
    return expression
  })
  const unknown = bound.find(isUnknown)
  if (unknown !== undefined) return unknown
  const name = primitiveName(agreed) ?? 'Edm.String'
  return { kind: 'in', operand: convertTo(name, operand), items: bound.map(item => convertTo(name, item)), type: booleanReference }
}

function inCollection (binding: Binding, node: BinaryNode, operand: Expression): Expression {
  const items = bindNode(binding, node.right)
  if (isUnknown(items)) return items
  const { type } = items.type
  if (type.kind !== 'collection') {
    throw bindError(binding, { position: node.right.position, expected: 'a list or a collection after "in"', found: describeType(items) })
  }
  const element = underlyingType(type.elementType.type)
  if (element.kind !== 'primitive' || !accepts(element.name, operand)) {
    const found = describeTypes(operand, items)
    throw bindError(binding, { position: node.position, expected: 'an operand of the type of the items for "in"', found })
  }
  return { kind: 'in', operand: convertTo(element.name, operand), items, type: booleanReference }
}
