/** Geographies and geometries as GeoJSON (OData JSON format 4.01, section 7.1; RFC 7946). */
import { ExactNumber } from '../../edm/exact-number.js'
import { underlyingType } from '../../edm/lookup.js'
import type { GeoTypeName, TypeReference } from '../../edm/types.js'
import { isObject } from './body-annotations.js'
import { writeExactJson } from './exact-json.js'
import { RawJson } from './structured-value.js'

export type GeoKind = 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon'

/** A number of a position, with the digits it was sent with. */
export type Ordinate = number | ExactNumber

/** Two to four numbers, or a list of positions, of lists of them, …: as deep as the kind has it. */
export type Coordinates = readonly Ordinate[] | readonly Coordinates[]

export type Geo =
  | { readonly type: GeoKind, readonly coordinates: Coordinates, readonly crs?: unknown }
  | { readonly type: 'GeometryCollection', readonly geometries: readonly Geo[], readonly crs?: unknown }

/** The lists that positions lie in, outermost first: how many items each has at least (RFC 7946, section 3.1). */
export const geoLists: Readonly<Record<GeoKind, readonly number[]>> = {
  Point: [],
  LineString: [2],
  Polygon: [1, 4],
  MultiPoint: [0],
  MultiLineString: [0, 2],
  MultiPolygon: [0, 1, 4]
}

/** GeoJSON of the kind that the type names, in the reference system that it names; undefined for anything else. */
export function readGeo (reference: TypeReference, value: unknown): RawJson | undefined {
  const name = geoTypeName(reference)
  if (name === undefined || !isGeo(value)) return undefined
  const wanted = kindOfGeo(name)
  if (wanted !== undefined && value.type !== wanted) return undefined
  const said = sridSaid(value)
  return said === undefined || typeof sridFacet(reference) !== 'number' || said === sridFacet(reference) ? new RawJson(writeExactJson(value)) : undefined
}

/** Undefined for a type that is none of them. */
export function geoTypeName ({ type }: Pick<TypeReference, 'type'>): GeoTypeName | undefined {
  const underlying = underlyingType(type)
  return underlying.kind === 'primitive' && underlying.name.startsWith('Edm.Geo') ? underlying.name as GeoTypeName : undefined
}

/** Undefined for `Edm.Geography` and `Edm.Geometry`, which every kind is of. */
export function kindOfGeo (name: GeoTypeName): Geo['type'] | undefined {
  const kind = name.replace(/^Edm\.Geo(?:graphy|metry)/, '')
  return kind === '' ? undefined : kind === 'Collection' ? 'GeometryCollection' : kind as GeoKind
}

export function isGeo (value: unknown): value is Geo {
  if (!isObject(value)) return false
  const { type, coordinates, geometries } = value
  if (type === 'GeometryCollection') return Array.isArray(geometries) && geometries.every(isGeo)
  return typeof type === 'string' && Object.hasOwn(geoLists, type) && areCoordinates(coordinates, geoLists[type as GeoKind])
}

function areCoordinates (value: unknown, [least, ...inner]: readonly number[]): boolean {
  if (!Array.isArray(value)) return false
  if (least === undefined) return value.length >= 2 && value.length <= 4 && value.every(item => typeof item === 'number' || item instanceof ExactNumber)
  return value.length >= least && value.every(item => areCoordinates(item, inner))
}

/** The reference system of values that say none: that of the type, or the default (CSDL 4.01, section 7.2.6). */
export function sridOf (reference: TypeReference): number {
  const facet = sridFacet(reference)
  return typeof facet === 'number' ? facet : defaultSrid(geoTypeName(reference) ?? '')
}

/** WGS 84 for geographies, none for geometries. */
export const defaultSrid = (typeName: string): number => typeName.includes('Geography') ? 4326 : 0

const sridFacet = ({ type, srid }: TypeReference): number | 'variable' | undefined => srid ?? (type.kind === 'typeDefinition' ? type.srid : undefined)

/** The system that a value names (JSON format 4.01, section 7.1), as `crs` of GeoJSON 2008 does: an EPSG code. */
export function sridSaid ({ crs }: Geo): number | undefined {
  const properties = isObject(crs) ? crs['properties'] : undefined
  const name = isObject(properties) ? properties['name'] : undefined
  const [, code] = /^(?:urn:ogc:def:crs:)?EPSG::?(\d{1,5})$/i.exec(typeof name === 'string' ? name : '') ?? []
  return code === undefined ? undefined : Number(code)
}

export const crsOf = (srid: number): object => ({ type: 'name', properties: { name: `EPSG:${srid}` } })

/** At zero, with no more than the kind must have; undefined for a type that is no geography or geometry. */
export function zeroGeo (reference: TypeReference): RawJson | undefined {
  const name = geoTypeName(reference)
  if (name === undefined) return undefined
  const type = kindOfGeo(name) ?? 'Point'
  const value: Geo = type === 'GeometryCollection' ? { type, geometries: [] } : { type, coordinates: zeroCoordinates(geoLists[type]) }
  return new RawJson(writeExactJson(value))
}

const zeroCoordinates = ([least, ...inner]: readonly number[]): Coordinates =>
  least === undefined ? [0, 0] : Array.from({ length: least }, () => zeroCoordinates(inner))
