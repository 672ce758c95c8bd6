/** What a transformation of `$apply` finds before it: which members an item has, and so what names mean. */
import { findNavigationProperty, findProperty, isStructured } from '../../../edm/lookup.js'
import type { StructuredType, TypeReference } from '../../../edm/types.js'
import type { DataPathNode, TransformationNode } from '../../url/ast.js'
import type { OutputMember, Transformation } from './apply-expression.js'
import { bindError, quoted } from '../expression/bind-error.js'
import { bindStep } from '../expression/bind-path-expression.js'
import type { Expression, RangeVariable } from '../expression/expression.js'
import { isUnknown, variableOf } from '../expression/expression-type.js'
import { startBinding } from '../expression/scope.js'
import type { Scope } from '../expression/scope.js'
import { unnamedType } from '../unnamed-type.js'

export interface ApplyState {
  readonly scope: Scope
  readonly members: readonly OutputMember[]
  /** Whether items still are those of the resource, perhaps with computed members. */
  readonly rows: boolean
}

export const takenName = (scope: Scope, position: number, name: string): Error =>
  bindError(scope, { position, expected: 'a name after "as" that nothing else has', found: quoted(name) })

export function isDeclared ({ current: { type: { type } } }: Scope, name: string): boolean {
  return isStructured(type) && (findProperty(type, name) ?? findNavigationProperty(type, name)) !== undefined
}

/** Whether an item has a property of the name, or transformations have given it one. */
export const isTaken = (scope: Scope, name: string): boolean =>
  scope.computed.has(name) || scope.nested?.has(name) === true || isDeclared(scope, name)

/** The type of what `groupby`, `aggregate` or `concat` yields: all its members are dynamic (Data Aggregation 4.0, section 3.2). */
const dynamicType = unnamedType('apply', 'the result of $apply', 'What $apply yields.')

/** What `nest` makes, whatever is in it. */
export const dynamicCollection: TypeReference = {
  type: { kind: 'collection', elementType: { type: dynamicType, nullable: false } },
  nullable: false
}

const dynamicItem: RangeVariable = { name: '$it', type: { type: dynamicType, nullable: false } }

/** Before the first transformation: items of the resource. */
export function initialState (scope: Scope): ApplyState {
  const { type } = scope.current.type
  const properties = type.kind === 'complex' || type.kind === 'entity' ? type.properties : []
  const computed = [...scope.computed].map(([name, type]): OutputMember => ({ name, type, property: undefined }))
  return {
    scope,
    members: [...properties.map((property): OutputMember => ({ name: property.name, type: property.type, property })), ...computed],
    rows: true
  }
}

/** A transformation's own variable, over the items of a collection: nothing of the items around is known. */
export function stateOfItems (scope: Scope, type: StructuredType): { readonly item: RangeVariable, readonly state: ApplyState } {
  const item: RangeVariable = { name: '$this', type: { type, nullable: false } }
  const nothing = { nested: new Set<string>(), computed: new Map(), variables: new Map(), rollupNodes: undefined }
  return { item, state: initialState({ ...scope, ...nothing, home: undefined, current: item }) }
}

/** What a path of plain names leads to, from an item or from an entity beside it. */
export function bindDataPath (scope: Scope, { names, position }: DataPathNode): Expression {
  const binding = startBinding(scope)
  const [first = '', ...rest] = names
  const beside = scope.computed.get(first)
  const [start, steps]: readonly [Expression, readonly string[]] = beside?.type.kind === 'entity'
    ? [{ kind: 'computed', name: first, type: beside }, rest]
    : [variableOf(scope.current), names]
  return steps.reduce<Expression>((source, name) =>
    isUnknown(source) ? source : bindStep(binding, source, { kind: 'name', name, parentheses: [], position }), start)
}

/** Items that have these members and no others. */
export function dynamicState (scope: Scope, members: readonly OutputMember[]): ApplyState {
  return {
    scope: {
      ...scope,
      it: dynamicItem,
      current: dynamicItem,
      nested: new Set(members.filter(({ made }) => made !== undefined).map(({ name }) => name)),
      computed: new Map(members.filter(({ made }) => made === undefined).map(({ name, type }) => [name, type]))
    },
    members,
    rows: false
  }
}

/** The items of before, with more members. */
export function withComputed (state: ApplyState, added: readonly OutputMember[]): ApplyState {
  const computed = new Map([...state.scope.computed, ...added.map(({ name, type }) => [name, type] as const)])
  return { ...state, scope: { ...state.scope, computed }, members: [...state.members, ...added] }
}

/** What transformations are bound to, and what they leave. */
export interface Bound {
  readonly transformations: readonly Transformation[]
  /** Undefined after what is not supported: nothing that follows it is bound. */
  readonly state: ApplyState | undefined
}

export const unknown = (transformation: Transformation): Bound => ({ transformations: [transformation], state: undefined })

/** Binds transformations one after the other. `reserved`: names that the result gets from the `groupby` around it. */
export type BindSequence = (start: ApplyState, nodes: readonly TransformationNode[], reserved: ReadonlySet<string>) => Bound
