/** `geography'SRID=4326;Point(142.1 64.1)'` (ABNF, `geographyPoint` and its kin) as GeoJSON. */
import type { GeoTypeName } from '../../../edm/types.js'
import { primitive } from '../../../edm/primitives.js'
import type { GeoLiteralNode } from '../../url/ast.js'
import { bindError } from './bind-error.js'
import type { Expression } from './expression.js'
import { notSupported } from './expression-type.js'
import type { Scope } from './scope.js'

const LITERAL = /^(?:SRID=\d{1,5};)?(Point|LineString|Polygon|MultiPoint|MultiLineString|MultiPolygon|Collection)\((.*)\)$/i
const POSITION = /^\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s+(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:\s+-?\d+(?:\.\d+)?(?:e[+-]?\d+)?){0,2}\s*$/i

/** Points, lines and polygons; what no function takes is not supported. */
export function bindGeoLiteral (scope: Scope, { space, text, position }: GeoLiteralNode): Expression {
  const [, kind = '', inside = ''] = LITERAL.exec(text) ?? []
  const shape = shapes.find(name => name.toLowerCase() === kind.toLowerCase())
  if (kind !== '' && shape === undefined) return notSupported(scope, `A ${space} literal of this kind`)
  const coordinates = shape === undefined ? undefined : coordinatesOf(shape, inside)
  if (coordinates === undefined) {
    const example = `${space}'SRID=${space === 'geography' ? '4326' : '0'};Point(142.1 64.1)'`
    throw bindError(scope, { position, expected: `a value such as ${example}`, found: text.slice(0, 100) })
  }
  const type: GeoTypeName = `Edm.${space === 'geography' ? 'Geography' : 'Geometry'}${shape ?? 'Point'}`
  return { kind: 'written', json: JSON.stringify({ type: shape, coordinates }), type: { type: primitive(type), nullable: false } }
}

const shapes = ['Point', 'LineString', 'Polygon'] as const

type Position = readonly [number, number]

type Coordinates = Position | readonly Position[] | ReadonlyArray<readonly Position[]>

function coordinatesOf (shape: (typeof shapes)[number], text: string): Coordinates | undefined {
  switch (shape) {
    case 'Point': return positionOf(text)
    case 'LineString': return positionsOf(text, 2)
    case 'Polygon': {
      const rings = /^\s*\(.*\)\s*$/.test(text) ? text.trim().slice(1, -1).split(/\)\s*,\s*\(/).map(ring => positionsOf(ring, 4)) : []
      return rings.length > 0 && rings.every(ring => ring !== undefined) ? rings : undefined
    }
  }
}

function positionsOf (text: string, least: number): readonly Position[] | undefined {
  const positions = text.split(',').map(positionOf)
  return positions.length >= least && positions.every(position => position !== undefined) ? positions : undefined
}

function positionOf (text: string): Position | undefined {
  const match = POSITION.exec(text)
  return match === null ? undefined : [Number(match[1]), Number(match[2])]
}
