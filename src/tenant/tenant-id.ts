/** What a tenant id is: the one rule, for tokens, headers, URLs, seeds, controls and the identity endpoint. */

/** The tenant of requests that name none. */
export const DEFAULT_TENANT = 'default'

/** The longest tenant id, in characters; directory ids are GUIDs of 36. */
export const MAX_TENANT_ID_LENGTH = 128

/**
 * The characters of a GUID and of a domain name, which are safe in every URL, log line and file name; not dots alone, which URLs resolve.
 */
const PATTERN = /^(?!\.+$)[\w.-]+$/

/** The rule as a pattern of JSON Schema. */
export const TENANT_ID_PATTERN = `^(?!\\.+$)[A-Za-z0-9_.-]{1,${MAX_TENANT_ID_LENGTH}}$`

/** The rule in words, to end a sentence. */
export const TENANT_ID_RULE = `1 to ${MAX_TENANT_ID_LENGTH} letters, digits, dots, dashes and underscores, and not dots alone`

/** A tenant's id as it is stored, in lower case, or undefined for text that cannot be one. */
export const parseTenantId = (text: string): string | undefined =>
  text.length <= MAX_TENANT_ID_LENGTH && PATTERN.test(text) ? text.toLowerCase() : undefined
