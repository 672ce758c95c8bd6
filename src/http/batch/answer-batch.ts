/** `POST {root}/$batch`: read, run, write (OData-Protocol 4.01, section 11.7). docs/batch.md says how it behaves. */
import type { Liberty } from '../../base/tolerances.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { methodNotAllowed } from '../../errors.js'
import { answerFormat, requestFormat } from '../../odata/batch/batch-format.js'
import type { BatchFormat, BatchUnit } from '../../odata/batch/batch.js'
import { libertiesOfUrl } from '../../odata/batch/batch.js'
import { checkBatchSupport, supportsContinueOnError } from '../../odata/batch/batch-support.js'
import { continueOnError } from '../../odata/batch/continue-on-error.js'
import { mediaTypeOf } from '../../odata/batch/media-types.js'
import { parseJsonBatch } from '../../odata/batch/parse-json-batch.js'
import { parseMultipartBatch } from '../../odata/batch/parse-multipart-batch.js'
import { writeJsonBatch } from '../../odata/batch/write-json-batch.js'
import { writeMultipartBatch } from '../../odata/batch/write-multipart-batch.js'
import { isLongBody, parseBody } from '../../odata/json/parse-in-pieces.js'
import { innerTiming } from '../../odata/odata-request.js'
import type { ODataResponse, Timing } from '../../odata/odata-request.js'
import { notingTolerances, tolerateAll } from '../../odata/tolerate.js'
import { responseVersion } from '../../odata/protocol-version.js'
import { headerText } from '../read-odata-request.js'
import type { HttpParts } from '../read-odata-request.js'
import { runBatch } from './run-batch.js'
import { checkVersionOfBatch } from '../../odata/schema-version.js'
import { tellAnswers } from './sub-request.js'
import type { BatchContext } from './sub-request.js'

/** What `Allow` says of a batch. */
export const BATCH_METHODS = 'POST, OPTIONS'

/** 200 with an answer for each request; what is wrong with the batch itself is thrown. */
export async function answerBatch (
  context: Omit<BatchContext, 'inherited' | 'timing'>,
  { method, path, query, headers, body, tolerated }: HttpParts,
  timing: Timing
): Promise<ODataResponse> {
  const liberties: Liberty[] = [...libertiesOfUrl(path, query)]
  const { model } = context.service
  const tolerateThese = (): void => { notingTolerances(tolerated, () => { tolerateAll(model, liberties) }) }
  tolerateThese()
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: BATCH_METHODS }, body: undefined }
  if (method !== 'POST') {
    throw methodNotAllowed(BATCH_METHODS)
  }
  checkBatchSupport(model)
  const contentType = headerText(headers['content-type'])
  const sent = requestFormat(contentType)
  const wanted = answerFormat(query, headerText(headers['accept']), sent)
  if (query !== '') checkVersionOfBatch(model, query)
  const units = await parseBatch(sent, contentType, body, liberties)
  tolerateThese()
  const prefer = supportsContinueOnError(model) ? headerText(headers['prefer']) : undefined
  const { goOn, applied } = continueOnError(prefer, sent)
  timing('parse')
  const batch = { ...context, inherited: inheritedHeaders(headers), timing: innerTiming(timing) }
  const answers = await runBatch(batch, units, goOn)
  tellAnswers(batch, answers)
  timing('execute')
  const written = wanted === 'json'
    ? { contentType: 'application/json', body: await writeJsonBatch(answers, dialectOf(model).batchHeaders) }
    : writeMultipartBatch(sent, answers)
  timing('write')
  return {
    status: 200,
    headers: { 'Content-Type': written.contentType, ...applied === undefined ? {} : { 'Preference-Applied': applied } },
    body: written.body
  }
}

/**
 * What a request of the batch has when it does not say otherwise (Protocol 4.01, sections 8.2.1 and 8.2.8): the version, and in 4.01 the
 * formats, but for those that only a batch can be answered in.
 */
function inheritedHeaders (headers: HttpParts['headers']): Readonly<Record<string, string>> {
  const maxVersion = headerText(headers['odata-maxversion'])
  if (maxVersion === undefined) return {}
  const accept = responseVersion(maxVersion) === '4.01'
    ? (headerText(headers['accept']) ?? '').split(',').filter(range => !mediaTypeOf(range).startsWith('multipart/')).join(',')
    : ''
  return { 'odata-maxversion': maxVersion, ...accept.trim() === '' ? {} : { accept } }
}

async function parseBatch (
  sent: BatchFormat,
  contentType: string | undefined,
  body: Uint8Array | undefined,
  liberties: Liberty[]
): Promise<readonly BatchUnit[]> {
  if (sent === 'multipart') return await parseMultipartBatch(contentType ?? '', body, liberties)
  return parseJsonBatch(contentType, body, isLongBody(body) ? await parseBody(body) : undefined)
}
