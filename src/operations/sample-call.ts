/** A call that could be: where an operation would be bound, and parameters. URLs of effects are checked with it at start. */
import { isAssignable } from '../edm/lookup.js'
import type { EdmModel, EdmType, EntityType, NavigationProperty, Operation, Property } from '../edm/types.js'
import { ExactNumber } from '../edm/exact-number.js'
import { underlyingType } from '../edm/lookup.js'
import { geoTypeName, kindOfGeo } from '../odata/json/geo-json.js'
import type { Geo } from '../odata/json/geo-json.js'
import { literalOf } from '../odata/json/value-literal.js'
import { ownParameters } from '../odata/operations/read-arguments.js'
import { keyName } from '../odata/key-predicate.js'
import { readWellKnownText } from '../odata/well-known-text.js'
import { rootNavigation, rootResources } from '../odata/root-navigation.js'

/** A path to what the operation is bound to; undefined where no path of the service leads to such a thing. */
export function samplePath (model: EdmModel, type: EdmType): string | undefined {
  const element = type.kind === 'collection' ? type.elementType.type : type
  if (element.kind !== 'entity') return samplePropertyPath(model, type)
  const starts = rootResources(model.container).map(resource => ({ navigation: rootNavigation(resource), path: '' }))
  return search(starts, element, type.kind === 'collection')
}

/** A path to a property of the type, of an entity or of a complex value in one. */
function samplePropertyPath (model: EdmModel, type: EdmType): string | undefined {
  for (const entity of model.types.values()) {
    if (entity.kind !== 'entity') continue
    const { properties } = entity
    const property = properties.find(own => isOfType(own.type.type, type)) ?? properties.find(own => memberOfType(own, type) !== undefined)
    const path = property === undefined ? undefined : samplePath(model, entity)
    if (property === undefined || path === undefined) continue
    return isOfType(property.type.type, type) ? `${path}/${property.name}` : `${path}/${property.name}/${memberOfType(property, type)?.name ?? ''}`
  }
  return undefined
}

const memberOfType = ({ type: { type: own } }: Property, type: EdmType): Property | undefined =>
  own.kind === 'complex' ? own.properties.find(member => isOfType(member.type.type, type)) : undefined

/** Whether an operation that is bound to a type can be called on a property of another one. */
function isOfType (own: EdmType, type: EdmType): boolean {
  if (own.kind === 'collection' || type.kind === 'collection') {
    return own.kind === 'collection' && type.kind === 'collection' && isOfType(own.elementType.type, type.elementType.type)
  }
  if (own.kind === 'complex') return type.kind === 'complex' && isAssignable(own, type)
  const [one, other] = [underlyingType(own), underlyingType(type)]
  return one === other || (one.kind === 'primitive' && other.kind === 'primitive' && one.name === other.name)
}

interface Step {
  readonly navigation: NavigationProperty
  readonly path: string
}

/** Breadth first, each navigation property once. */
function search (starts: readonly Step[], wanted: EntityType, asCollection: boolean): string | undefined {
  const steps = [...starts]
  const seen = new Set<NavigationProperty>(starts.map(({ navigation }) => navigation))
  for (const { navigation, path } of steps) {
    const { name, target, collection } = navigation
    const here = path === '' ? name : `${path}/${name}`
    const item = collection ? `${here}${sampleKey(target)}` : here
    if (isAssignable(target, wanted) && asCollection === collection) return asCollection ? here : item
    if (isAssignable(target, wanted) && !asCollection) return item
    if (isAssignable(wanted, target) && (!asCollection || collection)) return `${asCollection ? here : item}/${wanted.fullName}`
    for (const concrete of [target, ...target.concreteTypes] as readonly EntityType[]) {
      const cast = concrete === target ? item : `${item}/${concrete.fullName}`
      for (const inner of concrete.navigationProperties) {
        if (seen.has(inner)) continue
        seen.add(inner)
        steps.push({ navigation: inner, path: cast })
      }
    }
  }
  return undefined
}

function sampleKey ({ key }: EntityType): string {
  const [only, more] = key
  if (only === undefined) return ''
  if (more === undefined) return `(${sampleLiteral(only.property)})`
  return `(${key.map(property => `${keyName(property)}=${sampleLiteral(property.property)}`).join(',')})`
}

const sampleLiteral = ({ type: { type } }: Pick<Property, 'type'>): string => encodeURIComponent(literalOf(type, sampleValue(type)))

/** A value of a type as JSON. */
export function sampleValue (type: EdmType): unknown {
  const underlying = underlyingType(type)
  if (underlying.kind === 'collection') return [sampleValue(underlying.elementType.type)]
  if (underlying.kind === 'enum') return underlying.members[0]?.name ?? '0'
  if (underlying.kind !== 'primitive') return {}
  switch (underlying.name) {
    case 'Edm.String': return 'a'
    case 'Edm.Boolean': return true
    case 'Edm.Guid': return '00000000-0000-0000-0000-000000000001'
    case 'Edm.Date': return '2026-01-01'
    case 'Edm.DateTimeOffset': return '2026-01-01T00:00:00Z'
    case 'Edm.TimeOfDay': return '12:00:00'
    case 'Edm.Duration': return 'PT1H'
    case 'Edm.Binary': case 'Edm.Stream': return 'AAAA'
    default: {
      const geo = geoTypeName({ type: underlying })
      return geo === undefined ? new ExactNumber('1') : readWellKnownText(geoTexts[kindOfGeo(geo) ?? 'Point'])
    }
  }
}

const geoTexts: Readonly<Record<Geo['type'], string>> = {
  Point: 'Point(0 0)',
  LineString: 'LineString(0 0,1 1)',
  Polygon: 'Polygon((0 0,1 0,1 1,0 0))',
  MultiPoint: 'MultiPoint((0 0))',
  MultiLineString: 'MultiLineString((0 0,1 1))',
  MultiPolygon: 'MultiPolygon(((0 0,1 0,1 1,0 0)))',
  GeometryCollection: 'Collection(Point(0 0))'
}

/** Literals of all parameters, by name. */
export const sampleLiterals = (operation: Operation): ReadonlyMap<string, string> =>
  new Map(ownParameters(operation).map(({ name, type: { type } }) => [name, literalOf(type, sampleValue(type))]))
