/** Entities that a request names by their URLs: in `@odata.bind`, in a reference, in `$id` (JSON format 4.01, sections 8.5 and 14). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { ODataError } from '../../errors.js'
import type { EdmModel } from '../../edm/types.js'
import type { EntityLocation } from '../canonical-path.js'
import { isTolerated, tolerateAll } from '../tolerate.js'
import { parseUrl } from '../url/parse-url.js'
import { bindPath } from './path.js'
import { bindTarget } from './target.js'

/**
 * The entity of a URL, absolute or relative to the service root.
 * @throws ODataError `badRequest` for what is no URL of one entity of this service
 */
export function resolveEntity (model: EdmModel, serviceRoot: string, url: string): EntityLocation {
  const { segments, options, liberties } = parseUrl(belowRoot(model, serviceRoot, url))
  tolerateAll(model, liberties)
  const target = bindTarget(bindPath(model, segments, options.aliases))
  if (target.kind === 'entity' && options.raw.length === 0) return target.location
  throw new ODataError('badRequest', `'${url.slice(0, 200)}' is not the URL of one entity.`)
}

const ORIGIN = /^https?:\/\/[^/]*/i

/**
 * What of a URL comes after the service root. Hosts are compared, and not how they are reached: a proxy may take https and pass on http.
 * @throws ODataError `badRequest` for a URL of another service
 */
export function belowRoot (model: EdmModel, serviceRoot: string, url: string): string {
  const elsewhere = dialectOf(model).directory?.roots.exec(url)?.[0]
  if (elsewhere !== undefined) return url.slice(elsewhere.length)
  const [origin] = ORIGIN.exec(url) ?? ['']
  const isOurs = origin === '' ? !/^[a-z][a-z0-9+.-]*:/i.test(url) : hostOf(origin) !== undefined && hostOf(origin) === hostOf(serviceRoot)
  const path = url.slice(origin.length)
  const root = path.startsWith('/') ? `${serviceRoot.replace(ORIGIN, '')}/` : ''
  if (isOurs && path.slice(0, root.length).toLowerCase() === root.toLowerCase()) return path.slice(root.length)
  if (origin === '' && /^\/(?!\/)/.test(path) && isTolerated(model, 'rootedReferences')) return path.slice(1)
  throw new ODataError('badRequest', `'${url.slice(0, 200)}' is not below the root of this service, ${serviceRoot}.`)
}

/** Without the port that the scheme has anyway. */
const hostOf = (origin: string): string | undefined => URL.canParse(origin) ? new URL(origin).host : undefined
