/**
 * What of an expression is valid and not supported: what the binder could not bind, and what it could and no statement says. Operands that
 * are never evaluated, as those beside a null literal, may be anything.
 */
import { isAssignable, isStream, isStructured, itemType, rowTypeOf, underlyingType } from '../../edm/lookup.js'
import type { Property, StructuredType, TypeReference } from '../../edm/types.js'
import { notImplemented } from '../../errors.js'
import { isArithmeticOperator, isConstant } from '../../odata/bind/expression/constant.js'
import { childrenOf, isList } from '../../odata/bind/expression/expression-children.js'
import type {
  AggregateExpression,
  BinaryExpression,
  ComputedExpression,
  CountExpression,
  DynamicExpression,
  Expression,
  InExpression,
  IsOfExpression,
  KeyedExpression,
  LambdaExpression,
  PropertyExpression,
  TypeCastExpression
} from '../../odata/bind/expression/expression.js'
import { checkColumn, checkOwner, checkTypeTest, rowPathOf } from './row-path.js'
import type { Place } from './row-path.js'

/** @throws ODataError `notImplemented` */
export function checkExpression (place: Place, expression: Expression): void {
  switch (expression.kind) {
    case 'unsupported': throw notImplemented(expression.what, expression.option)
    case 'literal': if (isNaN(expression)) throw notImplemented('NaN other than as an operand of a comparison'); break
    case 'variable': if (isStructured(expression.type.type)) throw notImplemented(`${expression.variable.name} as a value`); break
    case 'property': checkColumn(place, expression); break
    case 'navigation':
      if (expression.property.collection) throw notImplemented(`The value of ${expression.property.name} in an expression`)
      checkOwner(place, expression)
      break
    case 'root': throw notImplemented('$root as a value')
    case 'keyed': checkKeyed(place, expression); break
    case 'typeCast': checkCast(place, expression); break
    case 'unary':
      if (expression.operator === 'not') checkExpression(place, expression.operand)
      else checkEach(place, operandsOf([expression.operand]))
      break
    case 'binary': checkEach(place, evaluatedBy(expression)); break
    case 'in': checkIn(place, expression); break
    case 'call': if (!expression.arguments.some(isNull)) checkEach(place, expression.arguments); break
    case 'lambda': checkLambda(place, expression); break
    case 'count': checkCount(place, expression); break
    case 'aggregate': checkAggregate(place, expression); break
    case 'isOf': checkIsOf(place, expression); break
    case 'convert': case 'case': checkEach(place, childrenOf(expression)); break
    case 'has': checkExpression(place, expression.operand); break
    case 'dynamic': checkDynamic(place, expression); break
    case 'written': throw notImplemented('A list or a geography as a value')
    case 'hierarchy': checkEach(place, expression.arguments); break
    case 'whole': for (const argument of expression.arguments) checkWhole(place, argument); break
    case 'computed': checkComputed(expression); break
    case 'slot': break
  }
}

/** Where the item has what its type does not declare. */
function checkDynamic (place: Place, { source, path }: DynamicExpression): void {
  if (source.kind === 'variable' && source.type.type.kind === 'builtIn') return
  if (!place.documents || rowPathOf(place, source) === undefined) throw notImplemented(`The dynamic property '${path.join('/')}' at the end of this path`)
}

/** Of what `$compute` shows as a whole nothing is asked; the entity that `join` has named is there or not. */
function checkComputed ({ name, type: { type } }: ComputedExpression): void {
  if (type.kind === 'complex' || type.kind === 'collection') throw notImplemented(`The computed value '${name}' in an expression`)
}

function checkEach (place: Place, expressions: readonly Expression[]): void {
  for (const expression of expressions) checkExpression(place, expression)
}

const isNull = (expression: Expression): boolean => expression.kind === 'literal' && expression.value === null
const isNaN = (expression: Expression): boolean => expression.kind === 'literal' && Number.isNaN(expression.value)

const evaluatedBy = (expression: BinaryExpression): readonly Expression[] =>
  isArithmeticOperator(expression.operator) ? operandsOf(childrenOf(expression)) : comparedBy(expression)

/** The operands of arithmetic that are evaluated. */
function operandsOf (operands: readonly Expression[]): readonly Expression[] {
  if (operands.some(isNull)) return []
  // Constants are computed before anything is rendered, NaN among them too.
  return operands.every(isConstant) ? operands.filter(operand => !isNaN(operand)) : operands
}

/** The operands of a comparison, and of `and` and `or`, that are evaluated: null and NaN decide most comparisons by themselves. */
function comparedBy ({ operator, left, right }: BinaryExpression): readonly Expression[] {
  if (operator === 'and' || operator === 'or') return [left, right]
  if (isNaN(left) || isNaN(right)) return []
  if (isNull(left) || isNull(right)) return operator === 'eq' || operator === 'ne' ? [left, right].filter(operand => !isNull(operand)) : []
  return [left, right]
}

function checkKeyed (place: Place, expression: KeyedExpression): void {
  if (rowPathOf(place, expression) === undefined) throw notImplemented('A key at the end of this path')
  checkExpression(place, expression.predicate)
}

function checkIn (place: Place, { operand, items }: InExpression): void {
  if (isNaN(operand)) return
  checkExpression(place, operand)
  if (isList(items)) checkEach(place, items.filter(item => !isNaN(item)))
  else checkCollection(place, items)
}

/** A structured value stands for whether it is there. */
function checkCast (place: Place, { source, target }: TypeCastExpression): void {
  const { type } = source.type
  if (isStructured(type) && isAssignable(type, target)) return checkExpression(place, source)
  const row = rowPathOf(place, source)
  if (row === undefined) throw notImplemented(`The cast to ${target.fullName} in an expression`)
  checkTypeTest(row, target)
}

function checkIsOf (place: Place, { operand, target }: IsOfExpression): void {
  const { type } = operand.type
  if (!isStructured(type) || !isStructured(target)) {
    if (type === target) checkExpression(place, operand)
    return
  }
  if (isAssignable(type, target)) {
    if (operand.kind !== 'variable') checkExpression(place, operand)
  } else if (isAssignable(target, type)) {
    const row = rowPathOf(place, operand)
    if (row === undefined) throw notImplemented('isof of this value')
    checkTypeTest(row, target)
  }
}

/** What is asked for as a whole is one column, a member of JSON, or an item of it; of an entity, the row that it is. */
export function checkWhole (place: Place, argument: Expression): void {
  if (argument.kind === 'written') return
  if (isStructured(argument.type.type)) return checkStructured(place, argument, argument.type.type)
  if (argument.kind !== 'property' || rowTypeOf(argument.property) !== undefined || isStream(argument.property)) throw notImplemented('A value that is not stored, as a whole,')
  const row = rowPathOf(place, argument.source)
  const isJson = place.documents || (argument.type.type.kind === 'collection' && row?.prefix === undefined)
  if (row === undefined || !isJson) throw notImplemented(`${argument.property.name} as a whole`)
}

function checkStructured (place: Place, argument: Expression, type: StructuredType): void {
  const row = rowPathOf(place, argument)
  const isKept = type.kind === 'entity' ? row?.prefix === undefined : place.documents && isInJson(argument)
  if (row === undefined || !isKept) throw notImplemented(argument.kind === 'property' ? `${argument.property.name} as a whole` : 'A value that is not stored, as a whole,')
}

/** Whether a complex value is in a column of JSON: what else is complex is a row of a table, or a result of `$apply`. */
function isInJson (argument: Expression): boolean {
  switch (argument.kind) {
    case 'property': return true
    case 'typeCast': return isInJson(argument.source)
    case 'variable': return argument.variable.of !== undefined && rowTypeOf(argument.variable.of) === undefined
    default: return false
  }
}

function checkLambda (place: Place, { collection, variable, predicate }: LambdaExpression): void {
  checkCollection(place, collection)
  if (predicate === undefined || variable === undefined) return
  checkExpression(place, predicate)
}

function checkCount (place: Place, { collection, filter }: CountExpression): void {
  checkCollection(place, collection)
  if (filter !== undefined) checkExpression(place, filter)
}

/** Of rows, whose order sums of doubles follow. */
function checkAggregate (place: Place, { collection, filter, operand }: AggregateExpression): void {
  if (!ofRows(collection)) throw notImplemented('aggregate(…) of values in an expression')
  checkCollection(place, collection)
  checkExpression(place, operand)
  if (filter !== undefined) checkExpression(place, filter)
}

const ofRows = (collection: Expression): boolean => {
  switch (collection.kind) {
    case 'typeCast': return ofRows(collection.source)
    case 'property': return rowTypeOf(collection.property) !== undefined
    default: return collection.kind === 'navigation'
  }
}

/** Items that are not rows: their values must be what text of JSON compares as. */
function checkKeptItems (place: Place, collection: PropertyExpression): void {
  if (!isComparable(collection.type)) throw notImplemented(`any, all and $count over ${collection.property.name}`)
  checkColumn(place, collection)
}

const isComparable = (collection: TypeReference): boolean => {
  const type = underlyingType(itemType(collection).type)
  return isStructured(type) || type.kind === 'enum' || (type.kind === 'primitive' && !type.name.startsWith('Edm.Geo') && type.name !== 'Edm.Stream')
}

/** Values of a collection that options compare or sort. */
export function checkItemType ({ name, type }: Property): void {
  if (!isComparable(type)) throw notImplemented(`$filter and $orderby over the values of ${name}`)
}

/** What something is asked of each item of. */
export function checkCollection (place: Place, collection: Expression): void {
  switch (collection.kind) {
    case 'typeCast': checkCollection(place, collection.source); break
    case 'computed': {
      if (itemType(collection.type).type.kind !== 'entity') throw notImplemented('any, all and $count over this collection')
      break
    }
    case 'navigation': checkOwner(place, collection); break
    case 'dynamic': checkDynamic(place, collection); break
    case 'property': {
      const { type } = collection.type
      const isDocument = place.documents && rowTypeOf(collection.property) === undefined
      if (type.kind === 'collection' && (type.elementType.type.kind === 'primitive' || isDocument)) checkKeptItems(place, collection)
      else checkOwner(place, collection)
      break
    }
    default: throw notImplemented('any, all and $count over this collection')
  }
}
