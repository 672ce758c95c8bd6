/** Which properties lead to a complex value, or to those of a collection, from the entity that has them. */
import { itemType } from '../../../edm/lookup.js'
import type { Property } from '../../../edm/types.js'
import type { Expression } from './expression.js'

export interface WayTo {
  /** The entity, or the value in a collection that leads to entities by itself. */
  readonly base: Expression
  readonly way: readonly Property[]
}

/** Casts on the way change nothing: what it leads to names them. */
export function wayTo (value: Expression): WayTo {
  if (itemType(value.type).type.kind !== 'complex') return { base: value, way: [] }
  switch (value.kind) {
    case 'variable': return { base: value, way: value.variable.way ?? [] }
    case 'typeCast': return wayTo(value.source)
    case 'property': {
      const { base, way } = wayTo(value.source)
      return { base, way: [...way, value.property] }
    }
    default: return { base: value, way: [] }
  }
}
