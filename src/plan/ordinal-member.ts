/** What the store tells values in a collection apart by, where they lead to entities. */
import { mayLead } from '../edm/inner-navigation.js'
import type { StructuredType } from '../edm/types.js'
import type { ShapeContext } from './shape.js'

/** Not there where the value leads to none. */
export interface OrdinalMember {
  readonly kind: 'ordinal'
  readonly name: string
}

export const ordinalMembers = ({ ordinals }: Pick<ShapeContext, 'ordinals'>, type: StructuredType): readonly OrdinalMember[] =>
  ordinals === undefined || type.kind !== 'complex' || !mayLead(type) ? [] : [{ kind: 'ordinal', name: ordinals }]
