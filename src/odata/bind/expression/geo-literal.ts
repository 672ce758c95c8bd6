/** `geography'SRID=4326;Point(142.1 64.1)'` (ABNF, `geographyPoint` and its kin) as GeoJSON. */
import type { GeoTypeName } from '../../../edm/types.js'
import { primitive } from '../../../edm/primitives.js'
import { writeExactJson } from '../../json/exact-json.js'
import { defaultSrid } from '../../json/geo-json.js'
import type { GeoLiteralNode } from '../../url/ast.js'
import { readWellKnownText } from '../../well-known-text.js'
import { bindError } from './bind-error.js'
import type { Expression } from './expression.js'
import type { Scope } from './scope.js'

/** Which kinds a function takes, it says itself. */
export function bindGeoLiteral (scope: Scope, { space, text, position }: GeoLiteralNode): Expression {
  const prefix = space === 'geography' ? 'Edm.Geography' : 'Edm.Geometry'
  const srid = defaultSrid(prefix)
  const value = readWellKnownText(text, srid)
  if (value === undefined) {
    throw bindError(scope, { position, expected: `a value such as ${space}'SRID=${srid};Point(142.1 64.1)'`, found: text.slice(0, 100) })
  }
  const type: GeoTypeName = `${prefix}${value.type === 'GeometryCollection' ? 'Collection' : value.type}`
  return { kind: 'written', json: writeExactJson(value), type: { type: primitive(type), nullable: false } }
}
