/** One entity of a state, or of a file that is imported: as a client would send it, with what it contains. */
import type { EdmModel, EntitySet, Singleton } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { resolveEntity } from '../../odata/bind/entity-reference.js'
import { checkKey } from '../../odata/bind/issued-key.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { References } from '../../odata/json/related-change.js'
import { relationsIn } from '../../odata/json/related-items.js'
import { nestedValues } from '../../odata/json/structured-value.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { stateFault } from './state-fault.js'

/** @throws ODataError `modelValidation` with the path of what does not fit */
export function readStateEntity (model: EdmModel, resource: EntitySet | Singleton, value: unknown, path: string): StructuredValue {
  const { type } = resource
  const references: References = { resolve: url => resolveEntity(model, '', url), home: { resource, names: [] }, unchecked: true }
  const entity = readPropertyValue(model, { type, nullable: false }, value, path, undefined, references) as StructuredValue
  refuseNew(entity, path)
  try {
    checkKey(type, entity)
  } catch (error) {
    throw error instanceof ODataError ? stateFault(`${path}/${error.target ?? ''}`, error.message) : error
  }
  return entity
}

/** A state has each entity in its entity set, and binds others to it there. */
function refuseNew (value: StructuredValue, path: string): void {
  const { contained = {} } = value
  for (const [name, { items }] of relationsIn(value)) {
    for (const item of items) if (item.kind === 'unsupported') throw stateFault(`${path}/${name}`, `${item.what} is not supported by this service.`)
    if (nestedValues(items).length > 0) throw stateFault(`${path}/${name}`, `The entities are in their entity set; bind them here: "${name}@odata.bind".`)
  }
  for (const [name, { items }] of Object.entries(contained)) {
    for (const item of items) if (item.kind === 'entity') refuseNew(item.value, `${path}/${name}`)
  }
}
