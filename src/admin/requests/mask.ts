/** Tokens and secrets never leave the journal: they are masked wherever it is read. */

const MASK = '***'

const secretHeader = /^(authorization|proxy-authorization|cookie|set-cookie)$|token|secret|password|api-?key|admin-key/i

const secretNames = 'client_secret|client_assertion|password|access_token|refresh_token|id_token|assertion|code_verifier'
const inJson = new RegExp(`("(?:${secretNames})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*("|$)`, 'gi')
const inForm = new RegExp(`(^|[?&"\\s])((?:${secretNames})=)[^&#\\s"]*`, 'gi')

/** The scheme of `Authorization` stays: it is no secret, and often what is wrong. */
export function maskHeader (name: string, value: string): string {
  if (!secretHeader.test(name)) return value
  const [, scheme] = /^(bearer|basic|negotiate|digest)\s/i.exec(value) ?? []
  return scheme === undefined ? MASK : `${scheme} ${MASK}`
}

/** JSON, whole or cut off, or a form. */
export const maskBody = (text: string): string => text.replace(inJson, `$1"${MASK}"`).replace(inForm, `$1$2${MASK}`)

export const maskUrl = (url: string): string => url.replace(inForm, `$1$2${MASK}`)

export const maskQueryOption = (name: string, value: string): string => maskUrl(`?${name}=x`) === `?${name}=x` ? value : MASK
