/** `Prefer` (RFC 7240; OData-Protocol 4.01, section 8.2.8): what a client would like; unknown preferences are no error. */

export interface Preferences {
  /** `return=minimal`, `return=representation`. */
  readonly return: 'minimal' | 'representation' | undefined
  /** `maxpagesize`, `odata.maxpagesize`: items a page, at least 1. */
  readonly maxPageSize: number | undefined
  /** `omit-values`: properties that are null, or that have their default value, are left out (section 8.2.8.6). */
  readonly omitValues: 'nulls' | 'defaults' | undefined
  /** `include-annotations`: as it was sent; this service has no annotation but control information (section 8.2.8.4). */
  readonly includeAnnotations: string | undefined
  /** `handling=strict`, which is how every request is handled; `lenient` is not applied. */
  readonly strict: boolean
  /** `continue-on-error`: a batch goes on behind a request that failed (section 8.2.8.3); undefined where nothing was said. */
  readonly continueOnError: boolean | undefined
  /** The names as they were sent, with or without the prefix `odata.`, so that the answer repeats them. */
  readonly spelling: ReadonlyMap<string, string>
}

const none: Preferences = {
  return: undefined,
  maxPageSize: undefined,
  omitValues: undefined,
  includeAnnotations: undefined,
  strict: false,
  continueOnError: undefined,
  spelling: new Map()
}

/** The preferences of a header; the first spelling of a preference wins, a value that makes no sense is ignored. */
export function parsePreferences (header: string | undefined): Preferences {
  if (header === undefined) return none
  const values = new Map<string, string>()
  const spelling = new Map<string, string>()
  for (const [, name = '', quoted, plain] of header.matchAll(/([^\s=,;"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g)) {
    const bare = name.toLowerCase().replace(/^odata\./, '')
    if (values.has(bare)) continue
    values.set(bare, quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '')
    spelling.set(bare, name.toLowerCase())
  }
  const size = values.get('maxpagesize') ?? ''
  const go = values.get('continue-on-error')?.toLowerCase()
  return {
    return: oneOf(values.get('return'), ['minimal', 'representation']),
    maxPageSize: /^[1-9]\d{0,8}$/.test(size) ? Number(size) : undefined,
    omitValues: oneOf(values.get('omit-values'), ['nulls', 'defaults']),
    includeAnnotations: values.get('include-annotations') === '' ? undefined : values.get('include-annotations'),
    strict: values.get('handling')?.toLowerCase() === 'strict',
    continueOnError: go === undefined ? undefined : go !== 'false',
    spelling
  }
}

function oneOf <const Values extends readonly string[]> (value: string | undefined, values: Values): Values[number] | undefined {
  return values.find(candidate => candidate === value?.toLowerCase())
}

/** What an answer did of a client's preferences. */
export interface Applied {
  /** Whether `return` decided what the answer holds. */
  readonly returned: boolean
  /** Whether the answer is a page. */
  readonly paged: boolean
  /** Whether the answer has properties that could be left out. */
  readonly omitted: boolean
}

/** `Preference-Applied` (section 8.3.6); undefined where nothing was applied. */
export function appliedPreferences (preferences: Preferences, { returned, paged, omitted }: Applied): string | undefined {
  const { maxPageSize, omitValues, includeAnnotations, strict, spelling } = preferences
  const name = (bare: string): string => spelling.get(bare) ?? bare
  const applied = [
    ...returned && preferences.return !== undefined ? [`return=${preferences.return}`] : [],
    ...paged && maxPageSize !== undefined ? [`${name('maxpagesize')}=${maxPageSize}`] : [],
    ...omitted && omitValues !== undefined ? [`${name('omit-values')}=${omitValues}`] : [],
    ...includeAnnotations === undefined ? [] : [`${name('include-annotations')}="${includeAnnotations.replace(/["\\]/g, '\\$&')}"`],
    ...strict ? ['handling=strict'] : []
  ]
  return applied.length === 0 ? undefined : applied.join(', ')
}
