/** Entity and complex types: first one object each, so that members can refer to them, then their members and keys. */
import { findByName } from '../../edm/name-index.js'
import { isAssignable, isStructured, itemType } from '../../edm/lookup.js'
import type { ComplexType, EntityType, NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { Binding, Mutable } from './binding.js'
import { bindKey } from './bind-key.js'
import { bindMember } from './bind-member.js'
import { schemaChild } from './bind-value-types.js'
import { inBaseOrder, isStructuredNode } from './inheritance.js'
import type { DeclaredType } from './inheritance.js'

type GrowingType = Mutable<EntityType> | Mutable<ComplexType>

interface ConcreteTypes {
  readonly entities: EntityType[]
  readonly complexes: ComplexType[]
}

/** @throws CsdlError */
export function bindStructuredTypes (binding: Binding, concrete: ConcreteTypes): void {
  const bases = inBaseOrder(binding)
  for (const [declared, base] of bases) createType(binding, declared, base)
  for (const declared of bases.keys()) bindMembers(binding, declared)
  for (const declared of binding.declared.filter(isStructuredNode)) {
    const type = typeOf(binding, declared)
    if (!type.abstract) joinConcreteTypes(type, declared.document.external === true ? undefined : concrete)
  }
  for (const declared of bases.keys()) {
    if (declared.node.kind === 'entity') bindKey(binding, declared, typeOf(binding, declared) as Mutable<EntityType>)
  }
}

const typeOf = (binding: Binding, declared: DeclaredType): GrowingType => binding.made.get(declared) as GrowingType

/** What is open or a stream stays so in what derives from it, though the document need not repeat it. */
function createType (binding: Binding, declared: DeclaredType, baseDeclared: DeclaredType | undefined): void {
  const { node } = declared
  const base = baseDeclared === undefined ? undefined : typeOf(binding, baseDeclared) as StructuredType
  const common = {
    ...schemaChild(declared),
    abstract: node.abstract,
    open: node.open || base?.open === true,
    ...!node.open && base?.open === true ? { openInherited: true as const } : {},
    properties: [],
    navigationProperties: [],
    declaredMembers: [],
    derivedTypes: [],
    concreteTypes: []
  }
  const streams = base?.kind === 'entity' && base.hasStream
  const type: StructuredType = node.kind === 'complex'
    ? { kind: 'complex', ...common, baseType: base as ComplexType | undefined }
    : {
        kind: 'entity',
        ...common,
        baseType: base as EntityType | undefined,
        key: NO_KEY,
        hasStream: node.hasStream || streams,
        ...!node.hasStream && streams ? { hasStreamInherited: true as const } : {}
      }
  if (base !== undefined) (base.derivedTypes as StructuredType[]).push(type)
  binding.made.set(declared, type)
  binding.types.set(declared.fullName, type)
}

const NO_KEY: EntityType['key'] = []

function bindMembers (binding: Binding, declared: DeclaredType): void {
  const type = typeOf(binding, declared)
  const { node: { members } } = declared
  type.declaredMembers = members.map(member => bindMember(binding, declared, member))
  const names = new Set<string>()
  for (const [index, member] of type.declaredMembers.entries()) {
    const { at } = members[index] as { at: number }
    if (names.has(member.name)) {
      throw declared.document.fault(`${declared.fullName} has the property ${quote(member.name)} twice.`, at, `${declared.fullName}/${member.name}`)
    }
    names.add(member.name)
    checkInherited(declared, type.baseType, member, at)
  }
  type.properties = inherit(type.baseType?.properties ?? NONE, type.declaredMembers, isProperty)
  type.navigationProperties = inherit(type.baseType?.navigationProperties ?? NONE, type.declaredMembers, isNavigation)
}

const NONE: readonly never[] = []

const isProperty = (member: Property | NavigationProperty): member is Property => member.kind === 'property'
const isNavigation = (member: Property | NavigationProperty): member is NavigationProperty => member.kind === 'navigation'

/** Inherited members first; one that is declared again, with a derived type, stands in the place of the inherited one. */
function inherit<Member extends Property | NavigationProperty> (
  inherited: readonly Member[],
  declared: ReadonlyArray<Property | NavigationProperty>,
  isOwn: (member: Property | NavigationProperty) => boolean
): readonly Member[] {
  const own = declared.filter(isOwn) as Member[]
  if (own.length === 0) return inherited
  const again = own.filter(({ name }) => findByName(inherited, name, 'exact') !== undefined)
  if (again.length === 0) return [...inherited, ...own]
  return [
    ...inherited.map(member => again.find(({ name }) => name === member.name) ?? member),
    ...own.filter(member => !again.includes(member))
  ]
}

/** A name of a base type may be used again in 4.01, for the same kind of property with a derived type (sections 7 and 8). */
function checkInherited (
  declared: DeclaredType, base: StructuredType | undefined, member: Property | NavigationProperty, at: number
): void {
  if (base === undefined) return
  const { name } = member
  const before = findByName(base.properties, name, 'exact') ?? findByName(base.navigationProperties, name, 'exact')
  if (before === undefined || (declared.document.version === '4.01' && narrows(member, before))) return
  throw declared.document.fault(
    `${declared.fullName} has the property ${quote(name)} already, from its base type ${base.fullName}.`, at, `${declared.fullName}/${name}`
  )
}

function narrows (member: Property | NavigationProperty, before: Property | NavigationProperty): boolean {
  if (member.kind === 'navigation') {
    return before.kind === 'navigation' && member.collection === before.collection && isAssignable(member.target, before.target)
  }
  if (before.kind === 'navigation') return false
  const [own, inherited] = [itemType(member.type).type, itemType(before.type).type]
  if ((member.type.type.kind === 'collection') !== (before.type.type.kind === 'collection')) return false
  return own === inherited || (isStructured(own) && isStructured(inherited) && isAssignable(own, inherited))
}

/** `concrete`: of the whole model. */
function joinConcreteTypes (type: StructuredType, concrete: ConcreteTypes | undefined): void {
  for (let base: StructuredType | undefined = type; base !== undefined; base = base.baseType) {
    (base.concreteTypes as StructuredType[]).push(type)
  }
  if (type.kind === 'entity') concrete?.entities.push(type)
  else concrete?.complexes.push(type)
}
