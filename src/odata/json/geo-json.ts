/** Geographies and geometries (OData JSON format 4.01, section 7.1). */
import { underlyingType } from '../../edm/lookup.js'
import type { EdmType } from '../../edm/types.js'
import { isObject } from './body-annotations.js'
import { writeExactJson } from './exact-json.js'
import { RawJson } from './structured-value.js'

/** GeoJSON (RFC 7946) of the kind that the type names. */
export function readGeo (type: EdmType, value: unknown): RawJson | undefined {
  const underlying = underlyingType(type)
  if (underlying.kind !== 'primitive' || !underlying.name.startsWith('Edm.Geo')) return undefined
  const shape = underlying.name.replace(/^Edm\.Geo(?:graphy|metry)/, '')
  if (!isObject(value)) return undefined
  const wanted = shape === 'Collection' ? 'GeometryCollection' : shape
  const { type: sent, coordinates, geometries } = value
  if (typeof sent !== 'string' || (wanted !== '' && sent !== wanted)) return undefined
  return Array.isArray(sent === 'GeometryCollection' ? geometries : coordinates) ? new RawJson(writeExactJson(value)) : undefined
}
