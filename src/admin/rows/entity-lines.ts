/** The lines of files as entities of a set of a model that was read. */
import { suggest } from '../../base/suggest.js'
import type { EdmModel, EntitySet } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { readStateEntity } from '../state/read-state-entity.js'
import { linesOf } from './line-value.js'
import type { LineReading } from './read-lines.js'

export interface EntityLines extends Omit<LineReading<StructuredValue>, 'maxLineBytes'> {
  readonly entitySet: EntitySet
}

/** @throws ODataError `notFound` for a name that no entity set has */
export function entityLines (model: EdmModel, name: string): EntityLines {
  const entitySet = resolveSet(model, name)
  return { entitySet, ...linesOf(entitySet.type, (value, place) => readStateEntity(model, entitySet, value, place)) }
}

function resolveSet ({ container: { entitySets, singletons } }: EdmModel, name: string): EntitySet {
  const found = entitySets.find(set => set.name === name)
  if (found !== undefined) return found
  if (singletons.some(singleton => singleton.name === name)) {
    throw new ODataError('notFound', `'${name}' is a singleton, not an entity set: send it by PUT, or in a state document.`, { target: name })
  }
  const near = suggest(name, entitySets.map(set => set.name))
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`
  throw new ODataError('notFound', `The model has no entity set '${name.slice(0, 80)}'.${hint}`, { target: name.slice(0, 80) })
}
