/**
 * One entity of a collection by its key (OData-URL 4.01, sections 4.3.1 and 5.1.1.15): `Friends('scott')/LastName`,
 * `$root/People('scott')`.
 */
import type { EntityType, KeyProperty } from '../../../edm/types.js'
import { keyName } from '../../key-predicate.js'
import type { BinaryNode, ExpressionNode, ParenthesesNode, PathNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import { conjoin } from './bind-collection-path.js'
import { bindNode } from './bind-expression.js'
import type { Expression, RangeVariable } from './expression.js'
import { describeType, isUnknown, literalOf } from './expression-type.js'
import type { Binding } from './scope.js'

/** No lambda variable can have the name. */
const KEYED = '$key'

/** `collection` with what follows its name in parentheses. */
export function bindKey (binding: Binding, collection: Expression, [key, more]: readonly ParenthesesNode[]): Expression {
  if (key === undefined || isUnknown(collection)) return collection
  const type = entityOf(collection)
  if (type === undefined) throw bindError(binding, { position: key.position, expected: `no key after ${describeType(collection)}`, found: 'a key' })
  if (more !== undefined) throw bindError(binding, { position: more.position, expected: 'one key', found: 'another one' })
  const variable: RangeVariable = { name: KEYED, type: { type, nullable: false } }
  const inner: Binding = { ...binding, variables: new Map(binding.variables).set(KEYED, variable) }
  const parts = valuesOf(binding, type, key).map(([property, value]) => bindNode(inner, equals(property, value)))
  const unknown = parts.find(isUnknown)
  if (unknown !== undefined) return unknown
  const predicate = parts.reduce<Expression | undefined>(conjoin, undefined) ?? literalOf('Edm.Boolean', true)
  return { kind: 'keyed', collection, variable, predicate, type: { type, nullable: true } }
}

function entityOf ({ kind, type: { type } }: Expression): EntityType | undefined {
  const isPath = kind === 'navigation' || kind === 'typeCast'
  return isPath && type.kind === 'collection' && type.elementType.type.kind === 'entity' ? type.elementType.type : undefined
}

/** A value for each property of the key. */
function valuesOf (binding: Binding, type: EntityType, node: ParenthesesNode): ReadonlyArray<readonly [KeyProperty, ExpressionNode]> {
  const [only, ...others] = type.key
  if (node.kind === 'key' && only !== undefined && others.length === 0) return [[only, checkValue(binding, node.value)]]
  const parameters = node.kind === 'key' ? [] : node.parameters
  const values = type.key.flatMap((property): ReadonlyArray<readonly [KeyProperty, ExpressionNode]> => {
    const written = parameters.find(({ name }) => name === keyName(property))
    return written === undefined ? [] : [[property, checkValue(binding, written.value)]]
  })
  if (values.length > 0 && values.length === type.key.length && parameters.length === values.length) return values
  const expected = `the key of ${type.fullName}: ${type.key.map(property => `${keyName(property)}=…`).join(',')}`
  throw bindError(binding, { position: node.position, expected, found: node.kind === 'key' ? 'one value' : 'other names' })
}

/** `keyPropertyValue`, `parameterAlias` */
function checkValue (binding: Binding, node: ExpressionNode): ExpressionNode {
  if (['literal', 'enumLiteral', 'parameterAlias'].includes(node.kind)) return node
  throw bindError(binding, { position: node.position, expected: 'a literal or an alias for a key', found: 'an expression' })
}

function equals ({ path }: KeyProperty, value: ExpressionNode): BinaryNode {
  const { position } = value
  const left: PathNode = { kind: 'path', segments: [KEYED, ...path.split('/')].map(name => ({ kind: 'name', name, parentheses: [], position })), position }
  return { kind: 'binary', operator: 'eq', left, right: value, position }
}
