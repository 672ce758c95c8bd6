/**
 * The headers of many requests, of which most are the same in all of them: a template has their names and what they have in common, and of
 * a request only the rest is written down.
 */
import type { Headers } from './journal.js'

export interface HeaderTemplate {
  readonly names: readonly string[]
  /** The value that all have; undefined where they differ. */
  readonly values: readonly (string | undefined)[]
  /** How many differ. */
  readonly open: number
}

/** Ends a text. No header has it. */
export const END = '\0'
/** Sets of names for which a template is remembered: those of a kind of request, and of a kind of answer. */
const REMEMBERED = 16

export interface HeaderTemplates {
  /** One that these headers fit. What differs from what it had is left open in the one that takes its place. */
  readonly templateFor: (headers: Headers) => HeaderTemplate
}

export function createHeaderTemplates (): HeaderTemplates {
  // The latest first.
  const known: HeaderTemplate[] = []
  return {
    templateFor: headers => {
      for (const [place, template] of known.entries()) {
        const fit = fitOf(template, headers)
        if (fit === 'no') continue
        const found = fit === 'yes' ? template : widened(template, headers)
        if (known[0] !== found) {
          known.splice(place, 1)
          known.unshift(found)
        }
        return found
      }
      const names = Object.keys(headers).filter(name => headers[name] !== undefined)
      const template = { names, values: names.map(name => textOf(headers[name])), open: 0 }
      known.unshift(template)
      if (known.length > REMEMBERED) known.pop()
      return template
    }
  }
}

/** `names`: the names are the same, in the same order, and a value is another. */
function fitOf ({ names, values }: HeaderTemplate, headers: Headers): 'yes' | 'names' | 'no' {
  let [place, same] = [0, true]
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined) continue
    if (names[place] !== name) return 'no'
    const common = values[place++]
    if (same && common !== undefined && common !== value && common !== textOf(value)) same = false
  }
  if (place !== names.length) return 'no'
  return same ? 'yes' : 'names'
}

function widened ({ names, values }: HeaderTemplate, headers: Headers): HeaderTemplate {
  const common = values.map((value, place) => value === textOf(headers[names[place]!]) ? value : undefined)
  return { names, values: common, open: common.filter(value => value === undefined).length }
}

/** The values that the template leaves open, after what is there. */
export function withOpen (text: string, { names, values, open }: HeaderTemplate, headers: Headers): string {
  if (open === 0) return text
  for (let place = 0; place < names.length; place++) {
    if (values[place] === undefined) text += END + textOf(headers[names[place]!])
  }
  return text
}

/** The headers again, of their template and what it leaves open. */
export function headersOf ({ names, values }: HeaderTemplate, open: readonly string[]): Record<string, string> {
  let next = 0
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? open[next++] ?? '']))
}

/** Several values of a header are one. */
const textOf = (value: Headers[string]): string => Array.isArray(value) ? value.join(', ') : String(value)
