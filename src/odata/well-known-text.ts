/**
 * Geographies and geometries as text: `SRID=4326;Point(142.1 64.1)` (ABNF, `fullPointLiteral` and its kin), the raw value of a property
 * (OData-Protocol 4.01, section 11.2.4.1) and what stands between the quotes of a literal in a URL.
 */
import { limits } from '../base/limits.js'
import { ExactNumber } from '../edm/exact-number.js'
import { crsOf, geoLists, sridSaid } from './json/geo-json.js'
import type { Coordinates, Geo, GeoKind, Ordinate } from './json/geo-json.js'

const NUMBER = String.raw`[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`
const POSITION = new RegExp(String.raw`\s*(${NUMBER}(?:\s+${NUMBER}){1,3})\s*`, 'y')
const SRID = /SRID=(\d{1,5});/iy
const KIND = /\s*(Point|LineString|Polygon|MultiPoint|MultiLineString|MultiPolygon|Collection)(?=\()/iy
const SIGN = /\s*([(),])\s*/y

/** Points that stand in brackets of their own; those of a line or a ring do not. */
const isBracketed = (kind: GeoKind): boolean => kind === 'Point' || kind === 'MultiPoint'

/**
 * @param srid the reference system that is meant without a word: the value names another one, and not this
 * @returns undefined for a text that is none
 */
export function readWellKnownText (text: string, srid?: number): Geo | undefined {
  const reader = new Reader(text)
  const said = reader.take(SRID)
  const value = readGeo(reader, 1)
  if (value === undefined || !reader.ended) return undefined
  return said === undefined || Number(said) === srid ? value : { ...value, crs: crsOf(Number(said)) }
}

/** @param srid the reference system of a value that names none */
export const writeWellKnownText = (value: Geo, srid: number): string => `SRID=${sridSaid(value) ?? srid};${geoText(value)}`

class Reader {
  #position = 0

  constructor (readonly text: string) {}

  get ended (): boolean { return this.#position === this.text.length }

  /** What the first group of a sticky pattern has here; nothing is read where it does not match. */
  take (pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    this.#position = pattern.lastIndex
    return found[1]
  }

  /** Whether this sign is next; it is read then. */
  skip (sign: string): boolean {
    const before = this.#position
    if (this.take(SIGN) === sign) return true
    this.#position = before
    return false
  }
}

/** `pointLiteral`, `lineStringLiteral`, …, `collectionLiteral` */
function readGeo (reader: Reader, depth: number): Geo | undefined {
  const word = reader.take(KIND)?.toLowerCase()
  if (word === undefined || depth > limits.bodyDepth.most) return undefined
  if (word === 'collection') {
    const geometries = readList(reader, 1, () => readGeo(reader, depth + 1))
    return geometries === undefined ? undefined : { type: 'GeometryCollection', geometries }
  }
  const kind = kinds.find(name => name.toLowerCase() === word)
  const coordinates = kind === undefined ? undefined : readCoordinates(reader, geoLists[kind], isBracketed(kind))
  return kind === undefined || coordinates === undefined ? undefined : { type: kind, coordinates }
}

const kinds = Object.keys(geoLists) as readonly GeoKind[]

function readCoordinates (reader: Reader, [least, ...inner]: readonly number[], bracketed: boolean): Coordinates | undefined {
  if (least !== undefined) return readList(reader, least, () => readCoordinates(reader, inner, bracketed))
  if (!bracketed) return readPosition(reader)
  if (!reader.skip('(')) return undefined
  const position = readPosition(reader)
  return reader.skip(')') ? position : undefined
}

/** Of `least` items or more, in brackets. */
function readList<Item> (reader: Reader, least: number, readItem: () => Item | undefined): readonly Item[] | undefined {
  if (!reader.skip('(')) return undefined
  const items: Item[] = []
  if (least === 0 && reader.skip(')')) return items
  do {
    const item = readItem()
    if (item === undefined) return undefined
    items.push(item)
  } while (reader.skip(','))
  return reader.skip(')') && items.length >= least ? items : undefined
}

/** `positionLiteral` */
const readPosition = (reader: Reader): readonly Ordinate[] | undefined => reader.take(POSITION)?.split(/\s+/).map(ordinate)

/** With the digits of the text, where a double would have others. */
function ordinate (written: string): Ordinate {
  const digits = written.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1')
  return String(Number(digits)) === digits ? Number(digits) : new ExactNumber(digits)
}

function geoText (value: Geo): string {
  return value.type === 'GeometryCollection'
    ? `Collection(${value.geometries.map(geoText).join(',')})`
    : `${value.type}${coordinatesText(value.coordinates, geoLists[value.type].length, isBracketed(value.type))}`
}

function coordinatesText (value: Coordinates, lists: number, bracketed: boolean): string {
  if (lists > 0) return `(${(value as readonly Coordinates[]).map(item => coordinatesText(item, lists - 1, bracketed)).join(',')})`
  const text = (value as readonly Ordinate[]).map(number => number instanceof ExactNumber ? number.text : String(number)).join(' ')
  return bracketed ? `(${text})` : text
}
