/** Examples without what the model does not let a body have at its place (Capabilities, `InsertRestrictions` and `UpdateRestrictions`). */
import { withoutMembersAt } from '../../../base/members.js'
import type { EdmModel, EntityType } from '../../../edm/types.js'
import { impliedParts } from '../../../odata/implied-key.js'
import { partnerOf } from '../../../odata/related-entities.js'
import type { RestrictedPlace } from '../../../odata/restrictions/restricted-place.js'
import { INSERT, UPDATE } from '../../../odata/restrictions/restricted-value.js'
import { isQuerySupported } from '../../../odata/restrictions/supported-query.js'
import { forbiddenMembers, requiredMembers } from './restricted-components.js'
import type { Example, Examples } from '../documentation.js'
import type { ResourceExamples } from '../resources/resource-place.js'

export function examplesAt (model: EdmModel, examples: ResourceExamples, place: RestrictedPlace): ResourceExamples {
  const leave = (kind: typeof INSERT | typeof UPDATE) => (type: EntityType, all: Examples): Examples => {
    const names = new Set(forbiddenMembers(model, place, type, kind))
    return distinct(changed(all, value => withoutMembersAt(value, names)))
  }
  const [ofCreate, ofChange] = [leave(INSERT), leave(UPDATE)]
  const demanded = requiredMembers(model, place, UPDATE)
  return {
    ...examples,
    creates: type => withoutImplied(place, ofCreate(type, examples.creates(type))),
    replaces: type => ofChange(type, (examples.replaces ?? examples.creates)(type)),
    changes: type => ofChange(type, withDemanded(demanded, examples.creates(type), examples.changes(type))),
    queries: (names, type, of) => {
      const all = examples.queries(names, type, of)
      return of === undefined || of === 'values' ? all : supportedQueries(all, query => isQuerySupported(model, place, of, query))
    }
  }
}

/** What follows from the entity around need not be sent, nor that entity itself (OData-URL 4.01, section 4.3.2). */
function withoutImplied ({ resource, way }: RestrictedPlace, all: Examples): Examples {
  const [navigation, before] = [way.at(-1), way.at(-2)]
  const around = before?.target ?? resource.type
  const isKeyed = before?.collection ?? resource.kind === 'entitySet'
  const implied = navigation === undefined || !isKeyed ? [] : impliedParts(navigation, around).map(({ part }) => part.path)
  if (navigation === undefined || implied.length === 0) return all
  const names = new Set([...implied, partnerOf(navigation, around)?.name ?? ''])
  return changed(all, value => withoutMembersAt(value, names))
}

/** Changes with what each must have, out of the example of a create. */
function withDemanded (paths: readonly string[], { entity }: Examples, all: Examples): Examples {
  const whole = entity?.value as Readonly<Record<string, unknown>> | undefined
  const names = paths.map(path => path.split('/', 1)[0] ?? '').filter(name => whole?.[name] !== undefined)
  const more = Object.fromEntries(names.map(name => [name, whole?.[name]]))
  return names.length === 0 ? all : changed(all, value => ({ ...more, ...value as object }))
}

/** The same with other values. */
const changed = (all: Examples, change: (value: Example['value']) => Example['value']): Examples =>
  Object.fromEntries(Object.entries(all).map(([name, example]) => [name, { ...example, value: change(example.value) }]))

/** Those that are answered. */
export function supportedQueries (
  all: ReturnType<ResourceExamples['queries']>,
  isSupported: (query: readonly [option: string, value: string]) => boolean
): ReturnType<ResourceExamples['queries']> {
  return Object.fromEntries(Object.entries(all).flatMap(([option, examples]) => {
    const left = Object.entries(examples).filter(([, { value }]) => isSupported([option, String(value)]))
    return left.length === 0 ? [] : [[option, Object.fromEntries(left)]]
  }))
}

/** One with what it contains is the other where nothing is left of that. */
function distinct (examples: Examples): Examples {
  const [first, ...others] = Object.entries(examples)
  if (first === undefined) return {}
  return Object.fromEntries([first, ...others.filter(([, { value }]) => JSON.stringify(value) !== JSON.stringify(first[1].value))])
}
