/** `/$all`, and a type after it (OData-URL 4.01, section 4.16). */
import { findType } from '../../edm/lookup.js'
import type { EdmModel, EntityType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ODataRequest } from '../odata-request.js'
import { checkSchemaVersion } from '../schema-version.js'
import { tolerateAll } from '../tolerate.js'
import type { ODataUrl } from '../url/parse-url.js'
import { checkReadOnly } from './read-only.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

const OPTIONS = ['$top', '$count', '$select', '$expand', '$filter', '$search', '$format', '$skiptoken', '$schemaversion']

export interface AllEntities {
  /** That a cast names; undefined for entities of every type. */
  readonly type: EntityType | undefined
}

/** @throws ODataError `methodNotAllowed`, `badRequest` for what is not a type of entities */
export function bindAll (
  model: EdmModel,
  { method }: Pick<ODataRequest, 'method'>,
  { segments: [, cast, ...rest], options, liberties }: ODataUrl
): AllEntities | Unsupported {
  tolerateAll(model, liberties)
  checkSchemaVersion(model, options)
  checkReadOnly(method)
  const other = options.raw.find(({ kind, name }) => kind === 'system' && !OPTIONS.includes(name))
  if (other !== undefined) return unsupported(`${other.name} of $all`, other.name)
  if (rest.length > 0) return unsupported('A path after $all and a type')
  if (cast === undefined) return { type: undefined }
  const type = cast.kind === 'plain' ? findType(model, cast.text) : undefined
  if (type?.kind !== 'entity') throw new ODataError('badRequest', "Resource not found: only an entity type can follow '$all'.")
  return { type }
}
