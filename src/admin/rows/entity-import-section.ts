/** The control that imports entities of a model that was read, out of files. */
import { suggest } from '../../base/suggest.js'
import type { EdmModel, EntitySet } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { readStateEntity } from '../state/read-state-entity.js'
import type { StateSectionOptions } from '../state/state-section.js'
import { entitiesBody, setOfExamples } from './import-documentation.js'
import { formatOf, linesOfBody, takeFiles } from './import-request.js'
import { EntitiesShown, ImportMode, importParams } from './import-schemas.js'
import { linesOf } from './line-value.js'

export const entityImportSection = ({ state, model, maxValueBytes }: StateSectionOptions): AdminSection => async app => {
  takeFiles(app)

  app.post('/tenants/:tenant/import/:entitySet', {
    schema: {
      operationId: 'importEntities',
      summary: 'Import entities',
      description:
        'NDJSON, or CSV with a header, of any length: all entities, or none if a line does not fit. A line is an entity as a state document has it, with what it contains and `@odata.bind`. Columns are named by properties: `Name`, `Address/City`, `@odata.type`, `Publisher@odata.bind`; an empty cell is as if it were not there.',
      tags: ['State'],
      params: importParams(setOfExamples(model)?.name),
      querystring: ImportMode,
      documentation: { streamedBody: entitiesBody(model), errors: ['modelValidation', 'notFound', 'conflict', 'unavailable'] },
      response: { 200: answer('How many entities were imported.', EntitiesShown) }
    }
  }, async request => {
    const { params: { tenant, entitySet: name }, query: { mode } } = request
    const format = formatOf(request)
    const entitySet = resolveSet(model, name)
    const { checkHeader, read } = linesOf(entitySet.type, (value, place) => readStateEntity(model, entitySet, value, place))
    const lines = linesOfBody(request, format, maxValueBytes, { checkHeader, read: line => line })
    const { rows, version } = await state.importEntities({ tenant: tenant.toLowerCase(), entitySet, mode, read }, lines)
    return { entities: rows, version }
  })
}

/** @throws ODataError `notFound` */
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
