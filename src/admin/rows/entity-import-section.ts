/** The control that imports entities of a model that was read, out of files. */
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import type { StateSectionOptions } from '../state/state-section.js'
import { entityLines } from './entity-lines.js'
import { entitiesBody, setOfExamples } from './import-documentation.js'
import { formatOf, linesOfBody, takeFiles } from './import-request.js'
import { EntitiesShown, ImportMode, importParams } from './import-schemas.js'

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
    const { entitySet, checkHeader, read } = entityLines(model, name)
    const lines = linesOfBody(request, format, maxValueBytes, { checkHeader, read: line => line })
    const { rows, version } = await state.importEntities({ tenant: tenant.toLowerCase(), entitySet, mode, read }, lines)
    return { entities: rows, version }
  })
}
