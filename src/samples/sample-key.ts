/** Keys that no other entity of the same collection has: made of the entity's number in it. */
import { withMemberAt } from '../base/members.js'
import type { Members } from '../base/members.js'
import { followsFromRelation, underlyingType } from '../edm/lookup.js'
import type { EntityType, KeyProperty, PrimitiveTypeName, PrimitiveValue, TypeReference } from '../edm/types.js'
import { guid, saltOf } from './chance.js'
import { sampleText } from './sample-text.js'
import { wordsOf } from './subject.js'
import type { Subject } from './subject.js'

const DAY_MS = 86_400_000
/** Digits that a key of bounded length has at most. */
const MAX_DIGITS = 10

/** How many different keys an entity type has room for; `Infinity` for more than anybody asks for. */
export const keyCapacity = ({ key }: EntityType): number => key.reduce((product, part) => product * capacityOf(part.property.type), 1)

const capacities: Readonly<Partial<Record<PrimitiveTypeName, number>>> = {
  'Edm.Boolean': 2, 'Edm.Byte': 256, 'Edm.SByte': 128, 'Edm.Int16': 32767, 'Edm.Date': 2_900_000, 'Edm.TimeOfDay': 86_400
}

function capacityOf (reference: TypeReference): number {
  const type = underlyingType(reference.type)
  if (type.kind === 'enum') return type.members.length
  if (type.kind !== 'primitive') return 0
  if (type.name === 'Edm.Decimal') return 10 ** Math.min(12, digitsBefore(reference))
  const length = lengthOf(reference)
  return capacities[type.name] ?? (length === undefined ? Infinity : 36 ** Math.min(length, MAX_DIGITS))
}

const digitsBefore = ({ precision = 12, scale = 0 }: TypeReference): number => precision - (typeof scale === 'number' ? scale : 0)

const lengthOf = ({ type, maxLength = type.kind === 'typeDefinition' ? type.maxLength : undefined }: TypeReference): number | undefined =>
  typeof maxLength === 'number' ? maxLength : undefined

/**
 * The key properties of the entity number `index` of its collection. The last part counts, of those that no relation decides; where it has
 * no room for all of them, the parts before it count on.
 */
export function sampleKey (type: EntityType, index: number, subject: Subject): Record<string, PrimitiveValue> {
  let rest = index
  const last = [...type.key].reverse()
  const follows = ({ path }: KeyProperty): boolean => followsFromRelation(type, path)
  const counting = [...last.filter(part => !follows(part)), ...last.filter(follows)]
  const values = new Map(counting.map(part => {
    const capacity = capacityOf(part.property.type)
    const number = rest % capacity
    rest = Math.floor(rest / capacity)
    return [part, keyValue(type, part, number, subject)] as const
  }))
  return Object.fromEntries(type.key.map(part => [part.path, values.get(part) ?? '']))
}

/** Members with a key among them, each part of it where its path leads. */
export function withKey (members: Members, key: Readonly<Record<string, PrimitiveValue>>): Members {
  const [own, inside] = [Object.entries(key).filter(([path]) => !path.includes('/')), Object.entries(key).filter(([path]) => path.includes('/'))]
  return inside.reduce((all, [path, value]) => withMemberAt(all, path, value), { ...Object.fromEntries(own), ...members })
}

function keyValue (owner: EntityType, { path, property }: KeyProperty, number: number, subject: Subject): PrimitiveValue {
  const { type: reference } = property
  const type = underlyingType(reference.type)
  if (type.kind === 'enum') return type.members[number]?.name ?? ''
  if (type.kind !== 'primitive') return ''
  switch (type.name) {
    case 'Edm.Boolean': return number === 1
    case 'Edm.Guid': return guid(subject.seed, number, saltOf(`${owner.fullName}/${path}`))
    case 'Edm.Date': return new Date(number * DAY_MS).toISOString().slice(0, 10)
    case 'Edm.DateTimeOffset': return `${new Date(number * 1000).toISOString().slice(0, 19)}Z`
    case 'Edm.TimeOfDay': return new Date(number * 1000).toISOString().slice(11, 19)
    case 'Edm.Duration': return `PT${number}S`
    case 'Edm.String': return keyText(owner, property.name, { number, subject, length: lengthOf(reference) })
    case 'Edm.Byte': case 'Edm.SByte': return number
    default: return number + (reference.precision === undefined ? 1 : 0)
  }
}

interface TextKey {
  readonly number: number
  readonly subject: Subject
  readonly length: number | undefined
}

function keyText (owner: EntityType, name: string, { number, subject, length }: TextKey): string {
  const words = wordsOf(name)
  const text = /\b(?:user ?name|login|alias|mail|principal name)\b/.test(words)
    ? sampleText({ name, owner: owner.name, subject, salt: 0 }, Infinity)
    : `${wordsOf(owner.name).replaceAll(' ', '-')}-${number + 1}`
  return length === undefined || text.length <= length ? text : number.toString(36).padStart(Math.min(length, MAX_DIGITS), '0')
}
