/** `tolower` and `toupper` by the table of `case-mapping.ts`. */
import { lowerCase, upperCase } from './case-mapping.js'
import type { CaseTable } from './case-mapping.js'

const toMap = ({ from, to }: CaseTable): ReadonlyMap<string, string> => {
  const results = [...to]
  return new Map([...from].map((character, index) => [character, results[index] ?? character]))
}

const lower = toMap(lowerCase)
const upper = toMap(upperCase)
// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/

function mapped (text: string, table: ReadonlyMap<string, string>): string {
  let result = ''
  for (const character of text) result += table.get(character) ?? character
  return result
}

export function toLower (text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : mapped(text, lower)
}

export function toUpper (text: string): string {
  return ASCII.test(text) ? text.toUpperCase() : mapped(text, upper)
}
