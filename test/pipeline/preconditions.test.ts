/** Conditional and range requests, decided with what the store found (RFC 9110, sections 13 and 14). */
import t from 'tap'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../src/odata/bind/bind-request.js'
import type { ODataRequest } from '../../src/odata/odata-request.js'
import { parseUrl } from '../../src/odata/url/parse-url.js'
import { partOf, preconditionOf } from '../../src/pipeline/preconditions.js'
import { checkSupported } from '../../src/plan/supported/check-supported.js'
import { LIMITS, requestOf } from '../plan/request-of.js'

const conditions = (ifMatch?: string, ifNoneMatch?: string): Partial<ODataRequest> => ({ conditions: { ifMatch, ifNoneMatch } })
const json = (body: unknown): Partial<ODataRequest> => ({ body: Buffer.from(JSON.stringify(body)) })

/** `any` version will do; `none` is asked for; or what a version meets. */
function decide (request: ODataRequest, version: string | undefined, requireIfMatch = false): string {
  const bound = checkSupported(bindRequest(graphModel, parseUrl(request.path), request))
  try {
    const precondition = preconditionOf({ ...LIMITS, requireIfMatch }, request, bound)
    if (precondition === undefined) return 'any'
    precondition(version)
    return 'goes ahead'
  } catch (error) {
    return `${(error as { status: number }).status} ${(error as { target: string }).target}`
  }
}

const OFFICE = 'officeConfiguration'
const ROWS = `${OFFICE}/tenantCheckinStatuses`
const patch = (parts: Partial<ODataRequest> = {}, path = OFFICE): ODataRequest => requestOf('PATCH', path, { ...json({}), ...parts })

t.equal(decide(patch(), '1'), 'any')
t.equal(decide(patch(conditions('W/"1"')), '1'), 'goes ahead')
t.equal(decide(patch(conditions('"0", "1"')), '1'), 'goes ahead', 'weak or not, one of several')
t.equal(decide(patch(conditions('*')), '0'), 'goes ahead')
t.equal(decide(patch(conditions('W/"1"')), '2'), '412 If-Match')
t.equal(decide(patch(conditions(undefined, 'W/"1"')), '2'), 'goes ahead')
t.equal(decide(patch(conditions(undefined, '*')), '2'), '412 If-None-Match')
t.equal(decide(patch(json({ '@odata.etag': 'W/"1"' })), '1'), 'goes ahead')
t.equal(decide(patch(json({ '@odata.etag': 'W/"1"' })), '2'), '412 @odata.etag')
t.equal(decide(patch(conditions('W/"1"')), undefined), '412 If-Match', 'what is not there has no version')
t.equal(decide(patch(conditions(undefined, '*')), undefined), 'goes ahead')

t.equal(decide(patch(), '1', true), '428 If-Match')
t.equal(decide(patch(conditions('*')), '1', true), 'goes ahead')
t.equal(decide(requestOf('POST', ROWS, json({ userId: 'a' })), '1', true), 'any', 'rows that are added are in nobody’s way')
t.equal(decide(requestOf('POST', `${OFFICE}/clientConfigurations`, json({ '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration' })), '1', true), 'any')

const asked = (range: string): ODataRequest['range'] => ({ range, ifRange: undefined })

const part = (parts: Partial<ODataRequest>, length = 10): unknown => partOf(requestOf('GET', OFFICE, parts))?.({ version: '3', length })

t.equal(part({}), 'whole')
t.same(part({ range: asked('bytes=2-4') }), { first: 2, last: 4 })
t.equal(part({ range: asked('bytes=2-4'), ...conditions(undefined, 'W/"3"') }), 'none', 'the client has it')
t.throws(() => part({ range: asked('bytes=20-') }), { kind: 'rangeNotSatisfiable', message: /10 bytes/ })
t.throws(() => part({ range: asked('bytes=20-'), ...conditions('W/"2"') }), { kind: 'preconditionFailed', message: /is now W/ }, 'conditions come first')
