/** Requests of any kind: URLs from the grammar and from pieces of it, bodies of every shape, headers with everything odd. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import type { ExpressionNode, QueryOptions } from '../../src/odata/url/ast.js'
import { printQueryOptions } from '../../src/odata/url/print-options.js'
import { acquaint } from '../odata/bind/acquaint.js'
import { queryOptions } from '../odata/url/arbitrary-options.js'
import { anyExpression } from './evaluate/arbitrary.js'
import { printUrl } from './evaluate/print-url.js'

export interface AnyRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | undefined
}

const types = [...graphModel.types.values()]
const names = [...new Set(types.flatMap(({ properties, navigationProperties }) => [...properties,
  ...navigationProperties].map(({ name }) => name)))]
const typeNames = types.map(({ fullName }) => fullName)

const numbers = ['0', '1', '-1', '-0', '+5', '1.5', '1e400', '-1e-400', '9'.repeat(400), '2147483647', '2147483648',
  '9223372036854775808', 'NaN', 'INF', '-INF', '0x10', '٣', 'null', 'max', 'true', '']
const texts = ['', ' ', "'", "''", '"', '%', '%00', '%C3', '%ED%A0%80', '\u0000', '\ud800', 'é', '😀', '\u202e', '\\', '/', '//', '..',
  '?', '#', '&', '=', ';', ',', '$', '@', '*', '(', ')', '<x>', 'a'.repeat(3000), 'constructor', '__proto__', 'toString']
const odd = fc.constantFrom(...numbers, ...texts)

const segment = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('officeConfiguration', 'clientConfigurations', 'tenantCheckinStatuses', 'checkinStatuses',
      'assignments', 'policyPayload', 'target', 'tenantUserCheckinSummary')
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom("clientConfigurations('c1')", 'c1', 'c1-a', 'clientConfigurations(id=%27c1%27)', '0', '1',
      '-1')
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('$count', '$value', '$ref', '$query', '$each', '$filter(true)', '$filter(@a)', '$metadata',
      '$all', '$batch', '$entity', '$crossjoin(officeConfiguration)', '$it', '$root')
  },
  { weight: 2, arbitrary: fc.constantFrom(...names, ...typeNames, 'assign', 'updatePriorities', 'microsoft.graph.assign') },
  { weight: 1, arbitrary: odd.map(text => encode(text)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...names), odd).map(([name, text]) => `${name}(${encode(text)})`) }
)

const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('officeConfiguration', 'officeConfiguration/tenantCheckinStatuses',
      'officeConfiguration/clientConfigurations', 'officeConfiguration/clientConfigurations/c1',
      "officeConfiguration/clientConfigurations('c1')/assignments", 'officeConfiguration/clientConfigurations/c1/checkinStatuses',
      'officeConfiguration/clientConfigurations/c1/policyPayload', 'officeConfiguration/clientConfigurations/c1/assign',
      'officeConfiguration/clientConfigurations/updatePriorities', 'officeConfiguration/tenantCheckinStatuses/$query', '$batch', '$metadata',
      '')
  },
  { weight: 1, arbitrary: fc.array(segment, { maxLength: 6 }).map(segments => segments.join('/')) },
  { weight: 2, arbitrary: fc.array(segment, { maxLength: 4 }).map(segments => ['officeConfiguration', ...segments].join('/')) }
)

const root = fc.oneof({ weight: 9, arbitrary: fc.constant('/beta/') }, {
  weight: 1,
  arbitrary: fc.constantFrom('/v1.0/', '/',
    '/t/one/beta/', '/beta', '/beta//', '/Beta/')
})

/** Of `inject`, which wants a URL that can be parsed; what follows `?` reaches the service as it is. */
const encode = (text: string): string => encodeURIComponent(text.isWellFormed() ? text : '\ufffd')

const optionNames = ['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$count', '$search', '$compute', '$apply', '$format',
  '$skiptoken', '$deltatoken', '$index', '$id', '$levels', '$schemaversion', 'filter', 'top', '@a', '@odata.x', 'x', '$x']
const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...names) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(' eq ', ' ne ', ' gt ', ' and ', ' or ', 'not ', ' in ', ' add ', ' div ', ' mod ', ' has ',
      ' as ', ' desc', ',', ';', '/', '(', ')', "'", "'x'", '$it', '$this', '$root', '$count', '*', '@a', ':', 'd:', 'any(', 'all(',
      '$filter=', '$levels=', '$select=')
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('contains(', 'length(', 'substring(', 'cast(', 'isof(', 'now()', 'date(', 'concat(',
      'matchesPattern(', 'round(', 'case(', 'filter(', 'groupby((', 'aggregate(', 'compute(', 'identity', 'concat(', 'duration\'PT1S\'',
      '2020-01-01', '2020-01-01T00:00:00Z', '12:00', 'Edm.Int32', 'null', 'true', '{"a":1}', '[1,2]')
  },
  { weight: 2, arbitrary: odd }
)
const soup = fc.array(word, { maxLength: 12 }).map(words => words.join(''))
const rawOption = fc.tuple(fc.constantFrom(...optionNames), fc.oneof(soup, odd)).map(([name, value]) => `${name}=${encode(value)}`)
const option = fc.tuple(fc.constantFrom(...optionNames), fc.oneof(fc.constantFrom(...names), odd)).map(([name,
  value]) => `${name}=${encode(value)}`)
const grammar = fc.tuple(queryOptions, fc.boolean()).map(([options, known]) =>
  printQueryOptions(known ? acquaint(options as unknown as ExpressionNode) as unknown as QueryOptions : options))
/** What has a meaning, mostly: expressions that fit the types of the rows. */
const expressionQuery = fc.tuple(anyExpression(3), fc.constantFrom('$filter', '$orderby', '$compute', '$apply')).map(([expression,
  name]) => {
  const text = printUrl(expression)
  const value = {
    $filter: text,
    $orderby: text,
    $compute: `${text} as c`,
    $apply: `compute(${text} as c)/aggregate(c with max as m)`
  }[name]
  return `${name}=${encode(value)}`
})
const sensible = fc.constantFrom('$top=5', '$count=true', '$skip=1', '$select=id', '$expand=*', '$expand=assignments($count=true)',
  '$orderby=deviceName desc,userId', "$filter=contains(deviceName,'x')", '$apply=groupby((userId),aggregate($count as n))', '$search=x',
  '$compute=length(userId) as n&$select=n', '$format=json', "$select=appliedPolicies($filter=$this eq 'a' or $this eq $it/deviceName)",
  '$select=userId,appliedPolicies($orderby=length($this) desc;$skip=1;$top=1;$count=true)', '$select=tenantCheckinStatuses/appliedPolicies($top=1)',
  '$expand=clientConfigurations($select=checkinStatuses/appliedPolicies($filter=1 div length($this) gt 0))')
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: sensible },
  { weight: 2, arbitrary: expressionQuery },
  { weight: 3, arbitrary: grammar },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof(rawOption, option, sensible), {
      minLength: 1,
      maxLength: 4
    }).map(options => options.join('&'))
  }
)

const scalar: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, 1e300, 2147483648, '2020-01-01T00:00:00Z', '0001-01-01T00:00:00Z', 'c1',
    'c1-a', 'QUJD', {}, [], [[]], [null]),
  odd
)
const typed = fc.oneof(fc.constantFrom(...typeNames.map(name => `#${name}`)), odd)
const member = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...names) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('value', 'officeConfigurationAssignments', 'officeConfigurationPolicyIds',
      'officeConfigurationPriorities', 'groupId', 'userId')
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('@odata.id', '@odata.etag', '@removed', 'x@odata.bind', 'assignments@odata.delta',
      'clientConfigurations@delta', '@a.b', '#action', 'policyPayload@odata.mediaContentType', 'priority@odata.type')
  },
  { weight: 1, arbitrary: odd }
)
const { value } = fc.letrec<{ value: unknown, object: unknown }>(tie => ({
  value: fc.oneof({ maxDepth: 4 }, { weight: 3, arbitrary: scalar }, { weight: 2, arbitrary: tie('object') }, {
    weight: 1,
    arbitrary: fc.array(tie('value'), { maxLength: 4 })
  }),
  object: fc.tuple(fc.array(fc.tuple(member, tie('value')), { maxLength: 5 }), fc.option(typed)).map(([members, type]) =>
    Object.fromEntries([...type === null ? [] : [['@odata.type', type]], ...members]) as unknown)
}))
const configuration = fc.array(fc.tuple(member, value), { maxLength: 4 }).map(members => ({
  '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'x', ...Object.fromEntries(members) as object
}))
const row = fc.array(fc.tuple(fc.constantFrom(...types.find(({ name }) => name === 'officeClientCheckinStatus')!.properties.map(({ name }) => name)), scalar), { maxLength: 4 })
  .map(members => Object.fromEntries(members) as object)
const json = fc.oneof(value, configuration, row, fc.array(row, { maxLength: 3 }).map(rows => ({ value: rows })), fc.array(row,
  { maxLength: 3 }).map(tenantCheckinStatuses => ({ tenantCheckinStatuses })))

const method = fc.oneof({ weight: 6, arbitrary: fc.constant<AnyRequest['method']>('GET') },
  { weight: 5, arbitrary: fc.constantFrom<Array<AnyRequest['method']>>('POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS') })
const inner = fc.record({
  id: fc.oneof(fc.constantFrom('1', '2', '3'), odd),
  method,
  url: fc.tuple(path, query).map(([where,
    what]) => `/${where}${what === '' ? '' : `?${what}`}`),
  headers: fc.constantFrom({}, { 'Content-Type': 'application/json' },
    { 'If-Match': '*' }),
  body: json,
  dependsOn: fc.constantFrom(['1'], []),
  atomicityGroup: fc.constantFrom('g', 'h')
},
{ requiredKeys: ['id', 'method', 'url'] })
const batch = fc.array(inner, { maxLength: 4 }).map(requests => ({
  requests: requests.map(({ ...request }, index) => ({
    ...request,
    ...index % 2 === 0 ? { id: `${index}` } : {}
  }))
}))
const payload = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 6, arbitrary: json.map(body => JSON.stringify(body)) },
  { weight: 1, arbitrary: batch.map(body => JSON.stringify(body)) },
  { weight: 1, arbitrary: query },
  {
    weight: 1,
    arbitrary: fc.oneof(odd, fc.constantFrom('{', '[1,', '{"a":1}x', '"x"', '['.repeat(500),
    `{"displayName":"${'x'.repeat(300_000)}"}`,
    '--b\r\nContent-Type: application/http\r\n\r\nGET officeConfiguration HTTP/1.1\r\n\r\n\r\n--b--', '--b--'))
  }
)
const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('application/json;odata.metadata=full;charset=utf-8', 'text/plain',
      'multipart/mixed; boundary=b', 'multipart/mixed', 'application/octet-stream', 'application/x-www-form-urlencoded',
      'application/json;charset=latin1', 'x', '', ';', 'text/plain;q="')
  }
)

const headerText = odd.map(text => encode(text).slice(0, 2000))
const header = fc.oneof(
  ...Object.entries({
    prefer: ['return=minimal', 'return=representation', 'odata.maxpagesize=2', 'maxpagesize=0', 'odata.include-annotations="*"',
      'respond-async', 'odata.continue-on-error', 'a="b', ';;,,'],
    accept: ['application/json', 'application/json;odata.metadata=none', 'application/json;odata.metadata=full;IEEE754Compatible=true',
      '*/*', 'text/html', 'multipart/mixed', 'application/xml', '*', 'a/b;q=2', ''],
    'if-match': ['*', 'W/"1"', '"1"', 'W/"0", W/"1"', 'x', 'W/"'],
    'if-none-match': ['*', 'W/"1"', 'x'],
    'odata-maxversion': ['4.0', '4.01', '3.0', '9', 'x', ''],
    'odata-version': ['4.0', '4.01', '3.0', 'x'],
    range: ['bytes=0-1', 'bytes=-1', 'bytes=9-', 'bytes=1-0', 'bytes=0-0,2-3', 'x'],
    'if-range': ['W/"1"', '"1"'],
    'content-range': ['bytes 0-1/2'],
    'content-encoding': ['gzip', 'identity', 'x', 'br,gzip,deflate,gzip'],
    'x-tenant-id': ['one', 'two', '-', 'a/b', '$loading:1', 'x'.repeat(200)],
    authorization: ['', 'Basic eA==', 'Bearer', 'Bearer a.b.c', 'x'],
    'client-request-id': ['1', 'x'.repeat(1000)],
    'odata-isolation': ['snapshot', 'x'],
    'x-http-method-override': ['DELETE'],
    'accept-charset': ['utf-8', 'latin1', 'x;q=0'],
    'accept-language': ['de'],
    'content-language': ['de']
  }).map(([name, values]) => fc.tuple(fc.constant(name), fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, {
    weight: 1,
    arbitrary: headerText
  })))
)

const headers = fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 4, arbitrary: fc.array(header, { maxLength: 3 }) })

type Asked = Pick<AnyRequest, 'method' | 'payload'> & { readonly path: string }

const OFFICE = 'officeConfiguration'
const CONFIGURATIONS = `${OFFICE}/clientConfigurations`
const readable = ['', '/tenantCheckinStatuses', '/clientConfigurations', '/clientConfigurations/c1', "/clientConfigurations('c22')/assignments",
  '/clientConfigurations/c1/checkinStatuses', '/clientConfigurations/c1/policyPayload', '/tenantCheckinStatuses/$count']
const asking = (method: AnyRequest['method'], path: string, body: Arbitrary<unknown>): Arbitrary<Asked> =>
  body.map(sent => ({ method, path, payload: typeof sent === 'string' ? sent : JSON.stringify(sent) }))

/** A method that the resource has, and a body such as it takes. */
const fitting: Arbitrary<Asked> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...readable).map(path => ({ method: 'GET' as const, path: `${OFFICE}${path}`, payload: undefined })) },
  { weight: 1, arbitrary: asking('POST', `${OFFICE}/tenantCheckinStatuses/$query`, query) },
  { weight: 1, arbitrary: asking('POST', CONFIGURATIONS, configuration) },
  { weight: 1, arbitrary: asking('PATCH', OFFICE, fc.array(row, { maxLength: 3 }).map(tenantCheckinStatuses => ({ tenantCheckinStatuses }))) },
  { weight: 1, arbitrary: asking('PATCH', OFFICE, value) },
  { weight: 1, arbitrary: asking('POST', `${OFFICE}/tenantCheckinStatuses`, row) },
  { weight: 1, arbitrary: asking('PATCH', `${CONFIGURATIONS}/c1`, fc.oneof(configuration, value)) },
  { weight: 1, arbitrary: asking('PUT', `${CONFIGURATIONS}/c1`, configuration) },
  { weight: 1, arbitrary: asking('PUT', `${CONFIGURATIONS}/c1/policyPayload`, value) },
  { weight: 1, arbitrary: asking('POST', `${CONFIGURATIONS}/c1/assignments`, value) },
  { weight: 1, arbitrary: asking('DELETE', `${CONFIGURATIONS}/c22`, fc.constant('')) },
  { weight: 2, arbitrary: asking('POST', '$batch', batch) }
)
const unfitting: Arbitrary<Asked> = fc.record({ method, path, payload })

export const anyRequest: Arbitrary<AnyRequest> = fc.tuple(
  fc.oneof(fitting, unfitting), root, query, headers, contentType, fc.boolean()
).map(([{ method, path, payload }, root, query, headers, type, plain]) => ({
  method,
  url: `${root}${path}${query === '' ? '' : `?${query}`}`,
  headers: {
    authorization: 'Bearer x',
    ...payload === undefined ? {} : { 'content-type': plain ? 'application/json' : type },
    ...Object.fromEntries(headers)
  },
  payload: method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? undefined : payload
}))
