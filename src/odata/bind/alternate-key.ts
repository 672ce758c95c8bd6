/** Entities by their alternate keys (vocabulary Core, `AlternateKeys`; OData-URL 4.01, section 4.3.2). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { annotationsOf, findInherited } from '../../edm/annotation-lookup.js'
import { itemsOf, memberOf, recordOf, textOf } from '../../edm/annotation-value.js'
import type { Annotation, AnnotationExpression, EdmModel, EntityType, KeyProperty, NavigationProperty } from '../../edm/types.js'
import type { EntityKey } from '../canonical-path.js'
import { withDescendants } from '../containment.js'
import { keyName, keyValue } from '../key-predicate.js'
import { findRoot } from '../root-navigation.js'
import { propertyInside } from './complex-way.js'
import type { ParenthesesNode, PlainSegmentNode } from '../url/ast.js'

const TERM = 'Org.OData.Core.V1.AlternateKeys'

/** The values of an alternate key, and the properties that have them. */
export interface AlternateKey {
  readonly key: EntityKey
  readonly by: readonly KeyProperty[]
}

type NamedParentheses = Exclude<ParenthesesNode, { kind: 'key' }>

/** What parentheses mean that are not the key: the values of an alternate one, by their aliases. */
export function alternateKey (
  model: EdmModel,
  navigation: NavigationProperty,
  type: EntityType,
  node: PlainSegmentNode
): AlternateKey | undefined {
  const [parentheses, more] = node.parentheses
  if (parentheses === undefined || parentheses.kind === 'key' || more !== undefined) return undefined
  for (const by of alternateKeysOf(model, navigation, type)) {
    const key = valuesOf(by, parentheses)
    if (key !== undefined) return { key, by }
  }
  return undefined
}

function valuesOf (by: readonly KeyProperty[], { parameters }: NamedParentheses): EntityKey | undefined {
  if (by.length !== parameters.length) return undefined
  const values = by.map(property => {
    const written = parameters.find(({ name }) => name.toLowerCase() === keyName(property).toLowerCase())?.value
    return written === undefined ? undefined : keyValue(property, written)
  })
  return values.every(value => value !== undefined) ? values : undefined
}

/**
 * Properties whose values, taken together, no two entities of a collection have: its alternate keys, of derived types too, and what finds
 * its entities by the conventions of the dialect.
 */
export function uniqueTogether (model: EdmModel, navigation: NavigationProperty): ReadonlyArray<readonly KeyProperty[]> {
  const types = withDescendants(navigation.target)
  const found = types.flatMap(type => alternateKeysOf(model, navigation, type))
  const second = dialectOf(model).directory?.secondKeys.get(navigation.name.toLowerCase())
  const named = types.flatMap(({ properties }) => properties).find(({ name }) => name === second?.property)
  const all = [...found, ...named === undefined ? [] : [[{ path: named.name, alias: undefined, property: named }]]]
  return [...new Map(all.map(key => [key.map(({ path }) => path).join(' '), key])).values()]
}

/** Those of the entity set, of the navigation property, and of the type. */
function alternateKeysOf (model: EdmModel, navigation: NavigationProperty, type: EntityType): ReadonlyArray<readonly KeyProperty[]> {
  const resource = findRoot(model, navigation.name)
  const own = [...resource === undefined ? [] : annotationsOf(model, resource), ...annotationsOf(model, navigation)]
  const inherited = findInherited(model, type, undefined, TERM)
  const annotations: readonly Annotation[] = [...own.filter(({ term }) => term === TERM), ...inherited === undefined ? [] : [inherited]]
  return annotations.flatMap(({ value }) => itemsOf(value) ?? []).flatMap(record => {
    const parts = (itemsOf(memberOf(recordOf(record), 'Key')) ?? []).map(part => partOf(type, part))
    return parts.length > 0 && parts.every(part => part !== undefined) ? [parts] : []
  })
}

/** Undefined for a property that is not there, or not of the one value that its path leads through. */
function partOf (type: EntityType, part: AnnotationExpression): KeyProperty | undefined {
  const record = recordOf(part)
  const name = memberOf(record, 'Name')
  const path = name !== undefined && 'value' in name ? String(name.value) : ''
  const inside = propertyInside(type, path)
  if (inside === undefined) return undefined
  const { property, way } = inside
  const alias = textOf(memberOf(record, 'Alias')) ?? path
  return { path, alias, property, ...way.length === 0 ? {} : { way: way.map(step => step.property) } }
}
