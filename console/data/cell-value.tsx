import type { JSX } from 'preact'
import { digitsOf, isExact, isObject, printJson } from '../service/exact-json.js'
import type { Json } from '../service/exact-json.js'

const LONGEST = 400

/** A value in one line. */
export function CellValue ({ value }: { readonly value: Json | undefined }): JSX.Element {
  if (value === undefined) return <></>
  if (value === null) return <span class='null'>null</span>
  if (isExact(value)) return <span class='number'>{digitsOf(value)}</span>
  if (typeof value !== 'object') return <span class={typeof value === 'string' ? '' : 'number'} title={cut(String(value))}>{cut(String(value))}</span>
  if (Array.isArray(value)) return <ListValue list={value as readonly Json[]} />
  const text = cut(printJson(withoutControl(value)).replace(/\n\s*/g, ' '))
  return <span class='mono' title={text}>{text}</span>
}

function ListValue ({ list }: { readonly list: readonly Json[] }): JSX.Element {
  const scalars = list.every(item => typeof item === 'string' || typeof item === 'number' || isExact(item))
  const text = scalars ? list.map(item => isExact(item) ? digitsOf(item) : String(item)).join(', ') : `${list.length} ${list.length === 1 ? 'item' : 'items'}`
  return list.length === 0 ? <span class='null'>none</span> : <span title={cut(text)}>{cut(text)}</span>
}

const cut = (text: string): string => text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text

/** Without what the protocol adds. */
export const withoutControl = (value: Json): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !name.includes('@'))) : value
