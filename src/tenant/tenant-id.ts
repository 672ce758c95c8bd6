/** What a tenant id is: the one rule, for tokens, headers, URLs, seeds, controls and the identity endpoint. */
import { urlNamePattern, urlNameRule } from '../base/url-name.js'

/** The tenant of requests that name none. */
export const DEFAULT_TENANT = 'default'

/** The longest tenant id, in characters; directory ids are GUIDs of 36. */
export const MAX_TENANT_ID_LENGTH = 128

/** The rule as a pattern of JSON Schema. */
export const TENANT_ID_PATTERN = urlNamePattern(MAX_TENANT_ID_LENGTH)

/** The rule in words, to end a sentence. */
export const TENANT_ID_RULE = urlNameRule(MAX_TENANT_ID_LENGTH)

const pattern = new RegExp(TENANT_ID_PATTERN)

/** A tenant's id as it is stored, in lower case, or undefined for text that cannot be one. */
export const parseTenantId = (text: string): string | undefined => pattern.test(text) ? text.toLowerCase() : undefined
