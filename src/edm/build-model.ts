/** From declarations to the {@link EdmModel}: one object a type, inherited properties first. */
import { MAX_PRECISION } from './date-time-offset.js'
import { facetsOf } from './declare.js'
import type { DeclaredFacets, TypeDeclaration } from './declare.js'
import { primitive } from './primitives.js'
import type {
  Action,
  Computation,
  EdmModel,
  EntityContainer,
  EntityType,
  KeyProperty,
  NavigationProperty,
  Property,
  StructuredType,
  TypeReference
} from './types.js'

/** Everything a model is made of. Actions name types through `typeReference` of the same call. */
export interface ModelDeclaration {
  readonly namespace: string
  readonly alias: string
  readonly types: readonly TypeDeclaration[]
  readonly container: string
  readonly singletons: ReadonlyArray<{ readonly name: string, readonly type: TypeDeclaration, readonly description: string }>
  readonly actions: (resolve: (declaration: TypeDeclaration) => StructuredType) => readonly Action[]
  /** What reads compute, by the names that properties are declared with; a property without one here is read as it is stored. */
  readonly computations?: Computations | undefined
}

export type Computations = Readonly<Record<string, Computation>>

type Resolve = (declaration: TypeDeclaration) => StructuredType

/** A type, with the lists that the types derived from it are yet to join. */
type GrowingType = StructuredType & { readonly derivedTypes: StructuredType[], readonly concreteTypes: StructuredType[] }

/** Builds the model. Declarations must list base types before the types derived from them, and used types before their users. */
export function buildModel (declaration: ModelDeclaration): EdmModel {
  const { namespace, alias } = declaration
  const built = new Map<TypeDeclaration, GrowingType>()
  const resolve = (type: TypeDeclaration): GrowingType => {
    const found = built.get(type)
    if (found === undefined) throw new Error(`model: ${type.name} is used before it is listed`)
    return found
  }
  for (const type of declaration.types) built.set(type, joinBases(buildType(type, declaration, resolve)))
  const types = [...built.values()]
  const actions = declaration.actions(resolve)
  const container = buildContainer(declaration, resolve)
  return {
    origin: 'declared',
    schemas: [{ namespace, alias, elements: [...types, ...actions, container], annotationGroups: [], description: '', annotations: [] }],
    references: [],
    aliases: new Map([[alias, namespace]]),
    types: new Map(types.map(type => [type.fullName, type])),
    enumTypes: new Map(),
    typeDefinitions: new Map(),
    terms: new Map(),
    actions,
    functions: [],
    container,
    externalAnnotations: new Map()
  }
}

function joinBases (type: GrowingType): GrowingType {
  const { baseType } = type as { readonly baseType: GrowingType | undefined }
  baseType?.derivedTypes.push(type)
  if (type.abstract) return type
  for (let base: StructuredType | undefined = type; base !== undefined; base = base.baseType) (base as GrowingType).concreteTypes.push(type)
  return type
}

function buildContainer ({ namespace, container: name, singletons: declared }: ModelDeclaration, resolve: Resolve): EntityContainer {
  const singletons = declared.map(({ name, type, description }) => ({
    kind: 'singleton' as const,
    name,
    type: resolve(type) as EntityType,
    nullable: false,
    navigationPropertyBindings: [],
    description,
    annotations: []
  }))
  return {
    kind: 'container',
    name,
    namespace,
    fullName: `${namespace}.${name}`,
    extends: undefined,
    declaredChildren: singletons,
    entitySets: [],
    singletons,
    actionImports: [],
    functionImports: [],
    description: '',
    annotations: []
  }
}

type Setting = Pick<ModelDeclaration, 'namespace' | 'computations'>

function buildType (declaration: TypeDeclaration, { namespace, computations = {} }: Setting, resolve: Resolve): GrowingType {
  const { name, abstract, description } = declaration
  const baseType = declaration.baseType === undefined ? undefined : resolve(declaration.baseType)
  const declaredMembers = Object.entries(declaration.properties).map(([name, schema]) =>
    buildMember({ name, facets: facetsOf(schema), description: String(schema.description ?? '') }, resolve, computations)
  )
  const properties = [
    ...baseType?.properties ?? [],
    ...declaredMembers.filter((member): member is Property => member.kind === 'property')
  ]
  const navigationProperties = [
    ...baseType?.navigationProperties ?? [],
    ...declaredMembers.filter((member): member is NavigationProperty => member.kind === 'navigation')
  ]
  const common = {
    name,
    namespace,
    fullName: `${namespace}.${name}`,
    abstract,
    open: false,
    description,
    annotations: [],
    properties,
    navigationProperties,
    declaredMembers,
    derivedTypes: [],
    concreteTypes: []
  }
  return declaration.kind === 'complex'
    ? { kind: 'complex', ...common, baseType: baseType?.kind === 'complex' ? baseType : undefined }
    : {
        kind: 'entity',
        ...common,
        baseType: baseType?.kind === 'entity' ? baseType : undefined,
        key: baseType?.kind === 'entity' ? baseType.key : keyOf(properties),
        hasStream: false
      }
}

/** Every entity type has one key property: `id`. */
const keyOf = (properties: readonly Property[]): readonly KeyProperty[] =>
  properties.filter(({ name }) => name === 'id').map(property => ({ path: property.name, alias: undefined, property }))

interface DeclaredMember {
  readonly name: string
  readonly facets: DeclaredFacets
  readonly description: string
}

function buildMember (
  { name, facets, description }: DeclaredMember,
  resolve: Resolve,
  computations: Computations
): Property | NavigationProperty {
  if (facets.kind === 'containment') {
    return {
      kind: 'navigation',
      name,
      target: resolve(facets.type) as EntityType,
      collection: true,
      nullable: false,
      containsTarget: true,
      partner: undefined,
      referentialConstraints: [],
      onDelete: undefined,
      description,
      annotations: []
    }
  }
  const computed = facets.kind === 'complex' && facets.computed !== undefined ? computations[facets.computed] : undefined
  return {
    kind: 'property',
    name,
    type: typeReference(facets, resolve),
    description,
    annotations: [],
    readOnly: facets.kind === 'primitive' && facets.readOnly,
    defaultValue: facets.kind === 'primitive' ? facets.defaultValue : undefined,
    unique: facets.kind === 'primitive' && facets.unique,
    ...facets.kind === 'collection' && facets.element.kind === 'complex' ? { asRows: true as const } : {},
    ...computed === undefined ? {} : { computed }
  }
}

function typeReference (facets: DeclaredFacets, resolve: Resolve): TypeReference {
  switch (facets.kind) {
    case 'primitive':
      return {
        type: primitive(facets.type),
        nullable: facets.nullable,
        ...facets.maxLength === undefined ? {} : { maxLength: facets.maxLength },
        ...facets.type === 'Edm.DateTimeOffset' ? { precision: MAX_PRECISION } : {}
      }
    case 'complex':
      return { type: resolve(facets.type), nullable: facets.nullable }
    case 'collection':
      return { type: { kind: 'collection', elementType: typeReference(facets.element, resolve) }, nullable: false }
    case 'containment':
      return { type: resolve(facets.type), nullable: false }
  }
}
