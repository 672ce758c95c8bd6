/** Requests to `/$ref` that change what is related (OData-Protocol 4.01, section 11.4.6). */
import type { EdmModel, NavigationProperty } from '../../edm/types.js'
import { ODataError, methodNotAllowed } from '../../errors.js'
import { locationAround } from '../canonical-path.js'
import type { EntityLocation } from '../canonical-path.js'
import { idIn, isObject } from '../json/body-annotations.js'
import { checkReference } from '../json/related-change.js'
import type { References } from '../json/related-change.js'
import { elsewhere, homeOf } from '../related-entities.js'
import type { RelatedItem } from '../json/structured-value.js'
import { permittedMethods } from '../restrictions/permitted-methods.js'
import type { ODataRequest } from '../odata-request.js'
import type { Change } from './change.js'
import type { EntitiesTarget } from './target.js'

type RelateChange = Extract<Change, { kind: 'relate' }>

/** What `/$ref` leads to. */
export type RefTarget =
  | { readonly kind: 'entityRef', readonly location: EntityLocation }
  | EntitiesTarget & { readonly kind: 'entityRefs' }

interface RefRequest {
  readonly model: EdmModel
  readonly target: RefTarget
  readonly references: References
  /** The value of `$id`. */
  readonly id: string | undefined
  readonly request: Pick<ODataRequest, 'method'>
  readonly body: () => unknown
}

/** The relationship that a `/$ref` is about; undefined where the entity is contained. */
export function relationOf (target: RefTarget): { readonly source: EntityLocation, readonly navigation: NavigationProperty } | undefined {
  if (target.kind === 'entityRefs') {
    return target.property.containsTarget || target.filters.length > 0 ? undefined : { source: target.parent, navigation: target.property }
  }
  const { location, location: { steps } } = target
  const last = steps.at(-1)
  if (last === undefined || last.property.containsTarget) return undefined
  return { source: locationAround(location, 1), navigation: last.property }
}

export function readReferences ({ model, target, references, id, request: { method }, body }: RefRequest): RelateChange {
  const relation = relationOf(target)
  if (relation === undefined) throw methodNotAllowed(permittedMethods(model, target).join(', '))
  const { source, navigation } = relation
  const refer = (url: unknown, kind: 'reference' | 'removed', path: string): RelatedItem => {
    if (typeof url !== 'string') throw new ODataError('badRequest', `Expected the URL of an entity in '${path}'.`, { target: path })
    const location = references.resolve(url)
    checkReference(model.container, homeOf(model.container, source), navigation, location)
    return { kind, location, others: elsewhere(model.container, location), url: url.slice(0, 200), path }
  }
  const change = (mode: 'add' | 'replace', items: readonly RelatedItem[]): RelateChange =>
    ({ kind: 'relate', source, navigation, change: { mode, items } })
  if (method === 'DELETE') return removal(target, navigation, id, change, refer)
  const sent = body()
  if (target.kind === 'entityRefs' && method === 'PUT') {
    return change('replace', valuesOf(sent).map(item => refer(idIn(item), 'reference', '@odata.id')))
  }
  return change(navigation.collection ? 'add' : 'replace', [refer(idIn(sent), 'reference', '@odata.id')])
}

function removal (
  target: RefTarget,
  { name, collection, nullable }: NavigationProperty,
  id: string | undefined,
  change: (mode: 'add' | 'replace', items: readonly RelatedItem[]) => RelateChange,
  refer: (url: unknown, kind: 'removed', path: string) => RelatedItem
): RelateChange {
  if (target.kind === 'entityRefs') {
    if (id === undefined) throw new ODataError('badRequest', '$id: required, to say which reference is removed.', { target: '$id' })
    return change('add', [refer(id, 'removed', '$id')])
  }
  if (id !== undefined) throw new ODataError('badRequest', '$id: not allowed here: the path names the reference.', { target: '$id' })
  if (collection) return change('add', [{ kind: 'removed', location: target.location, others: [], url: name, path: '' }])
  if (!nullable) throw new ODataError('badRequest', `'${name}' cannot be null: the model requires a related entity.`)
  return change('replace', [])
}

function valuesOf (body: unknown): readonly unknown[] {
  if (isObject(body) && Array.isArray(body['value'])) return body['value'] as readonly unknown[]
  throw new ODataError('badRequest', "The body must be an object with the member 'value', an array of references.", { target: 'value' })
}
