/** What a tenant id is: the one rule, for tokens, headers, URLs, seeds, controls and the identity endpoint. */
import { limits } from '../base/limits.js'

/** The tenant of requests that name none. */
export const DEFAULT_TENANT = 'default'

/**
 * The characters of a GUID and of a domain name, which are safe in every URL, log line and file name; not dots alone, which URLs resolve.
 */
const PATTERN = /^(?!\.+$)[\w.-]+$/

/** The rule as a pattern of JSON Schema. */
export const TENANT_ID_PATTERN = `^(?!\\.+$)[A-Za-z0-9_.-]{1,${limits.tenantIdLength.most}}$`

/** The rule in words, to end a sentence. */
export const TENANT_ID_RULE = `1 to ${limits.tenantIdLength.most} letters, digits, dots, dashes and underscores, and not dots alone`

/** A tenant's id as it is stored, in lower case, or undefined for text that cannot be one. */
export const parseTenantId = (text: string): string | undefined =>
  text.length <= limits.tenantIdLength.most && PATTERN.test(text) ? text.toLowerCase() : undefined
