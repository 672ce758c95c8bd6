/** `$schemaversion` (OData-Protocol 4.01, section 11.2.12): the version of the model that a request is written against. */
import { findAnnotation } from '../edm/annotation-lookup.js'
import { textOf } from '../edm/annotation-value.js'
import type { EdmModel } from '../edm/types.js'
import { ODataError } from '../errors.js'
import type { QueryOptions } from './url/ast.js'
import { parseUrl } from './url/parse-url.js'

const TERM = 'Org.OData.Core.V1.SchemaVersion'

/** The one version that there is: what `Core.SchemaVersion` says of each schema. */
const versionsOf = (model: EdmModel): readonly string[] =>
  [...new Set(model.schemas.flatMap(schema => textOf(findAnnotation(model, schema, TERM)?.value) ?? []))]

/** @throws ODataError `notFound` for a version that is not served; `*` is whichever is. */
export function checkSchemaVersion (model: EdmModel, { schemaVersion }: Pick<QueryOptions, 'schemaVersion'>): void {
  if (schemaVersion === undefined || schemaVersion === '*') return
  const versions = versionsOf(model)
  if (versions.includes(schemaVersion)) return
  const there = versions.length === 0 ? 'Its model states none (Core.SchemaVersion)' : `There is ${versions.join(', ')}`
  throw new ODataError('notFound', `$schemaversion: the service has no version '${schemaVersion.slice(0, 100)}'. ${there}; $schemaversion=* means the current one.`, {
    target: '$schemaversion'
  })
}

/** Of a batch: `query` is what is behind `$batch?`. @throws ODataError `notFound` */
export const checkVersionOfBatch = (model: EdmModel, query: string): void => { checkSchemaVersion(model, parseUrl(`$batch?${query}`).options) }
