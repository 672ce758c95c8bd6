/** The controls of a tenant's state: exported, imported, generated. */
import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { noTenant } from '../../storage/state/tenant-list.js'
import { readBody, streamText } from './body-stream.js'
import { TenantParams, TenantShown } from './state-schemas.js'
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { stateReader } from './reader-of-model.js'
import { stateBody, stateSchema } from './state-documentation.js'

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
  app.addContentTypeParser('application/json', (_request, payload, done) => { done(null, payload) })

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
      description: 'With a document as GET returns it, of any length: all of it, or nothing if anything does not fit.',
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
      async loader => await stateReader(model)(readBody(request.body as Readable | undefined), { model, loader, maxValueBytes })
    )
    const shown = await state.getTenant(id)
    if (shown === undefined) throw noTenant(id)
    return shown
  })
}

export function isMediaType ({ headers }: FastifyRequest, types: readonly string[]): boolean {
  return types.includes((headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase())
}

export const unsupported = (types: readonly string[]): ODataError =>
  new ODataError('unsupportedMediaType', `Send ${types.join(' or ')}.`, { target: 'Content-Type' })
