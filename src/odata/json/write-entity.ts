/** The text of an entity: control information first, then the members in declared order, each as the database wrote it. */
import type { Property } from '../../edm/types.js'
import { etagOf } from '../etag.js'
import type { Format } from './format.js'

/** A member of an answer: a constant, or a property whose JSON text was read. */
type Member = { readonly kind: 'constant', readonly name: string, readonly value: string } | { readonly kind: 'property', readonly property: Property }

export interface EntityToWrite {
  readonly contextUrl: string
  readonly version: string
  readonly format: Format
  readonly members: readonly Member[]
  readonly texts: ReadonlyMap<Property, string | readonly string[]>
}

/** JSON text, in pieces where a member is large. */
export function writeEntity ({ contextUrl, version, format, members, texts }: EntityToWrite): string | readonly string[] {
  const pieces: string[] = []
  let text = '{'
  const append = (name: string, value: string): void => { text += `${text.endsWith('{') && pieces.length === 0 ? '' : ','}${JSON.stringify(name)}:${value}` }
  if (format.metadata !== 'none') {
    append('@odata.context', JSON.stringify(contextUrl))
    append('@odata.etag', JSON.stringify(etagOf(version)))
  }
  for (const member of members) {
    if (member.kind === 'constant') {
      append(member.name, JSON.stringify(member.value))
      continue
    }
    const value = texts.get(member.property) ?? 'null'
    if (typeof value === 'string') {
      append(member.property.name, value)
    } else {
      append(member.property.name, '')
      pieces.push(text, ...value)
      text = ''
    }
  }
  text += '}'
  return pieces.length === 0 ? text : [...pieces, text]
}

/** `@odata.context` of a singleton, with what `$select` chose (Protocol 4.01, section 10.4 and 10.8). */
export function singletonContext (serviceRoot: string, name: string, selected: string | undefined): string {
  return `${serviceRoot}/$metadata#${name}${selected === undefined ? '' : `(${selected})`}`
}
