/** What clients append to a call whose answer is a value, and not what is stored: known once the effect has run. */
import { notImplemented } from '../../errors.js'
import type { Invocation } from '../../odata/operations/bind-invocation.js'

const ALLOWED = ['$format', '$select', '$schemaversion']
const OF_COLLECTIONS = ['$top', '$skip', '$count']

/** @throws ODataError `notImplemented` */
export function checkAppended ({ operation, options: { raw, select }, rest }: Invocation): void {
  const isCollection = operation.returnType?.type.kind === 'collection'
  const what = `after '${operation.name}', whose answer is not stored,`
  const other = raw.find(({ kind, name }) => kind === 'system' && !ALLOWED.includes(name) && !(isCollection && OF_COLLECTIONS.includes(name)))
  if (other !== undefined) throw notImplemented(`${other.name} ${what}`, other.name)
  if (rest.length > 0) throw notImplemented(`A path ${what}`)
  if (select?.some(item => item.kind === 'allOperations' || (item.kind === 'path' && item.path.length > 1)) === true) {
    throw notImplemented(`A path in $select ${what}`, '$select')
  }
}
