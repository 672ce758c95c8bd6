/** Casts on the way to a value inside of an entity: one of another type is not found (OData-URL 4.01, section 4.11). */
import { primitive } from '../../edm/primitives.js'
import type { ComplexType } from '../../edm/types.js'
import type { Condition, EntityLocation } from '../canonical-path.js'
import type { Inside } from './complex-way.js'
import { propertiesTo } from './complex-way.js'
import { typeCast } from './expression/bind-cast.js'
import { anyValueOf, dynamicOf, textOfDynamic } from './expression/dynamic-value.js'
import type { DynamicExpression, Expression, FilterExpression, PropertyExpression, RangeVariable } from './expression/expression.js'
import { booleanReference, conditionOf, nullOf, variableOf } from './expression/expression-type.js'
import type { ODataPath } from './path.js'
import type { Target } from './target.js'

type DynamicTarget = Extract<Target, { kind: 'dynamic' }>

/** The target, whose entity is one that has values of these types there, or none. */
export function withCasts (path: ODataPath, target: Target): Target {
  if (!('way' in target) || target.location.steps.length === 0) return target
  const variable: RangeVariable = { name: '$entity', type: { type: target.location.type, nullable: false } }
  const conditions = [...declaredCasts(target, variable), ...target.kind === 'dynamic' ? dynamicCasts(target, variable) : []]
    .map(({ filter, says }): Condition => ({ filter, variable, now: path.scope.now, says }))
  return conditions.length === 0 ? target : { ...target, location: demanding(target.location, conditions) }
}

function demanding (location: EntityLocation, conditions: readonly Condition[]): EntityLocation {
  const last = location.steps.at(-1)
  if (last === undefined) return location
  return { ...location, steps: [...location.steps.slice(0, -1), { ...last, where: [...last.where ?? [], ...conditions] }] }
}

type Demand = Required<Pick<Condition, 'filter' | 'says'>>

/** Null is cast to any type. */
const orNull = (isOf: FilterExpression, value: Expression): FilterExpression => conditionOf('or', isOf, conditionOf('eq', value, nullOf(value.type.type)))

const saying = (names: readonly string[], type: ComplexType): string => `'${names.join('/')}' is a ${type.fullName}`

/** Of complex properties: the derived types that casts name. */
function declaredCasts (target: Inside & Pick<Target, 'kind'>, variable: RangeVariable): readonly Demand[] {
  const demands: Demand[] = []
  const steps = 'type' in target && target.kind === 'complex' ? [...target.way, { property: target.property, type: target.type as ComplexType }] : target.way
  let source: Expression = variableOf(variable)
  for (const [index, { property, type }] of steps.entries()) {
    const value: PropertyExpression = { kind: 'property', source, property, type: property.type }
    const isCast = type !== property.type.type
    source = isCast ? typeCast(value, type) : value
    if (!isCast) continue
    const isOf: FilterExpression = { kind: 'isOf', operand: value, target: type, type: booleanReference }
    demands.push({ filter: orNull(isOf, value), says: saying(steps.slice(0, index + 1).map(step => step.property.name), type) })
  }
  return demands
}

/** Of values that nothing is declared of: what they are said to be. */
function dynamicCasts (target: DynamicTarget, variable: RangeVariable): readonly Demand[] {
  return target.casts.map(({ depth, type }, index) => {
    const inner = target.inner.slice(0, depth)
    const value = dynamicAt({ ...target, inner, casts: [] }, variable)
    const cast = dynamicAt({ ...target, inner, casts: target.casts.slice(0, index + 1) }, variable)
    const isOf = conditionOf('ne', textOfDynamic(cast), nullOf(primitive('Edm.String')))
    return { filter: orNull(isOf, textOfDynamic(value)), says: saying([...propertiesTo(target).map(({ name }) => name), ...inner], type) }
  })
}

/** The value as an expression over the entity that has it. */
export function dynamicAt ({ way, property, declared, inner, casts }: Omit<DynamicTarget, 'kind'>, entity: RangeVariable): DynamicExpression {
  const around = way.reduce<Expression>((source, { property, type }) => {
    const value: Expression = { kind: 'property', source, property, type: property.type }
    return type === property.type.type ? value : typeCast(value, type)
  }, variableOf(entity))
  const value = inner.reduce(dynamicOf, declared ? anyValueOf(around, property) : dynamicOf(around, property.name))
  return casts.length === 0 ? value : { ...value, casts: casts.map(cast => ({ ...cast, depth: cast.depth + 1 })) }
}
