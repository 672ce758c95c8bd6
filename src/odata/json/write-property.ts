/**
 * The texts of answers about one property: a complex value, a primitive one, a page of rows (OData JSON format 4.01, sections 11 and 12).
 */
import type { Content } from '../content.js'
import { controlName } from './format.js'
import type { Format } from './format.js'
import { writeInt64 } from './write-entity.js'

const contextMember = (format: Format, context: string): string =>
  `${JSON.stringify(controlName(format, 'context'))}:${JSON.stringify(context)}`

/** An object that the database wrote, with its context. */
export function writeComplex (context: string, format: Format, text: string): string {
  if (format.metadata === 'none') return text
  return `{${contextMember(format, context)}${text === '{}' ? '' : ','}${text.slice(1)}`
}

/** What stands before a value: how many items there are, and of which type it is where nothing declares that (section 4.6.3). */
interface BeforeValue {
  readonly count?: string | undefined
  readonly type?: string | undefined
}

/** `{"value": …}` */
export function writePrimitive (context: string, format: Format, text: string, { count, type }: BeforeValue = {}): string {
  const said = (name: string, json: string | undefined): readonly string[] => json === undefined ? [] : [`"${controlName(format, name)}":${json}`]
  const before = [
    ...format.metadata === 'none' ? [] : [contextMember(format, context), ...said('type', JSON.stringify(type))],
    ...said('count', count)
  ]
  return `{${[...before, `"value":${text}`].join(',')}}`
}

/** The entity-id of an entity (JSON format 4.01, section 14). */
export function writeReference (context: string, format: Format, entityId: string): string {
  return JSON.stringify({
    ...format.metadata === 'none' ? {} : { [controlName(format, 'context')]: context },
    [controlName(format, 'id')]: entityId
  })
}

export interface PageToWrite {
  readonly context: string
  readonly format: Format
  readonly count: string | undefined
  readonly nextLink: string | undefined
  /** Items joined by commas. */
  readonly items: string | readonly Uint8Array[]
}

/** `odata.metadata=none` leaves the count and the next link (section 4.5.3 and 3.1.3). */
export function writePage ({ context, format, count, nextLink, items }: PageToWrite): Content {
  const head = [
    ...format.metadata === 'none' ? [] : [contextMember(format, context)],
    ...count === undefined ? [] : [`${JSON.stringify(controlName(format, 'count'))}:${writeInt64(count, format)}`],
    ...nextLink === undefined ? [] : [`${JSON.stringify(controlName(format, 'nextLink'))}:${JSON.stringify(nextLink)}`]
  ].map(member => `${member},`).join('')
  return typeof items === 'string' ? `{${head}"value":[${items}]}` : [`{${head}"value":[`, ...items, ']}']
}
