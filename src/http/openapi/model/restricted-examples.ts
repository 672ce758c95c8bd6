/** Examples without what the model does not let a body have at its place (Capabilities, `InsertRestrictions` and `UpdateRestrictions`). */
import { withoutMembersAt } from '../../../base/members.js'
import { memberOf, pathsOf, recordOf, truthOf } from '../../../edm/annotation-value.js'
import { findNavigationProperty } from '../../../edm/lookup.js'
import type { EdmModel, StructuredType } from '../../../edm/types.js'
import { impliedParts } from '../../../odata/implied-key.js'
import { partnerOf } from '../../../odata/related-entities.js'
import { findCapability } from '../../../odata/restrictions/capability.js'
import { restrictNavigation } from '../../../odata/restrictions/restricted-path.js'
import type { RestrictedPlace } from '../../../odata/restrictions/restricted-place.js'
import { INSERT, UPDATE } from '../../../odata/restrictions/restricted-value.js'
import type { Example, Examples } from '../documentation.js'
import type { ResourceExamples } from '../resources/resource-place.js'

export function examplesAt (model: EdmModel, examples: ResourceExamples, place: RestrictedPlace): ResourceExamples {
  const leave = ({ term, fixed, fixedNavigation, deep }: typeof INSERT | typeof UPDATE) => (all: Examples): Examples => {
    const record = recordOf(findCapability(model, place, term))
    const names = new Set([fixed, fixedNavigation].flatMap(member => pathsOf(memberOf(record, member)) ?? []))
    const isDeep = truthOf(memberOf(recordOf(findCapability(model, place, deep)), 'Supported')) !== false
    return distinct(Object.entries(all)
      .filter(([name]) => isDeep || name !== 'inside')
      .map(([name, example]) => [name, { ...example, value: withoutMembersAt(example.value, names) }] as const))
  }
  const [ofCreate, ofChange] = [leave(INSERT), leave(UPDATE)]
  return {
    ...examples,
    creates: type => withoutImplied(place, ofCreate(examples.creates(type))),
    changes: type => ofChange(examples.changes(type)),
    queries: (names, type) => {
      const { $expand, ...others } = examples.queries(names, type)
      if ($expand === undefined) return others
      const left = Object.entries($expand).filter(([, { value }]) => type === undefined || isNavigable(model, place, type, String(value)))
      return left.length === 0 ? others : { ...others, $expand: Object.fromEntries(left) }
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
  const left = (example: Example): Example => ({ ...example, value: withoutMembersAt(example.value, names) })
  return Object.fromEntries(Object.entries(all).map(([name, example]) => [name, left(example)]))
}

function isNavigable (model: EdmModel, place: RestrictedPlace, type: StructuredType, name: string): boolean {
  const navigation = findNavigationProperty(type, name)
  return navigation === undefined || restrictNavigation(model, { ...place, way: [...place.way, navigation], home: undefined }) === undefined
}

/** One with what it contains is the other where nothing is left of that. */
function distinct (examples: ReadonlyArray<readonly [string, Examples[string]]>): Examples {
  const [first, ...others] = examples
  if (first === undefined) return {}
  return Object.fromEntries([first, ...others.filter(([, { value }]) => JSON.stringify(value) !== JSON.stringify(first[1].value))])
}
