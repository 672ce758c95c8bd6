/** What was read of a dynamic property that a path addresses, or of what is inside of its value. */
import { parseExactJson, writeExactJson } from '../odata/json/exact-json.js'
import { isObject } from '../odata/json/body-annotations.js'
import { kindOf, typeSaid } from '../odata/json/dynamic-kind.js'
import type { DynamicKind } from '../odata/json/dynamic-kind.js'
import type { Target } from '../odata/bind/target.js'
import type { EntityResult } from '../plan/plan.js'
import { valuesOnWay } from './inside-text.js'

/** A value, and the name of its type where it was sent with one. */
export interface DynamicValue {
  readonly text: string
  readonly kind: DynamicKind
  readonly type: string | undefined
}

/** Null where there is none (OData-Protocol 4.01, section 11.4.9.2). */
export function dynamicValue (target: Extract<Target, { kind: 'dynamic' }>, members: EntityResult['members']): DynamicValue {
  const { values, found } = addressed(target, members)
  if (target.item === undefined) return found
  const value = Array.isArray(values) ? values.at(target.item) as unknown : undefined
  const type = found.type === undefined ? undefined : /^#?Collection\((.*)\)$/.exec(found.type)?.[1]
  const kind = kindOf(value, type)
  return kind === 'null' ? NOTHING : { text: writeExactJson(value), kind, type: type === undefined ? undefined : `#${type}` }
}

/** Those of a collection; undefined where it is none. */
export function dynamicItems (target: Extract<Target, { kind: 'dynamic' }>, members: EntityResult['members']): readonly unknown[] | undefined {
  const { values } = addressed(target, members)
  return Array.isArray(values) ? values : undefined
}

interface Addressed {
  readonly values: unknown
  readonly found: DynamicValue
}

function addressed (target: Extract<Target, { kind: 'dynamic' }>, members: EntityResult['members']): Addressed {
  const { property: { name }, way, inner, declared } = target
  const own = String(members.get(name) ?? (declared ? 'null' : ''))
  const outer = way.length === 0
    ? parseExactJson(declared ? `{${JSON.stringify(name)}:${own}}` : `{${own}}`)
    : valuesOnWay(target, members).at(-1)
  return [name, ...inner].reduce<Addressed>(({ values }, name) => memberOf(values, name), { values: outer, found: NOTHING })
}

const NOTHING: DynamicValue = { text: 'null', kind: 'null', type: undefined }

function memberOf (around: unknown, name: string): Addressed {
  if (!isObject(around) || !Object.hasOwn(around, name) || around[name] === null) return { values: null, found: NOTHING }
  const value = around[name]
  const said = typeSaid(around, name)
  return { values: value, found: { text: writeExactJson(value), kind: kindOf(value, said), type: said } }
}
