/** Geographies and geometries as GeoJSON (RFC 7946; OData JSON format 4.01, section 7.1), where the subject lives. */
import type { PrimitiveTypeName } from '../edm/types.js'
import { localityOf } from './subject.js'
import type { Subject } from './subject.js'

type Position = readonly [longitude: number, latitude: number]

/** Undefined for another type. */
export function sampleGeo (type: PrimitiveTypeName, { subject }: { readonly subject: Subject }): object | undefined {
  const [, shape] = /^Edm\.Geo(?:graphy|metry)(.*)$/.exec(type) ?? []
  if (shape === undefined) return undefined
  const { longitude, latitude } = localityOf(subject)
  const at = (x: number, y: number): Position => [Number((longitude + x).toFixed(5)), Number((latitude + y).toFixed(5))]
  const line = [at(0, 0), at(0.01, 0.01), at(0.02, 0)]
  const ring = [at(0, 0), at(0.01, 0), at(0.01, 0.01), at(0, 0)]
  switch (shape) {
    case 'LineString': case 'MultiPoint': return { type: shape, coordinates: line }
    case 'Polygon': case 'MultiLineString': return { type: shape, coordinates: [ring] }
    case 'MultiPolygon': return { type: shape, coordinates: [[ring]] }
    case 'Collection': return { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: at(0, 0) }] }
    default: return { type: 'Point', coordinates: at(0, 0) }
  }
}
