/** What is refused of a read once it is known what is there: another version than the one asked for, a member of a value that is null. */
import { dynamicItems, dynamicValue } from './dynamic-result.js'
import { nullOnWay } from './inside-text.js'
import { itemText } from './item-text.js'
import { ODataError } from '../errors.js'
import type { BoundRequest } from '../odata/bind/bind-request.js'
import { checkReadConditions } from '../odata/etag.js'
import type { Target } from '../odata/bind/target.js'
import type { ODataRequest } from '../odata/odata-request.js'
import type { Property } from '../edm/types.js'
import type { EntityResult, ReadResult } from '../plan/plan.js'

/**
 * A collection of entities has no version: each of its items has one. The conditions for a stream were decided as it was read.
 * @throws ODataError `preconditionFailed`, `notFound`
 */
export function checkResult ({ conditions }: ODataRequest, { target }: BoundRequest, result: ReadResult): void {
  if (result.kind === 'stream' || result.kind === 'nothing' || target.kind === 'entities' || target.kind === 'entityCount' || target.kind === 'entityRefs') return
  checkReadConditions(conditions, result.version)
  if (result.kind === 'entity' && 'way' in target && target.way.length > 0) {
    const missing = nullOnWay(target, result.members)
    if (missing !== undefined) throw new ODataError('notFound', `'${missing}' is null, so it has no '${target.property.name}'.`)
  }
  if (target.kind === 'dynamic' && result.kind === 'entity') checkDynamic(target, result)
  if (target.kind === 'item') checkItem(target.property, itemText(target, result), target.index)
}

function checkItem ({ name }: Property, text: string, index: number): void {
  if (text === '') throw new ODataError('notFound', `'${name}' has no item ${index}.`)
}

/** A primitive value alone is raw (section 11.2.4.1), a collection alone has items, and what a dynamic property has is known now. */
function checkDynamic (target: Extract<Target, { kind: 'dynamic' }>, { members }: EntityResult): void {
  const { property, inner, raw, counted, item } = target
  const name = [property.name, ...inner].join('/')
  if (raw) {
    const { kind } = dynamicValue(target, members)
    if (kind === 'complex' || kind === 'collection') {
      throw new ODataError('notFound', `'${name}' is a ${kind === 'complex' ? 'complex value' : 'collection'}: it has no raw value.`)
    }
  }
  if (counted !== true && item === undefined) return
  const items = dynamicItems(target, members)
  if (items === undefined) throw new ODataError('notFound', `'${name}' is no collection: it has no items.`)
  if (item !== undefined && items.at(item) === undefined) throw new ODataError('notFound', `'${name}' has no item ${item}.`)
}
