/** Actions and functions in a resource path (OData-URL 4.01, sections 4.4 and 4.5). */
import { isStructured, memberNames } from '../../edm/lookup.js'
import type { Action, EdmModel, Operation, TypeReference } from '../../edm/types.js'
import { findBound } from '../operations/find-operations.js'
import { isTolerated } from '../tolerate.js'
import type { PlainSegmentNode } from '../url/ast.js'

/** An action whose effect the model itself has. */
export interface ActionSegment {
  readonly kind: 'operation'
  readonly action: Action
  readonly type: TypeReference | undefined
}

/** A call of an action or function; ends the path as far as it can be bound before the call has an answer. */
export interface CallSegment {
  readonly kind: 'call'
  /** The overloads that the name and what is before it leave: actions or functions, and at least one. */
  readonly operations: readonly [Operation, ...Operation[]]
  readonly node: PlainSegmentNode
  /** Of the segment. */
  readonly index: number
  readonly type?: undefined
}

/** The operation of a name without its namespace, where nothing else can be meant: neither a key nor a dynamic property. */
function findUnqualified (model: EdmModel, { type, nullable }: TypeReference, { name = '', parentheses }: PlainSegmentNode): readonly Operation[] {
  const mayBeOther = type.kind === 'collection' || (isStructured(type) && type.open)
  if (name === '' || name.includes('.') || (mayBeOther && parentheses.length === 0)) return []
  const found = model.schemas.map(({ namespace }) => findBound(model, { type, nullable }, `${namespace}.${name}`))
  const named = found.find(operations => operations.length > 0)
  return named !== undefined && isTolerated(model, 'unqualifiedOperations') ? named : []
}

/** An operation goes before a key of the same spelling; a member goes before an operation without its namespace. */
export function operationSegment (
  model: EdmModel,
  type: TypeReference,
  node: PlainSegmentNode,
  index: number
): ActionSegment | CallSegment | undefined {
  const name = node.name ?? ''
  if (!name.includes('.') && isStructured(type.type) && memberNames(type.type).includes(name)) return undefined
  const found = findBound(model, type, name)
  const [first, ...others] = found.length === 0 ? findUnqualified(model, type, node) : found
  if (first === undefined) return undefined
  if (first.kind === 'action' && first.effect !== undefined) return { kind: 'operation', action: first, type: first.returnType }
  return { kind: 'call', operations: [first, ...others], node, index }
}
