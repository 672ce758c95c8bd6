/** `$batch` as multipart/mixed (OData-Protocol 4.01, section 11.7.7), and either format answered in the other. */
import t from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'
import { BATCH, read, readMultipart, sendBatch, sendMultipart, timeless, write, writeMultipart } from '../support/batch.js'
import type { BatchResponse, MultipartAnswer } from '../support/batch.js'
import { row, summary } from '../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const SUMMARY = 'officeConfiguration/tenantUserCheckinSummary'
const FORMAT = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
const goOn = { prefer: 'odata.continue-on-error' }

const statuses = (answers: readonly MultipartAnswer[]): unknown =>
  answers.map(answer => Array.isArray(answer) ? statuses(answer as BatchResponse[]) : (answer as BatchResponse).status)
const without = (answers: readonly MultipartAnswer[]): unknown =>
  answers.map(answer => Array.isArray(answer) ? without(answer as BatchResponse[]) : timeless(answer as BatchResponse))

onBothDatabases('11.7.7.6 the parts of the answer are those of the request', async (t, { call }) => {
  const response = await sendMultipart(call, writeMultipart([
    read('1', '/beta/officeConfiguration/id/$value', { headers: { Accept: 'text/plain' } }),
    [write('2', 'PATCH', 'http://office/beta/officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 1 } }), write('3', 'POST', ROWS, row())],
    { method: 'GET', url: SUMMARY }
  ]))
  t.equal(response.statusCode, 200)
  t.match(response.headers['content-type'], /^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/)
  t.equal(Number(response.headers['content-length']), Buffer.byteLength(response.body))
  const [first, changes, last] = readMultipart(response.headers['content-type'], response.body)
  t.same(timeless(first as BatchResponse), { id: '1', status: 200, headers: { 'OData-Version': '4.0', 'Content-Type': 'text/plain;charset=utf-8', ETag: 'W/"0"' }, body: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6' })
  t.match(changes, [{ id: '2', status: 200, headers: { 'Content-Type': FORMAT, ETag: 'W/"1"' }, body: { tenantUserCheckinSummary: summary(0, 1) } }, { id: '3', status: 204, headers: { ETag: 'W/"2"' } }])
  t.match(last, { status: 200, body: summary(0, 1) })
  t.notOk('id' in (last as BatchResponse))
})

onBothDatabases('11.7.7.5 the first failure ends the batch, unless the client prefers to go on', async (t, { call }) => {
  const body = writeMultipart([write('1', 'POST', ROWS, row()), read('2', 'officeConfiguration/nothing'), write('3', 'POST', ROWS, row())])
  const stopped = await sendMultipart(call, body)
  t.same(statuses(readMultipart(stopped.headers['content-type'], stopped.body)), [204, 400])
  t.equal((await call('GET', `/beta/${ROWS}/$count`)).body, '1')
  const reads = await sendMultipart(call, writeMultipart([read('1', 'officeConfiguration/nothing'), read('2', 'officeConfiguration')]))
  t.same(statuses(readMultipart(reads.headers['content-type'], reads.body)), [400], 'reads too')
  const went = await sendMultipart(call, body, goOn)
  t.equal(went.headers['preference-applied'], 'odata.continue-on-error')
  t.same(statuses(readMultipart(went.headers['content-type'], went.body)), [204, 400, 204])
  t.equal((await call('GET', `/beta/${ROWS}/$count`)).body, '3')
})

onBothDatabases('11.7.7.6 a change set that fails is one response, and nothing of it is applied', async (t, { call }) => {
  const body = writeMultipart([
    [write('1', 'POST', ROWS, row()), write('2', 'PATCH', SUMMARY, { failedUserCount: 'x' }), write('3', 'POST', ROWS, row())],
    read('4', `/beta/${ROWS}/$count`)
  ])
  const response = await sendMultipart(call, body, goOn)
  const answers = readMultipart(response.headers['content-type'], response.body)
  t.equal(answers.length, 2)
  t.match(answers[0], { id: '2', status: 400, headers: { 'Content-Type': 'application/json' }, body: { error: { code: 'ModelValidationFailure', target: 'failedUserCount' } } })
  t.match(answers[1], { id: '4', status: 200, body: '0' })
  const stopped = await sendMultipart(call, body)
  t.same(statuses(readMultipart(stopped.headers['content-type'], stopped.body)), [400])
})

onBothDatabases('11.7.7.2 references within a change set and across', async (t, { call }) => {
  const response = await sendMultipart(call, writeMultipart([
    [write('1', 'PATCH', '/beta/officeConfiguration', {}), write('2', 'PATCH', '$1/tenantUserCheckinSummary', { failedUserCount: 7 })],
    read('3', '$1/tenantUserCheckinSummary'),
    write('4', 'PUT', '$3', { failedUserCount: 8 }, { headers: { 'If-Match': '$3' } }),
    [write('5', 'PUT', '$3', { failedUserCount: 9 }, { headers: { 'If-Match': '$3' } })],
    read('6', '$5'),
    read('7', '$3/failedUserCount/$value'),
    [write('changeset_9', 'PATCH', '/beta/officeConfiguration', {})],
    read('9', '$changeset_9/tenantUserCheckinSummary')
  ]), goOn)
  const answers = readMultipart(response.headers['content-type'], response.body)
  t.same(statuses(answers), [[200, 204], 200, 204, 412, 424, 200, [200], 200])
  t.match(answers[5], { body: '8' })
})

onBothDatabases('11.7.1 Accept chooses the format of the answer', async (t, { call }) => {
  const jsonOfMultipart = await sendMultipart(call, writeMultipart([
    { method: 'GET', url: '/beta/officeConfiguration?$select=id' },
    [write('1', 'POST', ROWS, row()), write('2', 'POST', ROWS, row())],
    [write('3', 'POST', ROWS, row()), write('4', 'POST', ROWS, { x: 1 })]
  ]), { accept: 'application/json', ...goOn })
  t.equal(jsonOfMultipart.headers['content-type'], 'application/json')
  const { responses } = json(jsonOfMultipart) as unknown as { responses: BatchResponse[] }
  t.same(responses.map(({ id, status }) => [id, status]), [[undefined, 200], ['1', 204], ['2', 204], ['3', 424], ['4', 400]])
  const groups = responses.map(({ atomicityGroup }) => atomicityGroup)
  t.equal(groups[0], undefined)
  t.ok(groups[1] !== undefined && groups[1] === groups[2] && groups[3] !== undefined && groups[3] === groups[4] && groups[1] !== groups[3], 'a name common within a change set, and unique across')

  const multipartOfJson = await sendBatch(call, [read('a', SUMMARY), write('b', 'POST', ROWS, row(), { atomicityGroup: 'g' }), write('c', 'POST', ROWS, { x: 1 }, { atomicityGroup: 'g' })], { accept: 'multipart/mixed;q=0.9, application/json;q=0.1' })
  const parts = readMultipart(multipartOfJson.headers['content-type'], multipartOfJson.body)
  t.match(parts, [{ id: 'a', status: 204 }, { id: 'b', status: 424 }, { id: 'c', status: 400 }], 'one part for each request')
  const byOption = await call('POST', `${BATCH}?$format=multipart/mixed`, { body: { requests: [read('1', SUMMARY)] }, headers: { accept: 'application/json' } })
  t.match(byOption.headers['content-type'], /^multipart\/mixed/)
})

t.test('2046 preamble, epilogue, LF, folded headers, quoted boundaries, boundaries that begin alike', async t => {
  const call = callerOf(await startService(t))
  const units = [read('1', '/beta/officeConfiguration/id'), [write('2', 'PATCH', '/beta/officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 5 } })]] as const
  const texts: ReadonlyArray<readonly [string, string, string?]> = [
    ['plain', writeMultipart(units)],
    ['LF', writeMultipart(units, 'batch_1', '\n')],
    ['preamble and epilogue', `This is\r\n--batch_11\r\na preamble.\r\n${writeMultipart(units)}and an epilogue`],
    ['blanks after a boundary', writeMultipart(units).replace('--batch_1\r\n', '--batch_1 \t\r\n')],
    ['no line break at the end', writeMultipart(units).trimEnd()],
    ['a folded header', writeMultipart(units).replace('multipart/mixed; boundary=', 'multipart/mixed;\r\n boundary=')],
    ['a boundary that begins as the outer one', writeMultipart(units).replaceAll('changeset_1', 'batch_1_1')],
    ['a quoted boundary', writeMultipart(units, 'a b:c?'), 'multipart/mixed;boundary="a b:c?"; x=y'],
    ['no version of HTTP', writeMultipart(units).replaceAll(' HTTP/1.1', '')],
    ['an absolute URL', writeMultipart(units).replaceAll(' /beta/', ' https://office:1234/beta/')],
    ['Content-ID within the request', writeMultipart(units).replace('Content-ID: 1\r\n', '').replace('Host: office', 'Content-ID: 1')],
    ['media types in other cases', writeMultipart(units).replaceAll('application/http', 'Application/HTTP; msgtype=request').replaceAll('multipart/mixed', 'Multipart/Mixed'), 'Multipart/MIXED; Boundary=batch_1']
  ]
  for (const [title, text, contentType] of texts) {
    const response = await sendMultipart(call, text, contentType === undefined ? {} : { 'content-type': contentType })
    t.equal(response.statusCode, 200, `${title} ${response.statusCode === 200 ? '' : response.body}`)
    t.match(readMultipart(response.headers['content-type'], response.body), [{ id: '1', status: 200 }, [{ id: '2', status: 200, body: { tenantUserCheckinSummary: summary(0, 5) } }]], title)
  }
})

t.test('Content-Length ends a body, and one that is too short is not written', async t => {
  const call = callerOf(await startService(t))
  const part = (length: string): string => writeMultipart([write('1', 'PATCH', '/beta/officeConfiguration', '{}\r\n\r\nnoise', { headers: { 'Content-Length': length } })])
  const good = await sendMultipart(call, part('2'))
  t.same(statuses(readMultipart(good.headers['content-type'], good.body)), [200])
  for (const unknown of ['###', '11']) {
    const noisy = await sendMultipart(call, part(unknown))
    t.same(statuses(readMultipart(noisy.headers['content-type'], noisy.body)), [400], 'the noise is a part of it')
  }
  const short = await sendMultipart(call, part('12'))
  t.equal(short.statusCode, 400)
  t.match(errorOf(short), { details: [{ message: 'The body has 11 bytes, not 12 as its Content-Length says.', target: 'part 1' }] })
})

t.test('what is no multipart batch is refused whole', async t => {
  const call = callerOf(await startService(t))
  const good = write('good', 'POST', ROWS, row())
  const whole = writeMultipart([good, read('1', '/beta/officeConfiguration')])
  const nested = writeMultipart([[good, write('1', 'POST', ROWS, row())]])
  const cases: ReadonlyArray<readonly [string, RegExp, Readonly<Record<string, string>>?]> = [
    ['', /closing boundary/],
    ['nonsense', /closing boundary/],
    ['--batch_1--', /no request/],
    [whole.replace('--batch_1--', ''), /closing boundary/],
    [whole.replace('--batch_1--', '--batch_1'), /closing boundary/],
    [whole, /no boundary/, { 'content-type': 'multipart/mixed' }],
    [whole, /no boundary/, { 'content-type': 'multipart/mixed; boundary=' }],
    [whole, /no boundary/, { 'content-type': `multipart/mixed; boundary=${'x'.repeat(71)}` }],
    [whole, /closing boundary/, { 'content-type': 'multipart/mixed; boundary=batch' }],
    ['--batch_1\r\n--batch_1--', /no Content-Type/],
    [whole.replace('Content-Type: application/http\r\n', ''), /no Content-Type/],
    [whole.replace('application/http', 'text/plain'), /not 'text\/plain'/],
    [whole.replace('binary', 'base64'), /Content-Transfer-Encoding/],
    [whole.replace('GET /beta', 'HEAD /beta'), /not a request line/],
    [whole.replace('GET /beta/officeConfiguration HTTP/1.1', 'GET'), /not a request line/],
    [whole.replace('GET /beta/officeConfiguration HTTP/1.1', 'GET HTTP/1.1'), /not a request line/],
    [whole.replace('Host: office', 'Host office'), /not a header/],
    [whole.replace('Content-ID: good', 'Content-ID good'), /not a header/],
    [writeMultipart([good, read('1', '/beta/officeConfiguration', { body: 'x' })]), /GET has no body/],
    [writeMultipart([[read('1', '/beta/officeConfiguration')]]), /cannot contain a GET/],
    [nested.replace('--changeset_0--', ''), /closing boundary/],
    [nested.replace('; boundary=changeset_0', ''), /no boundary/],
    [nested.replace('application/http', 'multipart/mixed; boundary=x'), /not 'multipart/],
    [writeMultipart([good, []]), /change set has no request/]
  ]
  for (const [index, [body, message, headers]] of cases.entries()) {
    const response = await sendMultipart(call, body, headers)
    t.equal(response.statusCode, 400, `${index} ${String(message)}`)
    t.match(errorOf(response), { code: 'BadRequest', message: 'Invalid batch payload format.', details: [{ message }] }, `${index} ${String(message)}`)
  }
  t.match(errorOf(await sendMultipart(call, writeMultipart([good, [good]]))), { message: 'Request Id good has to be unique in a batch.' })
  for (
    const units of [Array.from({ length: 21 }, () => ({ ...good, id: undefined })), [
      Array.from({ length: 21 }, () => ({ ...good, id: undefined }))
    ], [good, Array.from({ length: 20 }, () => ({ ...good, id: undefined }))]]
  ) {
    t.match(errorOf(await sendMultipart(call, writeMultipart(units))), {
      message: 'Number of batch request steps exceeds the maximum value of 20.'
    })
  }
  t.equal((await call('GET', `/beta/${ROWS}/$count`)).body, '0')
})

t.test('an answer as it would be outside of a batch', async t => {
  const call = callerOf(await startService(t))
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: Array.from({ length: 1200 }, (_, index) => row({ deviceName: `é ${index}` })) } })
  const alone = await call('GET', OFFICE, { headers: { host: 'office' } })
  const response = await sendMultipart(call, writeMultipart([read('1', '/beta/officeConfiguration')]))
  t.same(without(readMultipart(response.headers['content-type'], response.body)), [{ id: '1', status: 200, headers: { 'OData-Version': '4.0', 'Content-Type': FORMAT, ETag: 'W/"1"' }, body: json(alone) }])
  t.ok(response.body.includes(alone.body), 'to the byte')
})
