/** `/$crossjoin(A,B)` (OData-URL 4.01, section 4.15): a request of stages of its own, whose answer is a page as others are. */
import { bindCrossJoin } from '../odata/bind/bind-cross-join.js'
import { negotiateFormat } from '../odata/json/format.js'
import { contextUrl } from '../odata/json/write-entity.js'
import { writePage } from '../odata/json/write-property.js'
import { nextLink } from '../odata/next-link.js'
import type { ODataRequest, ODataResponse, Timing } from '../odata/odata-request.js'
import { appliedPreferences, parsePreferences } from '../odata/preferences.js'
import { responseVersion } from '../odata/protocol-version.js'
import { restrictCrossJoin } from '../odata/restrictions/restricted-join.js'
import { readSkipToken, requestDigest, writeSkipToken } from '../odata/skip-token.js'
import { notingTolerances } from '../odata/tolerate.js'
import type { ODataUrl } from '../odata/url/parse-url.js'
import { pageSizeOf } from '../plan/plan-collection.js'
import { planCrossJoin } from '../plan/plan-cross-join.js'
import { checkCrossJoin, supported } from '../plan/supported/check-supported.js'
import type { RowsResult } from '../plan/plan.js'
import type { Service } from './run-request.js'

export async function answerCrossJoin (
  { model, limits, store }: Service,
  request: ODataRequest,
  url: ODataUrl,
  timing: Timing
): Promise<ODataResponse> {
  const { options } = url
  timing('parse')
  const join = supported(notingTolerances(request.tolerated, () => bindCrossJoin(model, request, url)))
  const refused = restrictCrossJoin(model, join, {
    top: options.top !== undefined, skip: options.skip !== undefined, count: join.count, select: false
  })
  if (refused !== undefined) supported(refused)
  const format = negotiateFormat(responseVersion(request.maxVersion), request.accept, options.format)
  const preferences = parsePreferences(request.prefer)
  const digest = requestDigest(`$crossjoin(${join.sets.map(({ set }) => set.name).join(',')})`, options)
  const token = options.skipToken === undefined ? undefined : readSkipToken(options.skipToken, digest)
  timing('bind')
  checkCrossJoin(join, { documents: model.origin === 'document' })
  const pageSize = pageSizeOf({ preferences }, limits)
  const context = { model, format, serviceRoot: request.serviceRoot, limits, omitValues: preferences.omitValues }
  const plan = planCrossJoin(context, join, pageSize, token)
  timing('plan')
  const { tenant, now, caller } = request
  const result = await store.read(plan, { tenant, now, caller, onStatement: timing.onStatement }) as RowsResult
  timing('execute')
  const { top } = plan.join
  const next = result.next === undefined
    ? undefined
    : nextLink(request, options, writeSkipToken({
      position: result.next, remaining: top === undefined ? undefined : top - pageSize
    }, digest))
  const body = writePage({
    context: contextUrl(request.serviceRoot, 'Collection(Edm.ComplexType)', join.applied?.text),
    format,
    count: result.count,
    nextLink: next,
    items: result.text
  })
  const applied = appliedPreferences(preferences, { returned: false, pageSize, omitted: true })
  timing('write')
  const headers = { 'Content-Type': format.contentType, ...applied === undefined ? {} : { 'Preference-Applied': applied } }
  return { status: 200, headers, body }
}
