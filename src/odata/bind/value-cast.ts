/** Casts of values that nothing is declared of, to complex types (OData-URL 4.01, section 4.11; OData-JSON 4.01, section 4.6.3). */
import { findNavigationProperty, findProperty, findType } from '../../edm/lookup.js'
import type { ComplexType, EdmModel } from '../../edm/types.js'
import { isOpen } from './open-type.js'

/** That a value is of a type. */
export interface ValueCast {
  readonly type: ComplexType
  /** So many names inside of the property is the value. */
  readonly depth: number
  /** What `@odata.type` of such a value may be, without `#`: the type and those derived from it, by namespace and by alias. */
  readonly names: readonly string[]
}

/** Undefined where the model has no complex type of the name. */
export function valueCast (model: EdmModel, name: string, depth: number): ValueCast | undefined {
  const type = findType(model, name)
  if (type?.kind !== 'complex') return undefined
  const names = type.concreteTypes.flatMap(({ namespace, name, fullName }) =>
    [fullName, ...[...model.aliases].filter(([, meant]) => meant === namespace).map(([alias]) => `${alias}.${name}`)])
  return { type, depth, names: [...new Set(names)] }
}

/** Whether values of the type can have a member of the name that is a value. */
export const mayHave = (model: EdmModel, { type }: Pick<ValueCast, 'type'>, name: string): boolean =>
  findProperty(type, name) !== undefined || (isOpen(model, type) && findNavigationProperty(type, name) === undefined)
