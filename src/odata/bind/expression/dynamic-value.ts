/** Dynamic properties in expressions: as what they are read is said by what they stand beside. */
import { untyped } from '../open-type.js'
import type { DynamicExpression, Expression } from './expression.js'
import { primitiveReference } from './expression-type.js'

/** The property of an item, or a member of the value that another one has. */
export const dynamicOf = (source: Expression, name: string): DynamicExpression => source.kind === 'dynamic'
  ? { ...source, path: [...source.path, name] }
  : { kind: 'dynamic', source, path: [name], type: untyped, anyType: false }

/** A dynamic value that nothing has given a type yet. */
export const isDynamic = (expression: Expression): expression is DynamicExpression => expression.kind === 'dynamic' && expression.type === untyped

/** The value, null where it is of another type. */
export const asDynamic = (expression: DynamicExpression, name: 'Edm.Boolean' | 'Edm.Double' | 'Edm.String'): DynamicExpression =>
  ({ ...expression, type: primitiveReference(name, true) })

/** The text of the value, whatever its type is: null only where there is none. */
export const textOfDynamic = (expression: DynamicExpression): DynamicExpression =>
  ({ ...asDynamic(expression, 'Edm.String'), anyType: true })
