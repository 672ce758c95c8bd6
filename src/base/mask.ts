/** Tokens and secrets in what was sent are masked wherever it is shown, in logs and in the journal. Each function is linear in its text. */

const MASK = '***'

const secretHeader = /^(?:authorization|proxy-authorization|cookie|set-cookie)$|token|secret|password|api-?key|admin-key/i

/** Members of forms, of queries and of JSON (RFC 6749, 6750, 7521 and 7636). */
const secretNames: ReadonlySet<string> = new Set([
  'access_token', 'admin_key', 'api_key', 'api-key', 'apikey', 'assertion', 'client_assertion', 'client_secret', 'code_verifier',
  'id_token', 'password', 'refresh_token', 'secret', 'token', 'x-admin-key', 'x-api-key'
])

const isSecretName = (name: string): boolean => secretNames.has(name.toLowerCase())

/** Whether a member of JSON holds a secret, be it a parameter or a header of a batch; control information never does. */
export const isSecretMember = (name: string): boolean => isSecretName(name) || (secretHeader.test(name) && !/^\$|[@.]/.test(name))

/** The scheme of `Authorization` stays: it is not a secret, and often what is wrong. */
export function maskHeader (name: string, value: string): string {
  if (!secretHeader.test(name)) return maskUrl(value)
  const [, scheme] = /^(bearer|basic|negotiate|digest)\s/i.exec(value) ?? []
  return scheme === undefined ? MASK : `${scheme} ${MASK}`
}

/** A body of any kind, whole or cut off: JSON, a form, or messages with headers as those of a multipart batch. */
export const maskBody = (text: string): string => maskUrl(maskHeaderLines(maskJson(text)))

/** `name=value` wherever it stands, the name however it is encoded; and the password before a host. */
export const maskUrl = (url: string): string => maskAuthority(maskPairs(url))

const maskPairs = (text: string): string =>
  text.replace(/(^|[?&;"'\s])([^=&?;#\s"']{1,100})=([^&#\s"']+)/g, (pair, before: string, name: string) =>
    isSecretName(decoded(name)) ? `${before}${name}=${MASK}` : pair)

const maskAuthority = (text: string): string =>
  text.includes('@') ? text.replace(/(:\/\/[^:/?#@\s]{0,200}):[^/?#@\s]{1,1000}@/g, `$1:${MASK}@`) : text

export const maskQueryOption = (name: string, value: string): string => isSecretName(name) ? MASK : value

function decoded (text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Lines of headers, with those they are continued on (RFC 9112, section 5.2). */
const maskHeaderLines = (text: string): string =>
  text.includes(':')
    ? text.replace(/^([\w!#$%&'*+.^`|~-]{1,100})([ \t]*:[ \t]*)([^\r\n]+(?:\r?\n[ \t][^\r\n]*)*)/gm, (line, name: string, colon: string, value: string) =>
      secretHeader.test(name) ? `${name}${colon}${maskHeader(name, value)}` : line)
    : text

/** A string of JSON, or what was cut off of one; a line break ends it, as none may be in it. */
const jsonString = /"(?:[^"\\\r\n]|\\[^\r\n])*"?/y

/** Members whose names are secret, whatever their values are. */
function maskJson (text: string): string {
  let masked = ''
  let from = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    const name = stringAt(text, at)
    at += name.length
    const colon = skipBlanks(text, at)
    if (text[colon] !== ':' || !isSecretMember(valueOf(name))) continue
    const start = skipBlanks(text, colon + 1)
    const end = endOfValue(text, start)
    masked += `${text.slice(from, start)}${maskedValue(text.slice(start, end))}`
    from = at = end
  }
  return from === 0 ? text : `${masked}${text.slice(from)}`
}

function stringAt (text: string, at: number): string {
  jsonString.lastIndex = at
  return jsonString.exec(text)![0]
}

function skipBlanks (text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++
  return at
}

const maskedValue = (value: string): string => value.startsWith('"') ? JSON.stringify(maskHeader('secret', valueOf(value))) : `"${MASK}"`

/** The text of a string of JSON; as it stands, when it is not one. */
function valueOf (literal: string): string {
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal.replace(/^"|"$/g, '')
  }
}

/** Where a value ends that begins at `start`: a string, a list or object with all that is in it, or a word. */
function endOfValue (text: string, start: number): number {
  let depth = 0
  let at = start
  while (at < text.length) {
    const character = text[at]!
    if (character === '"') at += stringAt(text, at).length
    else if (character === '[' || character === '{') [depth, at] = [depth + 1, at + 1]
    else if (character === ']' || character === '}') {
      if (depth === 0) return at
      ;[depth, at] = [depth - 1, at + 1]
    } else if (depth === 0 && (character === ',' || character === '\r' || character === '\n')) return at
    else at++
    if (depth === 0 && '"]}'.includes(text[at - 1]!)) return at
  }
  return at
}
