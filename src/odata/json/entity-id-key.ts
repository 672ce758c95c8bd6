/** Which entity of a contained collection an item of a body is (JSON Format 4.01, section 4.5.8; Protocol 4.01, section 11.4.3.1). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { lastName } from '../../edm/inner-navigation.js'
import type { EdmModel, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { bindKey, keySegment } from '../bind/key-segment.js'
import type { EntityKey } from '../canonical-path.js'
import { parseResourcePath } from '../url/parse-path.js'
import { idIn } from './body-annotations.js'
import { readKeyMembers } from './entity-keys.js'

/** The key of an entity in a contained collection: its key properties, or that at the end of its entity-id. */
export function keyOfContained (
  model: EdmModel,
  navigation: NavigationProperty,
  body: Readonly<Record<string, unknown>>
): EntityKey | undefined {
  const key = readKeyMembers(navigation.target, body)
  if (key !== undefined) return key
  const id = idIn(body)
  return typeof id === 'string' ? keyOfEntityId(model, navigation, id) : undefined
}

/** `Items(1)`, `Items(No=1,Of='x')` or `Items/1`, with the path around it or without; undefined for the id of nothing in the property. */
function keyOfEntityId (model: EdmModel, navigation: NavigationProperty, id: string): EntityKey | undefined {
  try {
    return keyIn(model, navigation, id)
  } catch (error) {
    if (error instanceof ODataError) return undefined
    throw error
  }
}

function keyIn (model: EdmModel, { name, target }: NavigationProperty, id: string): EntityKey | undefined {
  const [around, last] = parseResourcePath(id.replace(/^[a-z]+:\/\/[^/]*/i, '')).slice(-2)
  const item = last ?? around
  if (item?.kind !== 'plain') return undefined
  const property = lastName(name).toLowerCase()
  const isInParentheses = item.name?.toLowerCase() === property && item.parentheses.length > 0
  const isSegment = last !== undefined && around?.kind === 'plain' && around.text.toLowerCase() === property
  if (!isInParentheses && !isSegment) return undefined
  const segment = isInParentheses ? keySegment(model, target, item) : bindKey(dialectOf(model), target, item)
  return segment.kind === 'key' ? segment.key : undefined
}

/** What is wrong with an item that is to be removed and does not say which one it is. */
export function unnamedItem ({ name, target: { key } }: NavigationProperty): string {
  const names = key.map(({ path }) => `'${path}'`)
  const [only = '', ...others] = names
  const wanted = others.length > 0 ? `its key (${names.join(', ')})` : `${/^'[aeiou]/i.test(only) ? 'an' : 'a'} ${only}`
  return `An item that is to be removed must have ${wanted}, or an @id of '${name}'.`
}
