/** Keys in resource paths: in parentheses and as segments (OData-URL 4.01, sections 4.3.1, 4.3.2 and 4.3.6). */
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import type { EdmModel, EntityType, KeyProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { impliedKey } from '../implied-key.js'
import { keyName, keySegmentValue, keyValue } from '../key-predicate.js'
import { isTolerated } from '../tolerate.js'
import type { PlainSegmentNode } from '../url/ast.js'
import type { PathSegment } from './path.js'
import { unknownSegment } from './unknown-segment.js'

type ImpliedKey = ReturnType<typeof impliedKey>
const NOTHING_IMPLIED: ImpliedKey = new Map()

/** `/{id}` and `('{id}')`: key-as-segment and the canonical form (OData-URL 4.01, sections 4.3.1 and 4.3.6). */
export function bindKey (
  dialect: ServiceDialect,
  element: EntityType,
  node: PlainSegmentNode,
  implied = NOTHING_IMPLIED
): PathSegment {
  const property = onlyPart(element, implied)
  checkPossible(node.text)
  const value = property === undefined ? undefined : keySegmentValue(property, node.text)
  if (value === undefined) throw unknownSegment(dialect, node.text)
  const key = element.key.map(part => part === property ? value : implied.get(part) ?? value)
  return { kind: 'key', key, type: { type: element, nullable: false } }
}

/** The part of a key that a value without a name is of: the only one, or the only one that does not follow from the entity around. */
function onlyPart ({ key }: EntityType, implied: ImpliedKey): KeyProperty | undefined {
  const [property, more] = key.length === 1 ? key : key.filter(part => !implied.has(part))
  return more === undefined ? property : undefined
}

/** What follows of the key from the entity whose navigation property the path ends with, a cast aside (section 4.3.2). */
export function impliedAfter (segments: readonly PathSegment[]): ImpliedKey {
  const path = segments.filter(({ kind }) => kind !== 'typeCast' && kind !== 'filter')
  const [around, navigation] = path.slice(-2)
  if (around?.kind !== 'key' || around.by !== undefined || navigation?.kind !== 'navigation') return NOTHING_IMPLIED
  return impliedKey(navigation.property, around.type.type as EntityType, around.key)
}

/** By position for a key of one property, by names for any (OData-URL 4.01, section 4.3.1). What is implied may be left out. */
export function keySegment (
  model: EdmModel,
  target: EntityType,
  node: Pick<PlainSegmentNode, 'text' | 'parentheses'>,
  implied = NOTHING_IMPLIED
): PathSegment {
  const [parentheses, more] = node.parentheses
  const { key } = target
  const only = onlyPart(target, implied)
  let given = 0
  const values = key.flatMap(property => {
    const written = parentheses?.kind === 'key'
      ? property === only ? parentheses.value : undefined
      : parentheses?.parameters.find(({ name }) => name.toLowerCase() === keyName(property).toLowerCase())?.value
    if (written?.kind === 'literal') checkPossible(written.text)
    if (written !== undefined) given++
    const value = written === undefined ? implied.get(property) : keyValue(property, written, () => isTolerated(model, 'quotedKeys'))
    return value === undefined ? [] : [value]
  })
  const isComplete = values.length === key.length && given > 0 &&
    (parentheses?.kind === 'key' || parentheses?.parameters.length === given)
  if (more !== undefined || !isComplete) throw unknownSegment(dialectOf(model), node.text)
  return { kind: 'key', key: values, type: { type: target, nullable: false } }
}

/** @throws ODataError `notFound` for a key that no entity can have: no database stores U+0000 in a text, nor is asked for it. */
function checkPossible (key: string): void {
  if (!key.includes('\u0000')) return
  throw new ODataError('notFound', `Resource '${key.replaceAll('\u0000', '%00')}' does not exist: no id has the character U+0000.`)
}
