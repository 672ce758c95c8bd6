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
  /** `continue-on-error`: a batch goes on after a request that failed (section 8.2.8.3); undefined where nothing was said. */
  readonly continueOnError: boolean | undefined
  /** `respond-async`: the client takes a 202 and asks for the answer later (section 8.2.8.8). */
  readonly respondAsync: boolean
  /** `wait`: seconds that the client waits for an answer at most (section 8.2.8.10). */
  readonly wait: number | undefined
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
  respondAsync: false,
  wait: undefined,
  spelling: new Map()
}

interface Preference {
  readonly value: string
  /** The name in lower case, as it was sent. */
  readonly name: string
}

const PREFIX = 'odata.'

/**
 * The preferences of a header. Of two with one name the first counts, and one without the prefix `odata.` before one with it; a value
 * that makes no sense is ignored.
 */
export function parsePreferences (header: string | undefined): Preferences {
  if (header === undefined) return none
  const sent = new Map<string, Preference>()
  for (const preference of preferencesOf(header)) {
    const isPrefixed = preference.name.startsWith(PREFIX)
    const name = isPrefixed ? preference.name.slice(PREFIX.length) : preference.name
    const known = sent.get(name)
    if (known === undefined || (!isPrefixed && known.name.startsWith(PREFIX))) sent.set(name, preference)
  }
  const valueOf = (name: string): string | undefined => sent.get(name)?.value
  const size = valueOf('maxpagesize') ?? ''
  const wait = valueOf('wait') ?? ''
  const go = oneOf(valueOf('continue-on-error'), ['', 'true', 'false'])
  return {
    return: oneOf(valueOf('return'), ['minimal', 'representation']),
    maxPageSize: /^[1-9]\d{0,8}$/.test(size) ? Number(size) : undefined,
    omitValues: oneOf(valueOf('omit-values'), ['nulls', 'defaults']),
    includeAnnotations: valueOf('include-annotations') === '' ? undefined : valueOf('include-annotations'),
    strict: valueOf('handling')?.toLowerCase() === 'strict',
    continueOnError: go === undefined ? undefined : go !== 'false',
    respondAsync: sent.has('respond-async'),
    wait: /^\d{1,9}$/.test(wait) ? Number(wait) : undefined,
    spelling: new Map([...sent].map(([name, preference]) => [name, preference.name]))
  }
}

/** A name, and what is between it and its value: one step of the header at a time, so that no text takes longer than it is long. */
const token = /[^\s=,;"]+/y
const quotedString = /"((?:[^"\\]|\\.)*)(?:"|$)/sy

/** `preference = token [ BWS "=" BWS ( token / quoted-string ) ]`; commas and semicolons stand between them. */
function * preferencesOf (header: string): Generator<Preference> {
  let at = 0
  while (at < header.length) {
    const name = match(token, header, at)?.[0]
    if (name === undefined) {
      at += match(quotedString, header, at)?.[0].length ?? 1
      continue
    }
    at += name.length
    const equals = skipBlanks(header, at)
    if (header[equals] !== '=') {
      yield { name: name.toLowerCase(), value: '' }
      continue
    }
    at = skipBlanks(header, equals + 1)
    const quoted = match(quotedString, header, at)
    const value = quoted?.[0] ?? match(token, header, at)?.[0] ?? ''
    at += value.length
    yield { name: name.toLowerCase(), value: quoted?.[1]?.replace(/\\(.)/gs, '$1') ?? value }
  }
}

function match (pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function skipBlanks (text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at++
  return at
}

function oneOf <const Values extends readonly string[]> (value: string | undefined, values: Values): Values[number] | undefined {
  return values.find(candidate => candidate === value?.toLowerCase())
}

/** What an answer did of a client's preferences. */
export interface Applied {
  /** Whether `return` decided what the answer holds. */
  readonly returned: boolean
  /** Items of the page at most, where the answer is one. */
  readonly pageSize: number | undefined
  /** Whether the answer has properties that could be left out. */
  readonly omitted: boolean
}

/** `Preference-Applied` (section 8.3.6), with the values that were applied; undefined where nothing was. */
export function appliedPreferences (preferences: Preferences, { returned, pageSize, omitted }: Applied): string | undefined {
  const { maxPageSize, omitValues, includeAnnotations, strict, spelling } = preferences
  if (spelling.size === 0) return undefined
  const name = (bare: string): string => spelling.get(bare) ?? bare
  const applied = [
    ...returned && preferences.return !== undefined ? [`return=${preferences.return}`] : [],
    ...pageSize !== undefined && maxPageSize !== undefined ? [`${name('maxpagesize')}=${pageSize}`] : [],
    ...omitted && omitValues !== undefined ? [`${name('omit-values')}=${omitValues}`] : [],
    ...includeAnnotations === undefined ? [] : [`${name('include-annotations')}="${includeAnnotations.replace(/["\\]/g, '\\$&')}"`],
    ...strict ? ['handling=strict'] : []
  ]
  return applied.length === 0 ? undefined : applied.join(', ')
}
