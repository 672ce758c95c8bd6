/** Examples without what the model does not let a body have at its place (Capabilities, `InsertRestrictions` and `UpdateRestrictions`). */
import { findNavigationProperty } from '../../../edm/lookup.js'
import type { EdmModel, EntityType, StructuredType } from '../../../edm/types.js'
import { restrictNavigation } from '../../../odata/restrictions/restricted-path.js'
import type { RestrictedPlace } from '../../../odata/restrictions/restricted-place.js'
import { INSERT, UPDATE } from '../../../odata/restrictions/restricted-value.js'
import { forbiddenMembers, requiredMembers } from './restricted-components.js'
import type { Examples } from '../documentation.js'
import type { ResourceExamples } from '../resources/resource-place.js'

export function examplesAt (model: EdmModel, examples: ResourceExamples, place: RestrictedPlace): ResourceExamples {
  const leave = (kind: typeof INSERT | typeof UPDATE) => (type: EntityType, all: Examples): Examples => {
    const names = new Set(forbiddenMembers(model, place, type, kind))
    return distinct(Object.entries(all).map(([name, example]) => [name, { ...example, value: without(example.value, names) }] as const))
  }
  const [ofCreate, ofChange] = [leave(INSERT), leave(UPDATE)]
  const demanded = requiredMembers(model, place, UPDATE)
  return {
    ...examples,
    creates: type => ofCreate(type, examples.creates(type)),
    replaces: type => ofChange(type, examples.creates(type)),
    changes: type => ofChange(type, withDemanded(demanded, examples.creates(type), examples.changes(type))),
    queries: (names, type) => {
      const { $expand, ...others } = examples.queries(names, type)
      if ($expand === undefined) return others
      const left = Object.entries($expand).filter(([, { value }]) => type === undefined || isNavigable(model, place, type, String(value)))
      return left.length === 0 ? others : { ...others, $expand: Object.fromEntries(left) }
    }
  }
}

/** Changes with what each must have, out of the example of a create. */
function withDemanded (paths: readonly string[], { entity }: Examples, all: Examples): Examples {
  const whole = entity?.value as Readonly<Record<string, unknown>> | undefined
  const names = paths.map(path => path.split('/', 1)[0] ?? '').filter(name => whole?.[name] !== undefined)
  const more = Object.fromEntries(names.map(name => [name, whole?.[name]]))
  const withMore = (example: Examples[string]): Examples[string] => ({ ...example, value: { ...more, ...example.value as object } })
  return names.length === 0 ? all : Object.fromEntries(Object.entries(all).map(([name, example]) => [name, withMore(example)]))
}

function isNavigable (model: EdmModel, place: RestrictedPlace, type: StructuredType, name: string): boolean {
  const navigation = findNavigationProperty(type, name)
  return navigation === undefined || restrictNavigation(model, { ...place, way: [...place.way, navigation], home: undefined }) === undefined
}

function without (value: unknown, names: ReadonlySet<string>): unknown {
  if (names.size === 0 || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)))
}

/** One with what it contains is the other where nothing is left of that. */
function distinct (examples: ReadonlyArray<readonly [string, Examples[string]]>): Examples {
  const [first, ...others] = examples
  if (first === undefined) return {}
  return Object.fromEntries([first, ...others.filter(([, { value }]) => JSON.stringify(value) !== JSON.stringify(first[1].value))])
}
