/** The control that imports check-in rows. */
import { importedRows, rowsBody } from '../../admin/state/state-documentation.js'
import { ImportQuery, TenantParams } from '../../admin/state/state-schemas.js'
import type { StateSectionOptions } from '../../admin/state/state-section.js'
import { formatOf, linesOfBody, takeFiles } from '../../admin/rows/import-request.js'
import { linesOf } from '../../admin/rows/line-value.js'
import type { AdminSection } from '../../admin/section.js'
import { rowTypeOf } from '../../edm/lookup.js'
import type { ComplexType, EdmModel, EntityType, StructuredType } from '../../edm/types.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { RowImport } from '../../storage/state/import-rows.js'

const tags = ['State']

export const importSection = ({ state, model, maxValueBytes }: StateSectionOptions): AdminSection => async app => {
  takeFiles(app)

  app.post('/tenants/:tenant/checkinStatuses/import', {
    schema: {
      operationId: 'importCheckinStatuses',
      summary: 'Import check-in rows',
      description: 'NDJSON, or CSV with a header, of any length: all rows, or none if a line does not fit.',
      tags,
      params: TenantParams,
      querystring: ImportQuery,
      documentation: { streamedBody: rowsBody, errors: ['modelValidation', 'notFound', 'conflict'] },
      response: { 200: importedRows }
    }
  }, async request => {
    const format = formatOf(request)
    const { type, owner } = rowsOf(model, request.query.configuration)
    const target: Omit<RowImport, 'now'> = { tenant: request.params.tenant.toLowerCase(), type, owner, mode: request.query.mode }
    const reading = linesOf(type, (value, place) => readPropertyValue(model, { type, nullable: false }, value, place) as StructuredValue)
    return await state.importRows(target, linesOfBody(request, format, maxValueBytes, reading))
  })
}

/** The type of the rows, and the entity they belong to: the tenant's singleton, or one that it contains. */
function rowsOf (model: EdmModel, configuration: string | undefined): { readonly type: ComplexType, readonly owner: RowImport['owner'] } {
  const [singleton] = model.container.singletons
  const contained = singleton?.type.navigationProperties.find(({ target }) => rowType(target) !== undefined)?.target
  const owner: EntityType | undefined = configuration === undefined ? singleton?.type : contained
  const type = owner === undefined ? undefined : rowType(owner)
  if (owner === undefined || type === undefined) throw new Error('the model has no rows')
  return { type, owner: { type: owner, id: configuration } }
}

function rowType (owner: StructuredType): ComplexType | undefined {
  return owner.properties.map(rowTypeOf).find(type => type !== undefined)
}
