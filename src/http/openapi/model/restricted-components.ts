/** Schemas of bodies without what the model does not let them have at their place, and with what it demands (Capabilities, Core). */
import { memberOf, pathsOf, recordOf, truthOf } from '../../../edm/annotation-value.js'
import { findNavigationProperty, findProperty } from '../../../edm/lookup.js'
import type { EdmModel, EntityType } from '../../../edm/types.js'
import { findCapability } from '../../../odata/restrictions/capability.js'
import { forbidsEffect } from '../../../odata/restrictions/permitted-methods.js'
import { placeBeyond } from '../../../odata/restrictions/restricted-place.js'
import type { RestrictedPlace } from '../../../odata/restrictions/restricted-place.js'
import { INSERT, UPDATE } from '../../../odata/restrictions/restricted-value.js'
import type { JsonSchema } from '../documentation.js'
import type { ComponentReferences } from '../resources/resource-place.js'

type Kind = typeof INSERT | typeof UPDATE

/** Of entities; what a complex value may have depends on no place. */
export function componentsAt (model: EdmModel, components: ComponentReferences, place: RestrictedPlace): ComponentReferences {
  const base = components.unrestricted ?? components
  return {
    ...base,
    unrestricted: base,
    created: type => type.kind === 'entity' ? restricted(base.created(type), model, place, type, INSERT) : base.created(type),
    replaced: type => restricted(base.replaced(type), model, place, type, UPDATE),
    changed: type => restricted(base.changed(type), model, place, type, UPDATE)
  }
}

function restricted (schema: JsonSchema, model: EdmModel, place: RestrictedPlace, type: EntityType, kind: Kind): JsonSchema {
  const forbidden = forbiddenMembers(model, place, type, kind).flatMap(path => spellings(type, path).map(has))
  const required = requiredMembers(model, place, kind).map(path => anyOf(spellings(type, path).map(has)))
  const conditions = [...forbidden.length === 0 ? [] : [{ not: anyOf(forbidden) }], ...required]
  return conditions.length === 0 ? schema : { allOf: [schema, ...conditions] }
}

/** Paths that a body cannot have. What the service computes is not read, wherever it is sent. */
export function forbiddenMembers (model: EdmModel, place: RestrictedPlace, type: EntityType, kind: Kind): readonly string[] {
  const record = recordOf(findCapability(model, place, kind.term))
  const named = [kind.fixed, kind.fixedNavigation].flatMap(member => pathsOf(memberOf(record, member)) ?? [])
  const isDeep = truthOf(memberOf(recordOf(findCapability(model, place, kind.deep)), 'Supported')) !== false
  const inside = type.navigationProperties.filter(navigation => navigation.containsTarget && (!isDeep ||
    (kind === INSERT && forbidsEffect(model, placeBeyond(place, navigation, navigation.target, undefined), 'Insert') !== undefined)))
  return [...new Set([...named.filter(path => findProperty(type, path)?.readOnly !== true), ...inside.map(({ name }) => name)])]
}

/** Paths that a body must have. */
export const requiredMembers = (model: EdmModel, place: RestrictedPlace, { term }: Pick<Kind, 'term'>): readonly string[] =>
  pathsOf(memberOf(recordOf(findCapability(model, place, term)), 'RequiredProperties')) ?? []

/** As what a body can have a member: relations as references too, collections as changes of them. */
function spellings (type: EntityType, path: string): readonly string[] {
  const navigation = findNavigationProperty(type, path)
  if (navigation === undefined) return [path]
  return [path, ...navigation.containsTarget ? [] : [`${path}@odata.bind`], ...navigation.collection ? [`${path}@odata.delta`, `${path}@delta`] : []]
}

/** That an object has a member, perhaps inside of a complex value. */
function has (path: string): JsonSchema {
  const [name = '', ...rest] = path.split('/')
  return rest.length === 0 ? { required: [name] } : { required: [name], properties: { [name]: { type: 'object', ...has(rest.join('/')) } } }
}

const anyOf = (schemas: readonly JsonSchema[]): JsonSchema => schemas.length === 1 ? schemas[0]! : { anyOf: schemas }
