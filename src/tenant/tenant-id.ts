/** What a tenant id is: the one rule, for tokens, headers, URLs, seeds, controls and the identity endpoint. */
import { limits } from '../base/limits.js'
import { urlNamePattern, urlNameRule } from '../base/url-name.js'

/** The tenant of requests that name none. */
export const DEFAULT_TENANT = 'default'

/** The rule as a pattern of JSON Schema. Directory ids are GUIDs of 36 characters. */
export const TENANT_ID_PATTERN = urlNamePattern(limits.tenantIdLength.most)

/** The rule in words, to end a sentence. */
export const TENANT_ID_RULE = urlNameRule(limits.tenantIdLength.most)

const pattern = new RegExp(TENANT_ID_PATTERN)

/** A tenant's id as it is stored, in lower case, or undefined for text that cannot be one. */
export const parseTenantId = (text: string): string | undefined => pattern.test(text) ? text.toLowerCase() : undefined
