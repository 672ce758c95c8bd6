/** The controls of a tenant's state: exported, imported, generated. */
import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { rowTypeOf } from '../../edm/lookup.js'
import { limits } from '../../base/limits.js'
import type { ComplexType, EdmModel, EntityType, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { RowImport } from '../../storage/state/import-rows.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { noTenant } from '../../storage/state/tenant-list.js'
import { readBody, streamText } from './body-stream.js'
import { ROW_FORMATS, readRows } from './row-import.js'
import type { RowFormat } from './row-import.js'
import { ImportQuery, TenantParams, TenantShown } from './state-schemas.js'
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { importedRows, rowsBody, stateBody, stateSchema } from './state-documentation.js'
import { readState } from './state-reader.js'

export interface StateSectionOptions {
  readonly state: TenantState
  readonly model: EdmModel
  /** Bytes of one value of a document, or of a line, at most. */
  readonly maxValueBytes: number
}

const tags = ['State']

export const stateSection = ({ state, model, maxValueBytes }: StateSectionOptions): AdminSection => async app => {
  app.removeAllContentTypeParsers()
  // Bodies are read as they arrive.
  app.addContentTypeParser(['application/json', ...ROW_FORMATS], (_request, payload, done) => { done(null, payload) })

  app.get('/tenants/:tenant/state', {
    schema: {
      operationId: 'exportState',
      summary: 'Export the state of a tenant',
      description: 'Everything it has as one JSON document, as PUT takes it.',
      tags,
      params: TenantParams,
      documentation: { errors: ['notFound'] },
      response: { 200: answer('The state.', stateSchema(model)) }
    }
  }, async ({ params }, reply) => {
    const text = await streamText(async write => await state.exportTenant(params.tenant.toLowerCase(), write), { wait: true })
    return await reply.type('application/json').send(text)
  })

  app.put('/tenants/:tenant/state', {
    schema: {
      operationId: 'importState',
      summary: 'Replace the state of a tenant',
      description: 'By a document as GET gives it, of any length: all of it or, when anything does not fit, nothing.',
      tags,
      params: TenantParams,
      documentation: { streamedBody: stateBody(model), errors: ['modelValidation', 'conflict'] },
      response: { 200: answer('The tenant.', TenantShown) }
    }
  }, async request => {
    const id = request.params.tenant.toLowerCase()
    if (!isMediaType(request, ['application/json'])) throw unsupported(['application/json'])
    await state.replaceTenant(
      id,
      async loader => await readState(readBody(request.body as Readable | undefined), { model, loader, maxValueBytes })
    )
    const shown = await state.getTenant(id)
    if (shown === undefined) throw noTenant(id)
    return shown
  })

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
    return await state.importRows(
      target,
      readRows(format as RowFormat, readBody(request.body as Readable | undefined), {
        model,
        type,
        maxLineBytes: Math.min(limits.importedRow.most, maxValueBytes)
      })
    )
  })
}

function isMediaType ({ headers }: FastifyRequest, types: readonly string[]): boolean {
  return types.includes((headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase())
}

const unsupported = (types: readonly string[]): ODataError =>
  new ODataError('unsupportedMediaType', `Send ${types.join(' or ')}.`, { target: 'Content-Type' })

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
