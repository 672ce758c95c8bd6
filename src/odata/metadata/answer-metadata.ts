/** `$metadata` and the service document: the two answers that come from the model alone (Protocol 4.01, section 11.1). */
import type { EdmModel } from '../../edm/types.js'
import { ODataError, methodNotAllowed } from '../../errors.js'
import { checkReadConditions, etagOf, isUnchanged } from '../etag.js'
import { negotiateFormat } from '../json/format.js'
import type { ODataVersion } from '../json/format.js'
import { pathAndQuery, READ_ONLY_METHODS } from '../odata-request.js'
import type { ODataRequest, ODataResponse, Timing } from '../odata-request.js'
import { checkSchemaVersion } from '../schema-version.js'
import { notingTolerances, tolerateAll } from '../tolerate.js'
import type { QueryOptions } from '../url/ast.js'
import { parseUrl } from '../url/parse-url.js'
import { hashOf, metadataDocument } from './metadata-documents.js'
import { contentTypes, negotiateMetadataFormat } from './metadata-format.js'
import { writeServiceDocument } from './service-document.js'

/** Answers a request for which `addressesMetadata` holds: what was parsed is written at once. `version` is that of the answer. */
export function answerMetadata (model: EdmModel, request: ODataRequest, version: ODataVersion, timing: Timing): ODataResponse {
  const { segments: [first, second], options, liberties } = parseUrl(pathAndQuery(request))
  timing('parse')
  notingTolerances(request.tolerated, () => { tolerateAll(model, liberties) })
  if (second !== undefined) throw new ODataError('badRequest', "Resource not found for the segment '$metadata'.")
  if (request.method === 'OPTIONS') return { status: 204, headers: { Allow: READ_ONLY_METHODS.join(', ') }, body: undefined }
  if (!READ_ONLY_METHODS.includes(request.method)) throw methodNotAllowed(READ_ONLY_METHODS.join(', '))
  checkSchemaVersion(model, options)
  const response = first === undefined
    ? answerServiceDocument(model, request, options, version)
    : answerDocument(model, request, options, version)
  timing('write')
  return response
}

function answerDocument (model: EdmModel, request: ODataRequest, options: QueryOptions, version: ODataVersion): ODataResponse {
  const { accept, conditions, vocabularies } = request
  const format = negotiateMetadataFormat(accept, options.format)
  const { text, hash } = metadataDocument(model, format, version, vocabularies)
  return answer({ text, hash, contentType: contentTypes[format] }, conditions)
}

function answerServiceDocument (
  model: EdmModel,
  { accept, conditions, serviceRoot }: ODataRequest,
  options: QueryOptions,
  version: ODataVersion
): ODataResponse {
  const other = options.raw.find(({ kind, name }) => kind === 'system' && name !== '$format' && name !== '$schemaversion')
  if (other !== undefined) {
    throw new ODataError('badRequest', `${other.name}: not allowed here: the resource is the service document.`, { target: other.name })
  }
  const format = negotiateFormat(version, accept, options.format)
  const text = writeServiceDocument(model, serviceRoot, format)
  return answer({ text, hash: hashOf(text), contentType: format.contentType }, conditions)
}

function answer (
  { text, hash, contentType }: { text: string, hash: string, contentType: string },
  conditions: ODataRequest['conditions']
): ODataResponse {
  const headers = { ETag: etagOf(hash) }
  checkReadConditions(conditions, hash)
  return isUnchanged(conditions, hash)
    ? { status: 304, headers, body: undefined }
    : { status: 200, headers: { 'Content-Type': contentType, ...headers }, body: text }
}
