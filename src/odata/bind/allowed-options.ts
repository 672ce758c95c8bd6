/** Which system query options fit what is addressed. The rest is never ignored (Protocol 4.01, section 11.2.1). */
import { ODataError } from '../../errors.js'
import type { Method } from '../odata-request.js'
import type { QueryOptions } from '../url/ast.js'
import { isDynamicCount } from './target.js'
import type { Target } from './target.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

const collectionOptions = ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$apply', '$skiptoken']

const ofRows = [...collectionOptions, '$select', '$compute', '$format']

const allowedOptions: Readonly<Record<Target['kind'], readonly string[]>> = {
  entity: ['$select', '$expand', '$compute', '$format'],
  entityRef: ['$format'],
  entities: [...ofRows, '$expand'],
  entityCount: ['$filter', '$search', '$apply'],
  each: ['$select', '$expand', '$format'],
  entityRefs: ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$skiptoken', '$format'],
  rows: ofRows,
  rowCount: ['$filter', '$search', '$apply'],
  valueCount: ['$filter', '$search'],
  complex: ['$select', '$expand', '$format'],
  primitive: ['$format'],
  dynamic: ['$format'],
  values: ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$select', '$expand', '$format'],
  item: ['$select', '$expand', '$format'],
  stream: [],
  entityAction: ['$select', '$expand', '$format'],
  collectionAction: ['$format']
}

const kinds: Readonly<Record<Target['kind'], string>> = {
  entity: 'a single entity',
  entityRef: 'a reference to a single entity',
  entities: 'a collection of entities',
  entityCount: 'a count',
  each: 'every item of a collection',
  entityRefs: 'a collection of references',
  rows: 'a collection of complex values',
  rowCount: 'a count',
  valueCount: 'a count',
  complex: 'a single complex value',
  primitive: 'a primitive value',
  dynamic: 'a dynamic property',
  values: 'a collection of values',
  item: 'an item of a collection',
  stream: 'a stream',
  entityAction: 'an action',
  collectionAction: 'an action'
}

/**
 * An option that would fit the target and is not supported there, if there is one.
 * @throws ODataError `badRequest` for an option that cannot fit the target or the method
 */
export function checkOptions (target: Target, method: Method, { raw }: QueryOptions): Unsupported | undefined {
  const reads = method === 'GET' || method === 'HEAD'
  const kind = isDynamicCount(target) ? 'valueCount' : target.kind
  const resource = kinds[kind]
  const allowed = allowedOptions[kind]
  for (const { kind, name } of raw) {
    if (kind !== 'system' || name === '$schemaversion') continue
    if (name === '$id' && method === 'DELETE' && (target.kind === 'entityRefs' || target.kind === 'entityRef')) continue
    if (allowed.includes(name) && (reads || !collectionOptions.includes(name))) continue
    if (allowed.includes(name)) throw new ODataError('badRequest', `${name}: not allowed with ${method}.`, { target: name })
    if (collectionOptions.includes(name) && !isCount(target, name) && target.kind !== 'values') {
      throw new ODataError('badRequest', `${name}: not allowed here: the resource is ${resource}, not a collection.`, {
        target: name
      })
    }
    if (shapesNothing(target) && !isCount(target, name)) {
      throw new ODataError('badRequest', `${name}: not allowed here: the resource is ${resource}.`, { target: name })
    }
    return unsupported(name, name)
  }
  return undefined
}

/** Nothing of it could be chosen, expanded or computed (section 5.1). */
const shapesNothing = ({ kind }: Target): boolean => shapeless.has(kind)

const shapeless: ReadonlySet<Target['kind']> = new Set([
  'entityRef', 'entityRefs', 'entityCount', 'rowCount', 'valueCount', 'primitive', 'dynamic', 'stream'
])

/** A count could be one of what `$apply` makes, and references could be computed from it too. */
const isCount = ({ kind }: Target, name: string): boolean =>
  name === '$apply' && (kind === 'rowCount' || kind === 'entityCount' || kind === 'entityRefs')
