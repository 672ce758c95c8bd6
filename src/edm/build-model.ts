/** From declarations to the {@link EdmModel}: one object a type, inherited properties first. */
import { facetsOf } from './declare.js'
import type { Facets, TypeDeclaration } from './declare.js'
import { primitive } from './primitives.js'
import type {
  Action,
  ComplexType,
  Computation,
  EdmModel,
  EntityType,
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

/** Builds the model. Declarations must list base types before the types derived from them, and used types before their users. */
export function buildModel (declaration: ModelDeclaration): EdmModel {
  const built = new Map<TypeDeclaration, StructuredType>()
  const families = new Map<StructuredType, StructuredType[]>()
  const resolve = (type: TypeDeclaration): StructuredType => {
    const found = built.get(type)
    if (found === undefined) throw new Error(`model: ${type.name} is used before it is listed`)
    return found
  }
  for (const type of declaration.types) {
    const { type: made, family } = buildType(type, declaration, resolve)
    families.set(made, family)
    built.set(type, made)
    if (!made.abstract) {
      for (let base: StructuredType | undefined = made; base !== undefined; base = base.baseType) families.get(base)?.push(made)
    }
  }
  return {
    namespace: declaration.namespace,
    alias: declaration.alias,
    types: new Map([...built.values()].map(type => [type.fullName, type])),
    actions: declaration.actions(resolve),
    container: {
      name: declaration.container,
      singletons: declaration.singletons.map(({ name, type, description }) => ({ name, type: resolve(type) as EntityType, description }))
    }
  }
}

/** The type, and its list of concrete types, which the types derived from it are yet to join. */
function buildType (
  declaration: TypeDeclaration,
  { namespace, computations = {} }: Pick<ModelDeclaration, 'namespace' | 'computations'>,
  resolve: (type: TypeDeclaration) => StructuredType
): { readonly type: StructuredType, readonly family: StructuredType[] } {
  const family: StructuredType[] = []
  const baseType = declaration.baseType === undefined ? undefined : resolve(declaration.baseType)
  const own = Object.entries(declaration.properties).map(([name, schema]) => ({
    name,
    facets: facetsOf(schema),
    description: String(schema.description ?? '')
  }))
  const common = {
    name: declaration.name,
    namespace,
    fullName: `${namespace}.${declaration.name}`,
    abstract: declaration.abstract,
    description: declaration.description,
    concreteTypes: family,
    properties: [
      ...baseType?.properties ?? [],
      ...own.flatMap(({ name, facets, description }): Property[] =>
        facets.kind === 'containment' ? [] : [buildProperty({ name, facets, description }, resolve, computations)]
      )
    ]
  }
  if (declaration.kind === 'complex') return { family, type: { kind: 'complex', ...common, baseType: baseType as ComplexType | undefined } }
  const navigationProperties = own.flatMap(({ name, facets, description }): NavigationProperty[] => facets.kind !== 'containment'
    ? []
    : [{ kind: 'navigation', name, target: resolve(facets.type) as EntityType, collection: true, containsTarget: true, description }])
  const base = baseType as EntityType | undefined
  return {
    family,
    type: {
      kind: 'entity',
      ...common,
      concreteTypes: family as EntityType[],
      baseType: base,
      key: ['id'],
      navigationProperties: [...base?.navigationProperties ?? [], ...navigationProperties]
    }
  }
}

interface DeclaredProperty {
  readonly name: string
  readonly facets: Exclude<Facets, { kind: 'containment' }>
  readonly description: string
}

function buildProperty (
  { name, facets, description }: DeclaredProperty,
  resolve: (type: TypeDeclaration) => StructuredType,
  computations: Computations
): Property {
  const computed = facets.kind === 'complex' && facets.computed !== undefined ? computations[facets.computed] : undefined
  return {
    kind: 'property',
    name,
    type: typeReference(facets, resolve),
    description,
    readOnly: facets.kind === 'primitive' && facets.readOnly,
    defaultValue: facets.kind === 'primitive' ? facets.defaultValue : undefined,
    unique: facets.kind === 'primitive' && facets.unique,
    ...computed === undefined ? {} : { computed }
  }
}

function typeReference (facets: Facets, resolve: (type: TypeDeclaration) => StructuredType): TypeReference {
  switch (facets.kind) {
    case 'primitive':
      return {
        type: primitive(facets.type),
        nullable: facets.nullable,
        ...facets.maxLength === undefined ? {} : { maxLength: facets.maxLength }
      }
    case 'complex':
      return { type: resolve(facets.type), nullable: facets.nullable }
    case 'collection':
      return { type: { kind: 'collection', elementType: typeReference(facets.element, resolve) }, nullable: false }
    case 'containment':
      return { type: resolve(facets.type), nullable: false }
  }
}
