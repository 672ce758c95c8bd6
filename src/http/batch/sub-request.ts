/**
 * One request of a batch: references, ids, token, pipeline, and every fault as its own answer. Each of them comes through {@link
 * runSubRequest}.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../base/clock.js'
import { logText } from '../../base/log-text.js'
import type { Config } from '../../config.js'
import type { EdmModel } from '../../edm/types.js'
import { notImplemented, ODataError } from '../../errors.js'
import { monitorId } from '../../odata/asynchronous.js'
import { isBatchPath } from '../../odata/batch/batch.js'
import type { BatchItem, BatchMethod } from '../../odata/batch/batch.js'
import { answersOf } from '../../odata/batch/batch-answer.js'
import type { AnsweredItem, UnitAnswer } from '../../odata/batch/batch-answer.js'
import { mayRefer, resolveReferences } from '../../odata/batch/references.js'
import type { LookUp } from '../../odata/batch/references.js'
import type { ParsedBody } from '../../odata/json/parse-in-pieces.js'
import type { ODataResponse, Timing } from '../../odata/odata-request.js'
import { notingTolerances, tolerate } from '../../odata/tolerate.js'
import type { Tolerated } from '../../odata/tolerate.js'
import { errorVersion } from '../../odata/protocol-version.js'
import type { Caller } from '../../plan/plan.js'
import type { Service } from '../../pipeline/run-request.js'
import { admit, answerAdmitted } from '../admit.js'
import type { Admitted } from '../admit.js'
import type { Principal } from '../auth/principal.js'
import type { Authentication } from '../auth/authenticate.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { errorResponse, toODataError } from '../error-answer.js'
import type { RequestIds } from '../error-answer.js'
import { clientRequestIdOf, logError } from '../request-ids.js'
import type { ServiceRoots, SplitUrl } from '../service-root.js'
import { decodeBytes } from '../transport/decode-body.js'
import { vocabulariesUrl } from '../vocabulary-files.js'
import { resolveSubUrl } from './sub-url.js'

/** A request of a batch as it is run: on its own, with every reference replaced. */
export interface SubRequest extends RequestIds {
  /** As it was sent: the same object each time that its group is run. */
  readonly item: BatchItem
  /** Its id in the batch, if it has one. */
  readonly id: string | undefined
  readonly method: BatchMethod
  /** From the host's root: `/beta/officeConfiguration?$select=id`; as it was sent, when its references lead nowhere. */
  readonly url: string
  /** As sent with this request, names in lower case; its own `authorization` only. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  /** A long body of JSON, parsed. */
  readonly parsed: ParsedBody | undefined
  /** Gets the tolerances that it makes use of. */
  readonly tolerated: Tolerated
  /** The batch's tenant, which is this request's, or it is refused. */
  readonly tenant: string
}

export interface SubResponse extends ODataResponse {
  /** What was wrong, when that was an error of this service and not one that a hook made. */
  readonly error?: ODataError | undefined
}

/** An answer, and the error it came of: a transaction may be run again because of it. */
export interface SubAnswer extends AnsweredItem {
  readonly error: ODataError | undefined
}

/**
 * What goes round every request of a batch as Fastify's hooks go round a request of its own: a journal, faults on purpose. `run` answers
 * and never throws; a hook may wait, answer in its place, or throw an ODataError. Within an atomicity group `around` is called inside of
 * the transaction, again for each time the database makes the group run anew, and an answer of 400 or more undoes the group.
 */
export interface SubRequestHooks {
  around (request: SubRequest, run: () => Promise<SubResponse>): Promise<SubResponse>
  /**
   * Told of the answer that each request gets in the end, in order: also of those that were not run, and of those whose work was undone.
   */
  answered? (request: AnsweredRequest, response: ODataResponse): void
}

/** `url` is as that of a {@link SubRequest}, but with references as they were sent. */
export type AnsweredRequest = Pick<SubRequest, 'item' | 'url' | 'tenant'>

/** What all requests of a batch share. */
export interface BatchContext {
  readonly service: Service
  readonly config: Config
  readonly clock: Clock
  readonly authentication: Authentication
  readonly hooks: SubRequestHooks | undefined
  /** Who sent the batch, and so each of its requests that has no token of its own. */
  readonly principal: Principal
  /** Whose data the batch is about. */
  readonly tenant: string
  /** Who waits for the answer. */
  readonly caller: Caller
  /** Answers the status monitors of asynchronous requests; undefined in a transaction, which none of them is part of. */
  readonly monitor: ((id: string, admitted: Admitted) => Promise<ODataResponse>) | undefined
  /** Told of the database's time. */
  readonly timing: Timing
  /** The version of the batch's URL: `/beta`, `/v1.0` or empty. */
  readonly root: string
  readonly roots: ServiceRoots
  /** What links start with, before the version. */
  readonly publicRoot: string
  /** Headers of the batch that its requests have when they do not have their own. */
  readonly inherited: Readonly<Record<string, string>>
  readonly log: FastifyBaseLogger
}

/** Never throws. `service` is the batch's, or in an atomicity group one whose store is the transaction. */
export async function runSubRequest (context: BatchContext, service: Service, item: BatchItem, lookUp: LookUp): Promise<SubAnswer> {
  const { hooks, tenant } = context
  const ids = newIds(item)
  const tolerated: Tolerated = new Set()
  const { resolved, fault } = await resolve(context, item, lookUp, tolerated)
  const { id, method, url, headers, body, parsed } = resolved
  const request: SubRequest = { item, id, method, url, headers, body, parsed, tolerated, tenant, ...ids }
  const log = context.log.child({ reqId: request.requestId })
  const answering = async (work: () => Promise<SubResponse>): Promise<SubResponse> =>
    await work().catch((cause: unknown) => errorAnswer(cause, item, ids, { ...context, log }))
  const run = async (): Promise<SubResponse> =>
    await answering(async () => {
      if (fault !== undefined) throw fault
      return await answer(context, service, request)
    })
  const response = hooks === undefined ? await run() : await answering(async () => await hooks.around(request, run))
  const shown = logText(url)
  log.info({ tenant, method, url: shown, status: response.status }, `${method} ${shown} ${response.status} in a batch`)
  return { item, url: `${context.publicRoot}${url.split('?', 1)[0] ?? ''}`, response: withIds(context, response, ids), error: response.error }
}

/** Once the batch is done. */
export function tellAnswers (context: BatchContext, units: readonly UnitAnswer[]): void {
  for (const { item, response } of units.flatMap(answersOf)) {
    context.hooks?.answered?.({ item, url: mayRefer(item) ? item.url : resolveSubUrl(item.url, context), tenant: context.tenant }, response)
  }
}

/** The answer to a request that is not run, or whose work was undone. */
export function refuse (context: BatchContext, item: BatchItem, error: ODataError): SubAnswer {
  const ids = newIds(item)
  return { item, url: item.url, response: withIds(context, errorAnswer(error, item, ids, context), ids), error }
}

const newIds = ({ headers }: BatchItem): RequestIds => {
  const requestId = randomUUID()
  return { requestId, clientRequestId: clientRequestIdOf(headers['client-request-id'], requestId) }
}

function withIds (
  { service }: BatchContext,
  { status, headers, body }: SubResponse,
  { requestId, clientRequestId }: RequestIds
): ODataResponse {
  const ids = dialectOf(service.model).graphHeaders ? { 'request-id': requestId, 'client-request-id': clientRequestId } : {}
  return { status, headers: { ...headers, 'Cache-Control': 'no-cache', ...ids }, body }
}

const strictly = (model: EdmModel, lookUp: LookUp, tolerated: Tolerated): LookUp => (id, isSlashed = false) => {
  const found = lookUp(id)
  if (found !== undefined && isSlashed) notingTolerances(tolerated, () => { tolerate(model, 'slashedReferences', `$${id}`) })
  return found
}

async function resolve (
  context: BatchContext,
  item: BatchItem,
  lookUp: LookUp,
  tolerated: Tolerated
): Promise<{ readonly resolved: BatchItem, readonly fault?: unknown }> {
  try {
    const resolved = await resolveReferences(item, strictly(context.service.model, lookUp, tolerated))
    return { resolved: { ...resolved, url: resolveSubUrl(resolved.url, context) } }
  } catch (fault) {
    return { resolved: item, fault }
  }
}

/** What it does not say of itself, the batch says. */
async function answer (
  batch: BatchContext,
  service: Service,
  { method, url, headers, body, parsed, tolerated, tenant }: SubRequest
): Promise<SubResponse> {
  const { config, authentication, caller, inherited, publicRoot } = batch
  const encoding = headers['content-encoding']
  const decoded = body === undefined || encoding === undefined ? body : await decodeBytes(body, encoding, config.maxBodyBytes)
  const admitted = await admit({ method, url, headers: { ...inherited, ...headers }, caller, body: decoded, parsed, tolerated }, {
    ...authentication,
    maxUrlLength: config.maxUrlLength,
    locate: url => locate(batch.roots, url),
    serviceRoot: root => `${publicRoot}${root}`,
    vocabularies: () => vocabulariesUrl(config, () => publicRoot),
    batch,
    settingsOf: asked => {
      if (asked !== tenant) throw new ODataError('forbidden', 'This request is for a different tenant than its batch.')
      return {}
    }
  }, undefined)
  const response = await answerOne(batch, service, admitted)
  return { ...response, headers: { ...response.headers, 'OData-Version': admitted.version } }
}

async function answerOne (batch: BatchContext, service: Service, admitted: Admitted): Promise<ODataResponse> {
  const id = monitorId(admitted.parts.path)
  if (id === undefined) return await answerAdmitted(service, admitted, batch.clock, batch.timing)
  if (batch.monitor === undefined || service !== batch.service) {
    throw notImplemented('The status monitor of an asynchronous request in an atomicity group, or in a batch that is asynchronous itself,')
  }
  return await batch.monitor(id, admitted)
}

function locate (roots: ServiceRoots, url: string): SplitUrl {
  const split = roots.split(url)
  if (isBatchPath(split.path)) throw new ODataError('badRequest', 'A batch cannot be a request of another batch.')
  return split
}

function errorAnswer (
  cause: unknown,
  { headers }: BatchItem,
  ids: RequestIds,
  { log, clock, inherited, service }: Pick<BatchContext, 'log' | 'clock' | 'inherited' | 'service'>
): SubResponse {
  const error = toODataError(cause)
  logError(log, error, cause)
  const version = errorVersion(headers['odata-maxversion'] ?? inherited['odata-maxversion'])
  return { ...errorResponse(error, ids, clock.now(), { dialect: dialectOf(service.model), version }), error }
}
