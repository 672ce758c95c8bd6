/** The places of the family, named as Graph's own documents write them. */
import type { EntityType, NavigationProperty, Property, Singleton } from '../../../../edm/types.js'
import { collectionComponentOf, componentOf, createdComponentOf } from '../../../../http/openapi/component-references.js'
import { componentNamed } from '../../../../http/openapi/documentation.js'
import { capitalized } from '../../../../http/openapi/resources/resource-place.js'
import type { DocumentSetting, Place } from '../../../../http/openapi/resources/resource-place.js'
import { answerExample, changeExamples, createExamples, requestExample } from '../model-examples.js'
import { queryExamples } from '../query-examples.js'

/** A key as a segment of a path: what begins with `$` is none (URL Conventions 4.01, section 4.14). */
const KEY = '^[A-Za-z0-9._~-]{1,128}$'

const setting: DocumentSetting = {
  root: '/beta',
  security: [{ bearer: [] }],
  graphHeaders: true,
  createsMediaByJson: true,
  components: {
    of: componentOf,
    created: createdComponentOf,
    replaced: createdComponentOf,
    changed: ({ fullName }) => componentNamed(fullName),
    page: collectionComponentOf
  },
  examples: { answer: answerExample, sends: requestExample, creates: createExamples, changes: changeExamples, queries: queryExamples },
  createDescription: 'Creates an entity with all it contains. The service issues its id, and unique values that were left out.',
  keyOf: type => ({
    path: `/{${keyName(type)}}`,
    parameters: { [keyName(type)]: { type: 'string', pattern: KEY, description: `The id of the ${type.name}.` } }
  })
}

export const singletonPlace = ({ name, type }: Singleton): Place => ({
  path: `/${name}`,
  prefix: name,
  noun: '',
  names: name,
  tag: `${name}.${type.name}`,
  parameters: {},
  setting
})

/** The collection of a navigation property; all that is below the first one has the tag of its type. */
export function collectionPlace (parent: Place, { name, target }: NavigationProperty): Place {
  return {
    ...parent,
    path: `${parent.path}/${name}`,
    prefix: parent.names,
    noun: capitalized(name),
    names: `${parent.names}.${name}`,
    tag: Object.keys(parent.parameters).length === 0 ? `${parent.names}.${target.name}` : parent.tag
  }
}

/** A property of an entity. */
export const propertyPlace = (owner: Place, { name }: Property): Place =>
  ({ ...owner, path: `${owner.path}/${name}`, noun: `${owner.noun}${capitalized(name)}` })

/** The path parameter that holds the id of an entity. */
const keyName = ({ name }: EntityType): string => `${name}-id`
