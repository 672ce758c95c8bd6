/** What a path of the service leads to, by its model. */
import { digitsOf, isExact } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'
import type { Member, Model, StructuredType } from './model.js'

export interface Location {
  /** Encoded, without a slash before it. */
  readonly path: string
  readonly kind: 'collection' | 'single'
  readonly type: StructuredType
  /** The member or root that it is the value of. */
  readonly name: string
}

/** Undefined when the model knows no such path. */
export function locate (model: Model, path: string): Location | undefined {
  let found: Location | undefined
  for (const segment of segmentsOf(path)) {
    found = found === undefined ? fromRoot(model, segment) : step(model, found, segment)
    if (found === undefined) return undefined
  }
  return found
}

/** The slashes within quotes are no ends of segments. */
const segmentsOf = (path: string): readonly string[] => path.match(/(?:'(?:[^']|'')*'|%27.*?%27|[^/])+/g) ?? []

interface Segment {
  readonly name: string
  /** With its parentheses; empty when there is none. */
  readonly key: string
}

function split (segment: string): Segment {
  const at = segment.indexOf('(')
  return at === -1 ? { name: segment, key: '' } : { name: segment.slice(0, at), key: segment.slice(at) }
}

function fromRoot (model: Model, segment: string): Location | undefined {
  const { name, key } = split(segment)
  const root = model.roots.find(candidate => candidate.name === name)
  const type = root === undefined ? undefined : model.typeOf(root.type)
  if (root === undefined || type === undefined) return undefined
  return { path: segment, kind: root.collection && key === '' ? 'collection' : 'single', type, name }
}

function step (model: Model, from: Location, segment: string): Location | undefined {
  const { name, key } = split(segment)
  const path = `${from.path}/${segment}`
  const cast = name.includes('.') ? model.typeOf(name) : undefined
  if (cast !== undefined) return { ...from, path, type: cast, kind: key === '' ? from.kind : 'single' }
  const member = memberNamed(model, from.type, name)
  const type = member === undefined ? undefined : model.typeOf(member.type)
  if (member === undefined || type === undefined) return undefined
  return { path, kind: member.collection && key === '' ? 'collection' : 'single', type, name }
}

/** Those of derived types too: which one an entity has, its path does not say. */
function memberNamed (model: Model, type: StructuredType, name: string): Member | undefined {
  return membersOf(model, type).find(member => member.name === name)
}

/** Its own, then those of the types derived from it. */
export function membersOf (model: Model, type: StructuredType): readonly Member[] {
  const derived = type.concrete.flatMap(name => model.typeOf(name)?.members ?? [])
  return [...new Map([...type.members, ...derived].reverse().map(member => [member.name, member])).values()].reverse()
}

/** The parts of a path with the addresses of each, to be shown one after the other. */
export function crumbsOf (path: string): ReadonlyArray<{ readonly text: string, readonly path: string }> {
  const segments = segmentsOf(path)
  return segments.map((segment, index) => ({ text: safeDecode(segment), path: segments.slice(0, index + 1).join('/') }))
}

/** The collection of an entity, what a property belongs to. */
export function parentOf (path: string): string {
  const last = segmentsOf(path).at(-1) ?? ''
  return last.endsWith(')') ? path.slice(0, path.length - last.length + last.indexOf('(')) : path.slice(0, -last.length - 1)
}

function safeDecode (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `('x')` or `(a=1,b='x')` of an entity; undefined when it has not all of its key. */
export function keyOf (model: Model, { key, members }: StructuredType, entity: { readonly [name: string]: Json }): string | undefined {
  if (key.length === 0) return undefined
  const literals = key.map(name => {
    const member = members.find(candidate => candidate.name === name)
    return member === undefined ? undefined : literalOf(model, member.type, entity[name])
  })
  if (literals.includes(undefined)) return undefined
  return key.length === 1 ? `(${literals[0]!})` : `(${key.map((name, index) => `${name}=${literals[index]!}`).join(',')})`
}

function literalOf (model: Model, type: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  const text = isExact(value) ? digitsOf(value) : String(value as string | number | boolean)
  const under = model.underlying(type)
  if (model.wordsOf(type) !== undefined || under === 'Edm.String') return encodeURIComponent(`'${text.replaceAll("'", "''")}'`).replaceAll("'", '%27')
  if (under === 'Edm.Duration' || under === 'Edm.Binary') return `${under === 'Edm.Duration' ? 'duration' : 'binary'}'${encodeURIComponent(text)}'`
  return encodeURIComponent(text)
}
