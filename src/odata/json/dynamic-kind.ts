/** What a value is that no type is declared for: by its form, and by the type that it is said to have (JSON format 4.01, section 4.6.3). */
import { ExactNumber } from '../../edm/exact-number.js'
import { isObject } from './body-annotations.js'

export type DynamicKind = 'null' | 'single' | 'collection' | 'complex'

/** The type that members of an object say another member is of; without a name, the object itself. */
export function typeSaid (around: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const said = around[`${name}@odata.type`] ?? around[`${name}@type`]
  return typeof said === 'string' ? said : undefined
}

/** GeoJSON objects are primitive values (JSON format 4.01, section 7.1). */
export function kindOf (value: unknown, type: string | undefined): DynamicKind {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'collection'
  return isObject(value) && !(value instanceof ExactNumber) && !/^#?(?:Edm\.)?Geo/.test(type ?? '') ? 'complex' : 'single'
}
