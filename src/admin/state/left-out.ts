/** What an entity of a state has to have, where nothing else says what it would be. */
import type { Property } from '../../edm/types.js'

export const cannotBeLeftOut = ({ type, readOnly, defaultValue }: Property): boolean =>
  type.type.kind === 'primitive' && !type.nullable && !readOnly && defaultValue === undefined
