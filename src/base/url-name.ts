/**
 * Names that stand in URLs as a segment: of tenants, snapshots, fault rules. One rule for all of them, so that whatever has a name can be
 * addressed by it: dots alone are resolved by every client before it sends them.
 */

/** The rule as a pattern, of JSON Schema too. */
export const urlNamePattern = (maxLength: number): string => `^(?!\\.+$)[A-Za-z0-9_.-]{1,${maxLength}}$`

/** The rule in words, to end a sentence. */
export const urlNameRule = (maxLength: number): string =>
  `1 to ${maxLength} letters, digits, dots, dashes and underscores, and not dots alone`

/** What earlier versions took for a name; it can still be looked at and removed, by clients that send dots as they are. */
export const formerNamePattern = (maxLength: number): string => `^[A-Za-z0-9_.-]{1,${maxLength}}$`
