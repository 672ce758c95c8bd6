/** The text of an answer's object: control information first, then the members in declared order, each as the database wrote it. */
import { etagOf } from '../etag.js'
import type { Content, Piece } from '../content.js'
import { controlName } from './format.js'
import type { Format } from './format.js'

/** A member of an answer: a constant as JSON text; a name whose JSON text was read; or a text that brings its names, and may be missing. */
type Member =
  | { readonly kind: 'constant', readonly name: string, readonly json: string }
  /** `omitted`: texts of values that are left out. */
  | { readonly kind: 'property' | 'computed', readonly name: string, readonly omitted: readonly string[] }
  | { readonly kind: 'typeName' | 'etag' | 'itemCount', readonly name: string }
  | { readonly kind: 'link' | 'stream' | 'collection' | 'dynamic' | 'ordinal', readonly name: string }

export interface EntityToWrite {
  readonly contextUrl: string
  readonly version: string
  readonly format: Format
  readonly members: readonly Member[]
  readonly texts: ReadonlyMap<string, Content>
  /** `@odata.count` of collections, by name. */
  readonly counts: ReadonlyMap<string, string>
}

/** `"name":` of each member, by the members of a shape, which are remembered with its plan. */
const heads = new WeakMap<readonly Member[], readonly string[]>()

function headsOf (members: readonly Member[]): readonly string[] {
  const known = heads.get(members)
  if (known !== undefined) return known
  const made = members.map(({ name }) => `${JSON.stringify(name)}:`)
  heads.set(members, made)
  return made
}

/** JSON text, in pieces where a member is large. */
export function writeEntity ({ contextUrl, version, format, members, texts, counts }: EntityToWrite): Content {
  const pieces: Piece[] = []
  let text = '{'
  // Only the length of the text is looked at: a look at what is in it would put its pieces together each time.
  const appendText = (member: string): void => { text += text.length === 1 && pieces.length === 0 ? member : `,${member}` }
  const append = (name: string, value: string): void => { appendText(`${JSON.stringify(name)}:${value}`) }
  const named = headsOf(members)
  if (format.metadata !== 'none') {
    append(controlName(format, 'context'), JSON.stringify(contextUrl))
    append(controlName(format, 'etag'), JSON.stringify(etagOf(version)))
  }
  for (let place = 0; place < members.length; place++) {
    const member = members[place]!
    const head = named[place]!
    if (member.kind === 'constant') {
      appendText(head + member.json)
      continue
    }
    if (member.kind === 'link' || member.kind === 'stream' || member.kind === 'collection' || member.kind === 'dynamic') {
      const fragment = texts.get(member.name)
      if (fragment !== undefined && fragment !== '') appendText(String(fragment))
      continue
    }
    const count = counts.size === 0 ? undefined : counts.get(member.name)
    if (count !== undefined) append(controlName(format, 'count', member.name), writeInt64(count, format))
    const value = texts.get(member.name) ?? 'null'
    if ((member.kind === 'property' || member.kind === 'computed') && typeof value === 'string' && member.omitted.includes(value)) continue
    if (typeof value === 'string') {
      appendText(head + value)
    } else {
      appendText(head)
      pieces.push(text, ...value)
      text = ''
    }
  }
  text += '}'
  return pieces.length === 0 ? text : [...pieces, text]
}

/** An Edm.Int64, as text for clients whose numbers are doubles (JSON format 4.01, section 3.2). */
export function writeInt64 (digits: string, { ieee754Compatible }: Format): string {
  return ieee754Compatible ? `"${digits}"` : digits
}

/** What stands between the service root and the resource in a context URL. */
export const BEFORE_CONTEXT = '/$metadata#'

/** `@odata.context` with what `$select` chose (Protocol 4.01, sections 10.4, 10.8 and 10.14). */
export function contextUrl (serviceRoot: string, resource: string, selected: string | undefined): string {
  return `${serviceRoot}${BEFORE_CONTEXT}${resource}${selected === undefined ? '' : `(${selected})`}`
}
