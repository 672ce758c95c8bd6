/** `Prefer` (RFC 7240; OData-Protocol 4.01, section 8.2.8): what a client would like; unknown preferences are no error. */

export interface Preferences {
  /** `return=minimal`, `return=representation`. */
  readonly return: 'minimal' | 'representation' | undefined
  /** `maxpagesize`, `odata.maxpagesize`: rows a page, at least 1. */
  readonly maxPageSize: number | undefined
}

const none: Preferences = { return: undefined, maxPageSize: undefined }

/** The preferences of a header; the first spelling of a preference wins, a value that makes no sense is ignored. */
export function parsePreferences (header: string | undefined): Preferences {
  if (header === undefined) return none
  const values = new Map<string, string>()
  for (const part of header.split(/[,;]/)) {
    const equals = part.indexOf('=')
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase().replace(/^odata\./, '')
    const value = equals === -1 ? '' : part.slice(equals + 1).trim().replace(/^"(.*)"$/, '$1')
    if (name !== '' && !values.has(name)) values.set(name, value)
  }
  const returned = values.get('return')?.toLowerCase()
  const size = values.get('maxpagesize') ?? ''
  return {
    return: returned === 'minimal' || returned === 'representation' ? returned : undefined,
    maxPageSize: /^[1-9]\d{0,8}$/.test(size) ? Number(size) : undefined
  }
}
