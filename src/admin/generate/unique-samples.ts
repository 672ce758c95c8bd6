/** Values of generated entities that make no alternate key twice (vocabulary Core, `AlternateKeys`). */
import { memberAt } from '../../base/members.js'
import type { EdmModel, KeyProperty, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { uniqueTogether } from '../../odata/bind/alternate-key.js'

type Members = Readonly<Record<string, unknown>>

export interface UniqueSamples {
  readonly model: EdmModel
  readonly keysOf: Map<NavigationProperty, ReadonlyArray<readonly KeyProperty[]>>
  /** By path and key. */
  readonly taken: Map<string, Set<string>>
}

export const createUniqueSamples = (model: EdmModel): UniqueSamples => ({ model, keysOf: new Map(), taken: new Map() })

/** How often values are made that another entity has already. */
const TRIES = 50

/**
 * `sample` makes other values for each attempt. Where it finds no more, what may be null is.
 * @throws ODataError `badRequest` where nothing may
 */
export function sampleUnique (
  samples: UniqueSamples,
  { navigation, path }: { readonly navigation: NavigationProperty, readonly path: string },
  sample: (attempt: number) => Members
): Members {
  const { model, keysOf } = samples
  const keys = keysOf.get(navigation) ?? uniqueTogether(model, navigation)
  keysOf.set(navigation, keys)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const members = sample(attempt)
    const texts = keys.map(key => textOf(key, members))
    if (texts.some((text, index) => text !== undefined && takenOf(samples, path, index).has(text))) continue
    texts.forEach((text, index) => { if (text !== undefined) takenOf(samples, path, index).add(text) })
    return members
  }
  const nullable = keys.map(key => key.map(({ property, way: [outer = property] = [] }) => outer).find(({ type }) => type.nullable)?.name)
  const stuck = nullable.indexOf(undefined)
  if (stuck < 0) return { ...sample(TRIES), ...Object.fromEntries(nullable.map(name => [name, null])) }
  const names = keys[stuck]?.map(({ path }) => path).join(' and ') ?? ''
  throw new ODataError('badRequest', `No more values were found for ${path} that make ${names} an alternate key.`, { target: 'counts' })
}

function takenOf ({ taken }: UniqueSamples, path: string, key: number): Set<string> {
  const name = `${path} ${key}`
  const found = taken.get(name) ?? new Set<string>()
  taken.set(name, found)
  return found
}

/** Undefined for a key with a part that is null, or not there. */
function textOf (key: readonly KeyProperty[], members: Members): string | undefined {
  const values = key.map(({ path }) => memberAt(members, path))
  return values.some(value => value === null || value === undefined) ? undefined : JSON.stringify(values.map(String))
}
