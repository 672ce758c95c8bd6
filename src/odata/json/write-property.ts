/** The texts of answers about one property: a complex value, a primitive one, a page of rows (OData JSON format 4.01, sections 11 and 12). */
import type { Content } from '../request.js'
import type { Format } from './format.js'
import { writeInt64 } from './write-entity.js'

/** An object that the database wrote, with its context. */
export function writeComplex (context: string, { metadata }: Format, text: string): string {
  if (metadata === 'none') return text
  return `{"@odata.context":${JSON.stringify(context)}${text === '{}' ? '' : ','}${text.slice(1)}`
}

/** `{"value": …}` */
export function writePrimitive (context: string, { metadata }: Format, text: string): string {
  return metadata === 'none' ? `{"value":${text}}` : `{"@odata.context":${JSON.stringify(context)},"value":${text}}`
}

/** The entity-id of an entity (JSON format 4.01, section 14). */
export function writeReference (context: string, { metadata }: Format, entityId: string): string {
  return JSON.stringify({ ...metadata === 'none' ? {} : { '@odata.context': context }, '@odata.id': entityId })
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
    ...format.metadata === 'none' ? [] : [`"@odata.context":${JSON.stringify(context)}`],
    ...count === undefined ? [] : [`"@odata.count":${writeInt64(count, format)}`],
    ...nextLink === undefined ? [] : [`"@odata.nextLink":${JSON.stringify(nextLink)}`]
  ].map(member => `${member},`).join('')
  return typeof items === 'string' ? `{${head}"value":[${items}]}` : [`{${head}"value":[`, ...items, ']}']
}
