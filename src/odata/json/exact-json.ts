/** JSON whose numbers keep their digits (RFC 8259): what a double would change is an {@link ExactNumber}. */
import { randomUUID } from 'node:crypto'
import { ExactNumber } from '../../edm/exact-number.js'

/** Nobody can send this text by chance, or on purpose. */
const MARK = `\u0000${randomUUID()}:`
const ESCAPED_MARK = JSON.stringify(MARK).slice(1, -1)

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** @throws SyntaxError for what is not JSON */
export function parseExactJson (text: string): unknown {
  let found = false
  const marked = text.replace(tokens, token => {
    if (token.startsWith('"') || String(Number(token)) === token || !number.test(token)) return token
    found = true
    return `"${ESCAPED_MARK}${token}"`
  })
  if (!found) return JSON.parse(text)
  return JSON.parse(marked, (_name, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value)
}

/** The inverse: numbers with the digits they had. */
export function writeExactJson (value: unknown): string {
  if (value instanceof ExactNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(writeExactJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${writeExactJson(member)}`).join(',')}}`
}
