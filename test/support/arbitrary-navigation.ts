/**
 * Requests over any model, by walking it: paths through navigation and properties, with keys that are there and others, options that nest
 * them, references, and bodies with entities inside of entities. The same request for the same number.
 */
import { innerNavigation } from '../../src/edm/inner-navigation.js'
import { findProperty } from '../../src/edm/lookup.js'
import type { EdmModel, EntityType, NavigationProperty, Property, StructuredType } from '../../src/edm/types.js'
import { chance, pick } from '../../src/samples/chance.js'
import { sampleMembers } from '../../src/samples/sample-value.js'
import type { AnyRequest } from './arbitrary-request.js'
import { expandableOf, itemPaths, navigationOf, valuesWith } from './inner-members.js'

export interface Choice {
  readonly model: EdmModel
  /** Between 0 and 1, another one each time. */
  readonly random: () => number
  /** Keys that entities have, by the name of their type, as URLs write them. */
  readonly keys: ReadonlyMap<string, readonly string[]>
  readonly subject: { readonly seed: number, readonly place: number, readonly until: number }
}

export const oneOf = <Item>({ random }: Choice, items: readonly Item[]): Item => pick(items, random())
export const often = ({ random }: Choice, share: number): boolean => random() < share

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const

/** A model, the keys that its entities have, and the path of its service root. */
export type Asked = Pick<Choice, 'model' | 'keys'> & { readonly root: string }

export function choiceOf ({ model, keys }: Pick<Choice, 'model' | 'keys'>, seed: number, place: number): Choice {
  let salt = 0
  return { model, keys, random: () => chance(seed, place, ++salt), subject: { seed, place, until: 1_800_000_000_000 } }
}

export function navigationRequest (choice: Choice, root: string): AnyRequest {
  const { path, type, ends } = anyPath(choice)
  const fitting = ends === 'collection' ? ['GET', 'POST'] as const : ['GET', 'PATCH', 'PATCH', 'PUT', 'DELETE'] as const
  const method = ends === 'value' ? 'GET' : oneOf(choice, often(choice, 0.1) ? METHODS : fitting)
  const headers = { 'odata-maxversion': oneOf(choice, ['4.0', '4.01']), ...often(choice, 0.7) && method !== 'GET' ? { 'if-match': '*' } : {} }
  if (method === 'GET') {
    const options = type === undefined ? '' : optionsOf(choice, type, ends === 'entity' ? 'entity' : 'collection', 2).join('&')
    return { method, url: `${root}${path}${options === '' ? '' : `?${options}`}`, headers, payload: undefined }
  }
  const ref = often(choice, 0.15) && type !== undefined
  const named = ref && method === 'DELETE' && ends === 'collection' ? `?$id=${referenceTo(choice, type)}` : ''
  const url = `${root}${path}${ref ? '/$ref' : ''}${named}`
  if (method === 'DELETE' || type === undefined) return { method, url, headers, payload: undefined }
  const body = ref ? { '@odata.id': referenceTo(choice, type) } : often(choice, 0.4) ? wholeOf(choice, type) : bodyOf(choice, type, 2)
  return { method, url, headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(body) }
}

export interface Walked {
  readonly path: string
  readonly type: EntityType | undefined
  readonly ends: 'entity' | 'collection' | 'value'
}

export function anyPath (choice: Choice): Walked {
  const { container } = choice.model
  const resource = oneOf(choice, [...container.entitySets, ...container.singletons])
  let walked: Walked = { path: resource.name, type: resource.type, ends: resource.kind === 'entitySet' ? 'collection' : 'entity' }
  for (let steps = Math.floor(choice.random() * 5); steps > 0; steps--) walked = walkOn(choice, walked)
  return walked
}

function walkOn (choice: Choice, walked: Walked): Walked {
  const { path, type, ends } = walked
  if (type === undefined || ends === 'value') return walked
  if (ends === 'collection') {
    if (often(choice, 0.05)) return { path: `${path}/$count`, type: undefined, ends: 'value' }
    if (often(choice, 0.15)) return { path: `${path}/${keyOf(choice, type).replaceAll("'", '')}`, type, ends: 'entity' }
    const among = often(choice, 0.1) ? `/$filter(${encodeURIComponent(condition(choice, type, '', 1))})` : ''
    return { path: `${path}${among}(${keyOf(choice, type)})`, type, ends: 'entity' }
  }
  if (often(choice, 0.15) && type.concreteTypes.length > 1) {
    const derived = oneOf(choice, type.concreteTypes)
    return { path: `${path}/${derived.fullName}`, type: derived, ends }
  }
  const members = [...navigationOf(type), ...navigationOf(type), ...type.properties]
  if (members.length === 0) return walked
  const member = oneOf(choice, members)
  if (member.kind === 'property') return { path: `${path}/${memberPath(choice, member, 3)}${often(choice, 0.2) ? '/$value' : ''}`, type: undefined, ends: 'value' }
  return { path: `${path}/${member.name}`, type: member.target, ends: member.collection ? 'collection' : 'entity' }
}

const keyOf = (choice: Choice, type: EntityType): string =>
  often(choice, 0.1) ? "'nobody'" : oneOf(choice, choice.keys.get(type.name) ?? choice.keys.get(type.baseType?.name ?? '') ?? ['1'])

/** An entity of a set of the type, or another one. */
export function referenceTo (choice: Choice, type: EntityType): string {
  const sets = choice.model.container.entitySets
  const set = often(choice, 0.1) ? oneOf(choice, sets) : sets.find(own => own.type === type) ?? oneOf(choice, sets)
  return `${set.name}(${keyOf(choice, set.type)})`
}

export function optionsOf (choice: Choice, type: EntityType, of: Walked['ends'], depth: number): readonly string[] {
  const options: string[] = []
  const [navigation] = expandableOf(type).length === 0 ? [] : [oneOf(choice, expandableOf(type))]
  if (navigation !== undefined && depth > 0 && often(choice, 0.5)) options.push(`$expand=${expandItem(choice, navigation, depth - 1)}`)
  if (often(choice, 0.3)) options.push(`$select=${oneOf(choice, [...type.properties, ...type.navigationProperties]).name}`)
  if (of !== 'collection') return options
  if (often(choice, 0.5)) options.push(`$filter=${encodeURIComponent(condition(choice, type, '', 3))}`)
  if (often(choice, 0.4)) options.push(`$orderby=${encodeURIComponent(`${valuePath(choice, type, '')} ${oneOf(choice, ['asc', 'desc'])}`)}`)
  if (often(choice, 0.3)) options.push(`$top=${Math.floor(choice.random() * 4)}`)
  if (often(choice, 0.2)) options.push(`$skip=${Math.floor(choice.random() * 4)}`)
  if (often(choice, 0.2)) options.push('$count=true')
  if (often(choice, 0.1)) options.push(`$search=${oneOf(choice, ['a', 'NOT a', '"a b" OR c', '"displayName:a"'])}`)
  if (depth === 2 && often(choice, 0.15)) options.splice(0, 9, `$apply=${encodeURIComponent(transformations(choice, type))}`)
  return options
}

/** Of items as they are, and of groups of them. */
function transformations (choice: Choice, type: EntityType): string {
  const path = (): string => valuePath(choice, type, '')
  const several = type.navigationProperties.filter(({ collection }) => collection)
  const through = (): string => several.length === 0 ? '$count' : `${oneOf(choice, several).name}/$count`
  return oneOf(choice, [
    () => `groupby((${path()}),aggregate($count as N))`, () => `groupby((${path()},${path()}))/top(3)`, () => `aggregate(${path()} with max as M,${through()} as N)`,
    () => `filter(${condition(choice, type, '', 2)})/groupby((rollup($all,${path()},${path()})),aggregate($count as N))`,
    () => `topcount(2,${path()})`, () => `compute(${path()} as X)/orderby(X desc)/skip(1)`, () => `concat(aggregate($count as N),groupby((${path()})))`,
    () => `concat(top(3),aggregate(${path()} with max as M,$count as N))`, () => `concat(groupby((${path()})),filter(${condition(choice, type, '', 1)}))`,
    () => several.length === 0 ? 'identity' : `join(${oneOf(choice, several).name} as J)/top(4)`,
    () => several.length === 0 ? 'identity' : `addnested(${oneOf(choice, several).name},top(1) as J)`
  ])()
}

function expandItem (choice: Choice, navigation: NavigationProperty, depth: number): string {
  const { name, target, collection } = navigation
  if (often(choice, 0.1)) return `${name}/$ref`
  if (collection && often(choice, 0.1)) return `${name}/$count`
  const nested = optionsOf(choice, target, collection ? 'collection' : 'entity', depth)
  return nested.length === 0 ? name : `${name}(${nested.join(';')})`
}

/** Of primitive values, through single entities and complex values; now and then of what has none. */
function valuePath (choice: Choice, type: EntityType, variable: string): string {
  const singles = navigationOf(type).filter(({ collection }) => !collection)
  const prefix = variable === '' ? '' : `${variable}/`
  if (singles.length > 0 && often(choice, 0.4)) {
    const single = oneOf(choice, singles)
    return `${prefix}${single.name}/${valuePath(choice, single.target, '')}`
  }
  const [property] = type.properties.length === 0 ? [] : [oneOf(choice, type.properties)]
  return property === undefined ? `${prefix}id` : `${prefix}${memberPath(choice, property, 2)}`
}

function memberPath (choice: Choice, property: Property, depth: number): string {
  const { type } = property.type
  return type.kind === 'complex' && type.properties.length > 0 && depth > 0 ? `${property.name}/${memberPath(choice, oneOf(choice, type.properties), depth - 1)}` : property.name
}

let variables = 0

function condition (choice: Choice, type: EntityType, variable: string, depth: number): string {
  const several = navigationOf(type).filter(({ collection }) => collection)
  const prefix = variable === '' ? '' : `${variable}/`
  const ofItems = depth > 0 ? itemPaths(type) : []
  if (ofItems.length > 0 && often(choice, 0.3)) {
    const { collection, rest, navigation } = oneOf(choice, ofItems)
    const [own, inner] = [`v${variables++ % 100}`, `v${variables++ % 100}`]
    const within = navigation.collection
      ? `${own}/${rest}/any(${inner}:${condition(choice, navigation.target, inner, 0)})`
      : condition(choice, navigation.target, `${own}/${rest}`, 0)
    return `${prefix}${collection}/${oneOf(choice, ['any', 'all'])}(${own}:${within})`
  }
  if (depth > 0 && several.length > 0 && often(choice, 0.4)) {
    const { name, target } = oneOf(choice, several)
    if (often(choice, 0.3)) return `${prefix}${name}/$count gt ${Math.floor(choice.random() * 3)}`
    if (often(choice, 0.3)) return `${prefix}${name}/aggregate(${valuePath(choice, target, '')} with ${oneOf(choice, ['min', 'max', 'countdistinct', 'sum'])}) ${oneOf(choice, ['ne null', 'gt 1'])}`
    const own = `v${variables++ % 100}`
    return `${prefix}${name}/${oneOf(choice, ['any', 'all'])}(${own}:${condition(choice, target, own, depth - 1)})`
  }
  if (depth > 0 && often(choice, 0.2)) {
    const [left, right] = [condition(choice, type, variable, depth - 1), condition(choice, type, variable, depth - 1)]
    return `(${left} ${oneOf(choice, ['and', 'or'])} not (${right}))`
  }
  if (depth > 0 && often(choice, 0.05)) {
    const { name, type: other } = oneOf(choice, choice.model.container.entitySets)
    return oneOf(choice, [`$root/${name}/$count gt 1`, `$root/${name}(${keyOf(choice, other)}) ne null`, `$root/${name}/any(w:${condition(choice, other, 'w', 0)})`])
  }
  const path = valuePath(choice, type, variable)
  const value = oneOf(choice, ["'a'", '1', 'null', '2014-01-01T00:00:00Z', "duration'PT1H'", 'true', '1.5', path])
  return often(choice, 0.2) ? `contains(${path},'a')` : `${path} ${oneOf(choice, ['eq', 'ne', 'gt', 'le'])} ${value}`
}

/** What a client would send that means well: every member, and nothing else. */
const wholeOf = (choice: Choice, type: EntityType): Record<string, unknown> => ({
  ...sampleMembers(type, choice.subject, { nulls: 0, rulesOf: () => undefined }), ...keyMembers(choice, type)
})

/** Samples, with related entities inside: named, changed, new, removed. */
export function bodyOf (choice: Choice, type: EntityType, depth: number): Record<string, unknown> {
  const concrete = type.concreteTypes.length > 0 && often(choice, 0.3) ? oneOf(choice, type.concreteTypes) : type
  const share = oneOf(choice, [0.3, 1, 1])
  const all = sampleMembers(concrete, choice.subject, { nulls: 0.2, rulesOf: () => undefined })
  const body: Record<string, unknown> = {
    ...concrete === type ? {} : { '@odata.type': `#${concrete.fullName}` },
    ...Object.fromEntries(Object.entries(all).filter(() => often(choice, share)))
  }
  if (often(choice, 0.5)) Object.assign(body, keyMembers(choice, concrete))
  for (const navigation of depth > 0 ? concrete.navigationProperties : []) {
    if (often(choice, 0.3)) Object.assign(body, relation(choice, navigation, depth - 1))
  }
  for (const inner of depth > 0 ? concrete.properties.flatMap(innerNavigation) : []) {
    for (const value of valuesWith(body, inner)) if (often(choice, 0.3)) Object.assign(value, relation(choice, inner.own, depth - 1))
  }
  return body
}

export function keyMembers (choice: Choice, type: StructuredType & EntityType): Record<string, unknown> {
  const [part] = type.key
  if (part === undefined || findProperty(type, part.path, 'exact') === undefined) return {}
  const text = keyOf(choice, type)
  return { [part.path]: text.startsWith("'") ? text.slice(1, -1) : Number(text) }
}

function relation (choice: Choice, { name, target, collection }: NavigationProperty, depth: number): Record<string, unknown> {
  const item = (): unknown => {
    const id = { '@id': referenceTo(choice, target) }
    return oneOf(choice, [
      () => id,
      () => ({ ...bodyOf(choice, target, depth), ...id }),
      () => bodyOf(choice, target, depth),
      () => bodyOf(choice, target, depth),
      () => ({ '@removed': { reason: oneOf(choice, ['changed', 'deleted']) }, ...often(choice, 0.5) ? id : keyMembers(choice, target) }), () => null
    ])()
  }
  const items = (): unknown[] => Array.from({ length: Math.floor(choice.random() * 3) }, item)
  if (!collection) return often(choice, 0.3) ? { [`${name}@odata.bind`]: referenceTo(choice, target) } : { [name]: item() }
  const [bind, delta] = [`${name}@odata.bind`, `${name}@delta`]
  return oneOf(choice, [() => ({ [name]: items() }), () => ({ [delta]: items() }), () => ({ [bind]: [referenceTo(choice, target)] })])()
}
