/**
 * The JSON of values as columns hold them. A statement that shows one entity reads these columns as they are, and its text is made here:
 * SQL that builds JSON is long, and for a single row a database takes longer to set it up than to run it. Rows of which there may be many
 * are written by the database (`../sql/answer`), which gives the same text.
 */
import { underlyingType } from '../../edm/lookup.js'
import type { EdmType, TypeReference } from '../../edm/types.js'
import { parseExactJson, writeExactJson } from '../../odata/json/exact-json.js'
import type { ObjectShape, PropertyMember, ShapeMember } from '../../plan/shape.js'
import type { SqlValue } from '../database/database.js'
import { isDocument, mappingOf } from '../mapping.js'
import type { Column } from '../mapping.js'
import { STORED_DYNAMIC, STORED_TYPE } from '../stored-value.js'
import { patternOf } from './stored-pattern.js'

/** The JSON text of what a column holds; undefined where the member is not there. */
export type WriteStored = (value: SqlValue) => string | undefined

/** How a member is written of its column; undefined where the database has to write it. */
export function storedWriter (member: ShapeMember): WriteStored | undefined {
  if (member.kind === 'dynamic') return member.name === '' ? writeDynamic : undefined
  if (member.kind !== 'property' || member.items !== undefined) return undefined
  const { property } = member
  if (isDocument(property)) return documentWriter(property.type, member)
  return member.shape === undefined && property.type.type.kind !== 'collection' ? columnWriter(mappingOf(property).column, member.asText) : undefined
}

/** They are kept as members of an object, without its braces. */
const writeDynamic: WriteStored = value => value === null || value === '' ? undefined : String(value)

const writeText: WriteStored = value => value === null ? 'null' : quote(String(value))

/** Without what JSON escapes, as nearly every text is. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/
const quote = (text: string): string => PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
const writeNumber: WriteStored = value => value === null ? 'null' : String(value)
/** SQLite has no booleans. */
const writeBoolean: WriteStored = value => value === null ? 'null' : value === true || value === 1 ? 'true' : 'false'

/** Doubles, Decimals and times of day are stored in another form than JSON has. */
function columnWriter ({ kind }: Column, asText: boolean): WriteStored | undefined {
  switch (kind) {
    case 'text': return writeText
    case 'integer': return writeNumber
    case 'bigint': return asText ? writeText : writeNumber
    case 'boolean': return writeBoolean
    default: return undefined
  }
}

/** The text of a value that was parsed. */
type WriteValue = (value: unknown) => string

function documentWriter (type: TypeReference, { shape, asText }: PropertyMember): WriteStored | undefined {
  if (asText) return undefined
  if (shape === undefined) return writeAsStored
  const write = valueWriter(type, shape)
  if (write === undefined) return undefined
  const none = type.type.kind === 'collection' ? '[]' : 'null'
  const showAsStored = patternOf(type, shape)
  return json => {
    if (json === null) return none
    const text = String(json)
    return showAsStored?.(text) ?? write(mayLoseDigits.test(text) ? parseExactJson(text) : JSON.parse(text))
  }
}

const writeAsStored: WriteStored = value => value === null ? 'null' : String(value)

/** Numbers that JavaScript might write otherwise. */
const mayLoseDigits = /[:[,]\s*(?:-0|-?\d{15}|-?\d+[.eE])/

/** What has no type may have members in an order that JavaScript's objects do not keep. */
const hasType = (type: EdmType): boolean => {
  const { kind } = underlyingType(type)
  return kind === 'primitive' || kind === 'enum'
}

const writeSingle: WriteValue = value => typeof value === 'string' ? quote(value) : writeExactJson(value)

function valueWriter ({ type }: TypeReference, shape: ObjectShape | undefined): WriteValue | undefined {
  if (type.kind !== 'collection') return shape === undefined ? hasType(type) ? writeSingle : undefined : objectWriter(shape)
  const write = valueWriter(type.elementType, shape)
  return write && (value => Array.isArray(value) ? `[${value.map(write).join(',')}]` : 'null')
}

type StoredObject = Readonly<Record<string, unknown>>

function objectWriter (shape: ObjectShape): WriteValue | undefined {
  const written = (shape.variants ?? [shape]).map(({ type: { name }, members }) => [name, members.map(memberWriter)] as const)
  if (!written.every((entry): entry is [string, WriteMember[]] => entry[1].every(write => write !== undefined))) return undefined
  const byType = new Map(written)
  const [[, only] = []] = written
  return value => {
    if (typeof value !== 'object' || value === null) return 'null'
    const stored = value as StoredObject
    const members = shape.variants === undefined ? only : byType.get(String(stored[STORED_TYPE]))
    return members === undefined ? 'null' : writeMembers(members, stored)
  }
}

/** `"name":value`, or empty for what is not there. */
type WriteMember = (stored: StoredObject) => string

function writeMembers (members: readonly WriteMember[], stored: StoredObject): string {
  let text = ''
  for (const write of members) {
    const member = write(stored)
    if (member !== '') text = text === '' ? member : `${text},${member}`
  }
  return `{${text}}`
}

function memberWriter (member: ShapeMember): WriteMember | undefined {
  const head = `${JSON.stringify(member.name)}:`
  switch (member.kind) {
    case 'constant': {
      const text = `${head}${member.json}`
      return () => text
    }
    case 'typeName': return stored => `${head}"${member.prefix}${String(stored[STORED_TYPE])}"`
    case 'dynamic': return member.name === '' ? stored => String(stored[STORED_DYNAMIC] ?? '') : undefined
    case 'property': {
      const { property, shape, omitted, items, asText } = member
      const write = items === undefined && omitted.length === 0 && !asText ? valueWriter(property.type, shape) : undefined
      return write && (stored => head + write(stored[property.name] ?? null))
    }
    default: return undefined
  }
}
