/** The types that every model has (OData CSDL 4.01, sections 3.3, 3.5 and 3.6). */
import { primitive } from './primitives.js'
import type { BuiltInType, BuiltInTypeName, ComplexType, EntityType, GeoTypeName, PrimitiveType, PrimitiveTypeName } from './types.js'

const geoShapes = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon', 'Collection'] as const

export const geoTypeNames: readonly GeoTypeName[] = (['Geography', 'Geometry'] as const).flatMap(space =>
  geoShapes.map(shape => `Edm.${space}${shape}` as const)
)

export const primitiveTypeNames: readonly PrimitiveTypeName[] = [
  'Edm.Binary', 'Edm.Boolean', 'Edm.Byte', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.Decimal', 'Edm.Double', 'Edm.Duration', 'Edm.Guid',
  'Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.SByte', 'Edm.Single', 'Edm.Stream', 'Edm.String', 'Edm.TimeOfDay', ...geoTypeNames
]

export const builtInTypeNames: readonly BuiltInTypeName[] = [
  'Edm.PrimitiveType', 'Edm.Untyped', 'Edm.AnnotationPath', 'Edm.AnyPropertyPath', 'Edm.ModelElementPath', 'Edm.NavigationPropertyPath',
  'Edm.PropertyPath'
]

/** Those that do not depend on the model, by name. */
export const builtInTypes: ReadonlyMap<string, PrimitiveType | BuiltInType> = new Map<string, PrimitiveType | BuiltInType>([
  ...primitiveTypeNames.map(name => [name, primitive(name)] as const),
  ...builtInTypeNames.map(name => [name, Object.freeze({ kind: 'builtIn', name } as const)] as const)
])

/** All entity types and all complex types of one model derive from these. */
export interface BuiltInTypes {
  readonly entityType: EntityType
  readonly complexType: ComplexType
  readonly names: readonly string[]
}

/** The lists of concrete types are the model's to fill. */
export function createBuiltInTypes (concrete: { readonly entities: EntityType[], readonly complexes: ComplexType[] }): BuiltInTypes {
  const common = {
    namespace: 'Edm',
    abstract: true,
    open: true,
    properties: [],
    navigationProperties: [],
    declaredMembers: [],
    derivedTypes: [],
    baseType: undefined,
    description: '',
    annotations: []
  }
  return {
    entityType: {
      ...common, kind: 'entity', name: 'EntityType', fullName: 'Edm.EntityType', concreteTypes: concrete.entities, key: [], hasStream: false
    },
    complexType: { ...common, kind: 'complex', name: 'ComplexType', fullName: 'Edm.ComplexType', concreteTypes: concrete.complexes },
    names: [...builtInTypes.keys(), 'Edm.EntityType', 'Edm.ComplexType']
  }
}
