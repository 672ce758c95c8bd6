/** The control that imports check-in rows. */
import type { Readable } from 'node:stream'
import { readBody } from '../../admin/state/body-stream.js'
import { importedRows, rowsBody } from '../../admin/state/state-documentation.js'
import { ImportQuery, TenantParams } from '../../admin/state/state-schemas.js'
import { isMediaType, unsupported } from '../../admin/state/state-section.js'
import type { StateSectionOptions } from '../../admin/state/state-section.js'
import { placeOfLine, readingLine } from '../../admin/rows/line-error.js'
import { linesOf } from '../../admin/rows/line-value.js'
import { ROW_FORMATS, readLines } from '../../admin/rows/read-lines.js'
import type { LineReading } from '../../admin/rows/read-lines.js'
import type { AdminSection } from '../../admin/section.js'
import { limits } from '../../base/limits.js'
import { rowTypeOf } from '../../edm/lookup.js'
import type { ComplexType, EdmModel, EntityType, StructuredType } from '../../edm/types.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { RowImport } from '../../storage/state/import-rows.js'

const tags = ['State']

export const importSection = ({ state, model, maxValueBytes }: StateSectionOptions): AdminSection => async app => {
  app.removeAllContentTypeParsers()
  // Bodies are read as they arrive.
  app.addContentTypeParser([...ROW_FORMATS], (_request, payload, done) => { done(null, payload) })

  app.post('/tenants/:tenant/checkinStatuses/import', {
    schema: {
      operationId: 'importCheckinStatuses',
      summary: 'Import check-in rows',
      description: 'NDJSON, or CSV with a header, of any length: all rows or, when a line does not fit, none.',
      tags,
      params: TenantParams,
      querystring: ImportQuery,
      documentation: { streamedBody: rowsBody, errors: ['modelValidation', 'notFound', 'conflict'] },
      response: { 200: importedRows }
    }
  }, async request => {
    const format = ROW_FORMATS.find(candidate => isMediaType(request, [candidate]))
    if (format === undefined) throw unsupported(ROW_FORMATS)
    const { type, owner } = rowsOf(model, request.query.configuration)
    const target: Omit<RowImport, 'now'> = { tenant: request.params.tenant.toLowerCase(), type, owner, mode: request.query.mode }
    const maxLineBytes = Math.min(limits.importedRow.most, maxValueBytes)
    return await state.importRows(
      target,
      readLines(format, readBody(request.body as Readable | undefined), { maxLineBytes, ...rowReading(model, type) })
    )
  })
}

function rowReading (model: EdmModel, type: ComplexType): Omit<LineReading<StructuredValue>, 'maxLineBytes'> {
  const { checkHeader, valueOf } = linesOf(type)
  const read: LineReading<StructuredValue>['read'] = line => readingLine(line.number, () =>
    readPropertyValue(model, { type, nullable: false }, valueOf(line), placeOfLine(line.number)) as StructuredValue)
  return { checkHeader, read }
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
