/**
 * Values end (OData CSDL 4.01, section 7.1): a complex type whose every value holds, in properties that cannot be null, another value of
 * itself can have no value at all.
 */
import type { ComplexType, EntityType, Property, StructuredType } from '../../edm/types.js'
import type { Binding, Declared } from './binding.js'
import { isStructuredNode } from './inheritance.js'

/** @throws CsdlError for the first type of which no value could end */
export function checkFinite (binding: Binding): void {
  const needs = new Map<StructuredType, readonly ComplexType[]>()
  for (const type of binding.made.values()) {
    if (type.kind === 'complex' || type.kind === 'entity') needs.set(type, neededTypes(type))
  }
  const ending = endingTypes(needs)
  for (const declared of binding.declared.filter(isStructuredNode)) {
    if (declared.document.external === true) continue
    const type = binding.made.get(declared) as ComplexType | EntityType
    if (!type.abstract && !ending.has(type)) throw endless(declared, wayBack(type, needs, ending))
  }
}

/** The types of the values that a value of the type cannot be without. */
const neededTypes = ({ properties }: StructuredType): readonly ComplexType[] =>
  properties.flatMap(property => neededType(property) ?? [])

const neededType = ({ type: { type, nullable } }: Property): ComplexType | undefined =>
  type.kind === 'complex' && !nullable && type.namespace !== 'Edm' ? type : undefined

/** The concrete types that can have a value: all they need can be of a type that has. What no document derives from is taken to end. */
function endingTypes (needs: ReadonlyMap<StructuredType, readonly ComplexType[]>): ReadonlySet<StructuredType> {
  const ending = new Set<StructuredType>()
  const waiting = new Map<StructuredType, StructuredType[]>()
  const missing = new Map<StructuredType, number>()
  const queue: StructuredType[] = []
  const settle = (type: StructuredType): void => {
    if (ending.has(type)) return
    ending.add(type)
    queue.push(type)
  }
  for (const [type, needed] of needs) {
    const different = [...new Set(needed)]
    missing.set(type, different.length)
    for (const other of different) waiting.set(other, [...waiting.get(other) ?? [], type])
    if (!type.abstract && different.length === 0) settle(type)
  }
  for (const type of needs.keys()) if (type.concreteTypes.length === 0) settle(type)
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    // A value of the type is one of each of its bases too, which so have a value.
    for (let base: StructuredType | undefined = type; base !== undefined; base = base.baseType) {
      for (const user of waiting.get(base) ?? []) {
        const left = (missing.get(user) ?? 0) - 1
        missing.set(user, left)
        if (left === 0 && !user.abstract) settle(user)
      }
      waiting.delete(base)
    }
  }
  return ending
}

/** From a type that does not end back to one that was passed, by what each needs. */
function wayBack (
  start: StructuredType, needs: ReadonlyMap<StructuredType, readonly ComplexType[]>, ending: ReadonlySet<StructuredType>
): readonly string[] {
  const way: string[] = []
  const seen = new Set<StructuredType>()
  for (let type: StructuredType | undefined = start; type !== undefined; type = nextEndless(type, needs, ending)) {
    way.push(type.fullName)
    if (seen.has(type) || way.length > MAX_WAY) break
    seen.add(type)
  }
  return way
}

const MAX_WAY = 6

function nextEndless (
  type: StructuredType, needs: ReadonlyMap<StructuredType, readonly ComplexType[]>, ending: ReadonlySet<StructuredType>
): StructuredType | undefined {
  return needs.get(type)?.find(needed => !needed.concreteTypes.some(concrete => ending.has(concrete)))?.concreteTypes[0]
}

const endless = ({ document, node, fullName }: Declared, way: readonly string[]): Error =>
  document.fault(
    `A value of ${fullName} could never end: ${way.join(' → ')}, by properties that cannot be null. Make one of them nullable.`,
    node.at, fullName
  )
