/** JSON whose numbers keep their digits: `Edm.Int64` and `Edm.Decimal` have more than a number of JavaScript holds. */

const digits = Symbol('digits')

/** A number as it is written. */
export interface ExactNumber {
  readonly [digits]: string
}

export type Json = null | boolean | string | number | ExactNumber | readonly Json[] | { readonly [name: string]: Json }

export const isExact = (value: unknown): value is ExactNumber => typeof value === 'object' && value !== null && digits in value

export const exact = (text: string): ExactNumber => ({ [digits]: text })

export const digitsOf = (value: ExactNumber): string => value[digits]

/** Numbers that JavaScript would change become exact ones, where the browser says how they were written. @throws SyntaxError */
export function parseJson (text: string): Json {
  return JSON.parse(text, function (this: unknown, _name: string, value: unknown, context?: { readonly source?: string }) {
    if (typeof value !== 'number' || context?.source === undefined || String(value) === context.source) return value
    return exact(context.source)
  } as (name: string, value: unknown) => unknown) as Json
}

export function printJson (value: Json, indent = ''): string {
  if (isExact(value)) return digitsOf(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const deeper = `${indent}  `
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', (value as readonly Json[]).map(item => printJson(item, deeper))]
    : ['{', '}', Object.entries(value as Readonly<Record<string, Json>>).map(([name, item]) => `${JSON.stringify(name)}: ${printJson(item, deeper)}`)]
  return items.length === 0 ? open + close : `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`
}

export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExact(value)

/** Undefined for text that is no JSON. */
export function tryJson (text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
