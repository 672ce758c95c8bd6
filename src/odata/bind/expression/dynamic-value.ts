/** Dynamic properties in expressions: as what they are read is said by what they stand beside. */
import type { Property } from '../../../edm/types.js'
import { untyped } from '../open-type.js'
import { valueCast } from '../value-cast.js'
import type { ValueCast } from '../value-cast.js'
import type { DynamicExpression, Expression, RangeVariable } from './expression.js'
import { primitiveReference, variableOf } from './expression-type.js'
import type { Binding } from './scope.js'

/** The property of an item, or a member of the value that another one has. */
export const dynamicOf = (source: Expression, name: string): DynamicExpression => source.kind === 'dynamic'
  ? { ...source, path: [...source.path, name] }
  : { kind: 'dynamic', source, path: [name], type: untyped, anyType: false }

/** The value of a property that is declared as any value. */
export const anyValueOf = (source: Expression, declared: Property): DynamicExpression =>
  ({ kind: 'dynamic', source, declared, path: [declared.name], type: untyped, anyType: false })

/** All items of the value, where it is a collection; none where it is another one. */
export const itemsOfDynamic = (source: DynamicExpression): DynamicExpression =>
  ({ ...source, type: { type: { kind: 'collection', elementType: untyped }, nullable: false } })

/** What the item of a collection without a type is called, as if it were a member of an object. */
export const ITEM = 'value'

/** What a variable means: an item without a type is a value that nothing is declared of. */
export const valueOf = (variable: RangeVariable): Expression =>
  variable.type === untyped ? dynamicOf(variableOf(variable), ITEM) : variableOf(variable)

/** Where it is of the type; undefined where the model has no complex type of the name, or there is a cast already. */
export function castDynamic ({ model }: Pick<Binding, 'model'>, source: DynamicExpression, name: string): DynamicExpression | undefined {
  const cast = castAtEnd(source) === undefined ? valueCast(model, name, source.path.length) : undefined
  return cast === undefined ? undefined : { ...source, casts: [...source.casts ?? [], cast] }
}

/** What the value itself must be of. */
export const castAtEnd = ({ path, casts }: DynamicExpression): ValueCast | undefined => casts?.find(({ depth }) => depth === path.length)

/** A dynamic value that nothing has given a type yet. */
export const isDynamic = (expression: Expression): expression is DynamicExpression => expression.kind === 'dynamic' && expression.type === untyped

/** The value, null where it is of another type. */
export const asDynamic = (expression: DynamicExpression, name: 'Edm.Boolean' | 'Edm.Double' | 'Edm.String'): DynamicExpression =>
  ({ ...expression, type: primitiveReference(name, true) })

/** The text of the value, whatever its type is: null only where there is none. */
export const textOfDynamic = (expression: DynamicExpression): DynamicExpression =>
  ({ ...asDynamic(expression, 'Edm.String'), anyType: true })
