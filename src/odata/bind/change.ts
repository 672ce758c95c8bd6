/** What a write is to do, from its method and its body (OData-Protocol 4.01, section 11.4). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { mediaStream } from '../../edm/media.js'
import type { Action, EdmModel, EntityType, NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { methodNotAllowed } from '../../errors.js'
import type { EntityLocation } from '../canonical-path.js'
import type { BodyReading } from '../json/body-reading.js'
import { dropsKey, keyDropped } from '../json/inner-key.js'
import { keyAt, withKeyOf, withKeyOfRelated, withKeysInside } from '../json/implied-keys.js'
import { withKeyOfPath } from '../json/key-of-path.js'
import { readStructured } from '../json/read-body.js'
import { ofValue } from '../json/inner-relations.js'
import type { References } from '../json/related-change.js'
import type { MediaContent, PropertyValue, RelatedChange, StructuredValue } from '../json/structured-value.js'
import type { ODataRequest } from '../odata-request.js'
import { forbiddenAt, permittedMethods } from '../restrictions/permitted-methods.js'
import { isUpsertable } from '../restrictions/restricted-change.js'
import { outermost, pathInside, propertiesTo } from './complex-way.js'
import type { Inside } from './complex-way.js'
import { readDynamicChange } from './dynamic-change.js'
import { homeOfTarget } from './entity-options.js'
import { resolveEntity } from './entity-reference.js'
import { checkKey, checkKeysInside } from './issued-key.js'
import { newMediaEntity, readMediaContent, readMediaEntity, sendsStream } from './media-body.js'
import { readReferences } from './reference-change.js'
import type { RefTarget } from './reference-change.js'
import type { EntitiesTarget, RowsTarget, Target } from './target.js'
import { readRawValue } from './raw-value.js'
import { isUnsupported, unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import { readJson, readParameters, readRowValues, readWrapped } from './write-body.js'

/** Values of an entity that is there (sections 11.4.3, 11.4.9 and 11.4.10). */
export interface UpdateChange {
  readonly kind: 'update'
  readonly values: StructuredValue
  /**
   * `merge`: members that are not sent stay; `replace`: they take their defaults; `append`: rows are added;
   * `replaceEntity`: all properties but the key take what was sent, or their defaults.
   */
  readonly mode: 'merge' | 'replace' | 'append' | 'replaceEntity'
  /** Whether the entity is created when it is not there (section 11.4.4). */
  readonly upsert?: boolean
}

export type Change =
  | UpdateChange
  | { readonly kind: 'create', readonly value: StructuredValue }
  | { readonly kind: 'delete' }
  /** Other entities are related to one, or no longer (section 11.4.6). */
  | { readonly kind: 'relate', readonly source: EntityLocation, readonly navigation: NavigationProperty, readonly change: RelatedChange }
  /** The parameters of an action but the binding one, by name. */
  | { readonly kind: 'invoke', readonly action: Action, readonly parameters: Readonly<Record<string, PropertyValue>> }
  /** `creates`: what a media entity is created with that is not there. */
  | { readonly kind: 'writeStream', readonly content: MediaContent, readonly creates?: StructuredValue }
  | { readonly kind: 'deleteStream' }
  | Unsupported

/** What is long in a body has been read when `reading` is at its end. */
export function readChange (model: EdmModel, target: Target, request: ODataRequest, reading: BodyReading, id?: string): Change {
  const deletes = request.method === 'DELETE'
  const references = referencesOf(model, target, request)
  switch (target.kind) {
    case 'entity':
      return deletes
        ? { kind: 'delete' }
        : {
            kind: 'update',
            values: readUpdate(model, target.location.type, request, reading, references, target.location),
            mode: request.method === 'PUT' ? 'replaceEntity' : 'merge',
            upsert: isContainedThere(target.location) && upsertsBy(model, target, request)
          }
    case 'each':
      return deletes
        ? { kind: 'delete' }
        : { kind: 'update', values: readUpdate(model, target.type, request, reading, references), mode: 'merge' }
    case 'entities':
      if (!target.property.containsTarget && target.home?.kind !== 'entitySet') {
        return unsupported(`Creating an entity for '${target.property.name}', whose entity set the model does not tell,`)
      }
      return {
        kind: 'create',
        value: sendsStream(model, target.type, request.contentType) && !isOfEffect(request)
          ? readMediaEntity(model, target.type, request)
          : readNew(model, target.type, newBody(model, target, request, references), reading, references)
      }
    case 'entityRef':
    case 'entityRefs':
      return readReferences({ model, target: target as RefTarget, references, id, body: () => readJson(model, request), request })
    case 'rows':
      return ofProperty(
        target.location,
        target.property,
        deletes ? [] : readRowsOf(model, target, request, reading),
        request.method === 'POST' ? 'append' : 'replace'
      )
    case 'complex': {
      const merges = request.method === 'PATCH'
      const within = { ...references, within: propertiesTo(target), replaces: !merges }
      const body = deletes ? undefined : readJson(model, request)
      const value = deletes ? null : readStructured(model, target.type, merges ? body : withKeyOfPath(target.location, body, pathInside(target)), merges ? 'update' : 'create', reading, within)
      if (merges) return ofInside(target, value, 'merge', references)
      return ofInside(target, value === null || target.way.length === 0 ? value : { ...value, replaces: true }, 'replace', references)
    }
    case 'values':
      return ofInside(target, deletes
        ? []
        : readWrapped(model, target.property.type, readJson(model, request), reading, { ...references, within: propertiesTo(target) }), 'replace')
    case 'primitive':
      return ofInside(target, deletes ? null : readPrimitiveBody(model, target, request, reading), 'merge')
    case 'dynamic': {
      const values = readDynamicChange(model, target, request, reading)
      return isUnsupported(values) ? values : { kind: 'update', values, mode: 'merge' }
    }
    case 'stream':
      return deletes ? target.property === mediaStream ? { kind: 'delete' } : { kind: 'deleteStream' } : readStreamChange(model, target, request)
    case 'entityAction':
    case 'collectionAction':
      return { kind: 'invoke', action: target.action, parameters: readParameters(model, target.action, request, reading) }
    default:
      throw methodNotAllowed(permittedMethods(model, target).join(', '))
  }
}

/** A media entity that its path can create is created with its stream, as others are (sections 11.4.4 and 11.4.7). */
function readStreamChange (model: EdmModel, target: Extract<Target, { kind: 'stream' }>, request: ODataRequest): Change {
  const { location, property } = target
  const { type } = location
  const content = readMediaContent(model, type, property, request)
  const last = location.steps.at(-1)
  const creates = property === mediaStream && isContainedThere(location) && !type.abstract && request.conditions.ifMatch === undefined &&
    (last?.property.collection === false || dialectOf(model).upserts) && isUpsertable(model, target)
  return { kind: 'writeStream', content, ...creates ? { creates: newMediaEntity(type, content, request.now) } : {} }
}

const readPrimitiveBody = (
  model: EdmModel,
  { property, raw }: Extract<Target, { kind: 'primitive' }>,
  request: ODataRequest,
  reading: BodyReading
): PropertyValue => raw ? readRawValue(model, property, request) : readWrapped(model, property.type, readJson(model, request), reading)

/** With the parts of its key that need not be sent. */
function newBody (model: EdmModel, target: EntitiesTarget, request: ODataRequest, { resolve }: References): unknown {
  const { parent, property, type } = target
  const body = withKeyOfRelated(type, readJson(model, request), resolve)
  return withKeyOf(property, parent.type, body, keyAt(parent))
}

function readNew (model: EdmModel, type: EntityType, body: unknown, reading: BodyReading, references: References): StructuredValue {
  const value = readStructured(model, type, body, 'create', reading, references)
  checkKey(type, value)
  return value
}

/** A PUT replaces what is there, and its body is read as that of a new entity. */
function readUpdate (
  model: EdmModel,
  type: StructuredType,
  request: ODataRequest,
  reading: BodyReading,
  references: References,
  location?: EntityLocation
): StructuredValue {
  const replaces = request.method === 'PUT'
  const body = readJson(model, request)
  const own = replaces && location !== undefined ? withKeyOfPath(location, body) : body
  const whole = location === undefined ? own : withKeysInside(location.type, own, keyAt(location))
  const value = readStructured(model, type, whole, replaces ? 'create' : 'update', reading, replaces ? { ...references, replaces } : references)
  checkKeysInside(value)
  return value
}

/** How the body names entities. What the model forbids, it forbids clients, and not effects. */
const referencesOf = (model: EdmModel, target: Target, { serviceRoot, now, ofEffect }: ODataRequest): References =>
  ({
    resolve: url => resolveEntity(model, serviceRoot, url),
    home: homeOfTarget(model, target),
    now,
    ...ofEffect === true ? {} : { forbiddenAt: home => forbiddenAt(model, home) }
  })

/** Not where the client names a version that must be there. */
const upsertsBy = (model: EdmModel, target: Target, { conditions }: ODataRequest): boolean =>
  dialectOf(model).upserts && conditions.ifMatch === undefined && isUpsertable(model, target)

/** What another entity is only related to, or what a condition must hold of, is not created by the path that leads there. */
const isContainedThere = ({ steps }: EntityLocation): boolean =>
  steps.at(-1)?.property.containsTarget !== false && steps.every(({ where }) => where === undefined)

function ofProperty ({ type }: EntityLocation, property: Property, value: PropertyValue, mode: UpdateChange['mode']): UpdateChange {
  return { kind: 'update', values: ofValue(type, { way: [], property }, value), mode }
}

/** What is around a value that is inside of others is only changed. */
function ofInside (inside: Inside & Pick<Extract<Target, Inside>, 'location'>, value: PropertyValue, mode: UpdateChange['mode'], references?: References): Change {
  const { location, way, property } = inside
  if (way.some(({ type }) => type.abstract)) return unsupported(`Writing '${property.name}' without a cast to a concrete type`)
  const values = ofValue(location.type, inside, value, references)
  const { name } = outermost(inside)
  if (dropsKey(location.type, name, values.properties[name] ?? null)) throw keyDropped(pathInside(inside))
  return { kind: 'update', values, mode: way.length === 0 ? mode : 'merge' }
}

function readRowsOf (model: EdmModel, target: RowsTarget, request: ODataRequest, reading: BodyReading): PropertyValue {
  return request.method === 'POST'
    ? readRowValues(model, target, readJson(model, request), reading)
    : readWrapped(model, target.property.type, readJson(model, request), reading)
}

/** An effect of an operation creates media entities by what is known of them, with their bytes in base64, as a state document does. */
const isOfEffect = ({ ofEffect = false }: ODataRequest): boolean => ofEffect
