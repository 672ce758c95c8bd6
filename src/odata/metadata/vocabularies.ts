/** The vocabularies of OASIS that the metadata refers to. */

export interface Vocabulary {
  readonly alias: string
  readonly namespace: string
}

export const vocabularies: readonly Vocabulary[] = ['Aggregation', 'Authorization', 'Capabilities', 'Core', 'Validation'].map(alias => ({
  alias,
  namespace: `Org.OData.${alias}.V1`
}))

/** Where OASIS publishes the vocabularies. */
export const OASIS_VOCABULARIES = 'https://oasis-tcs.github.io/odata-vocabularies/vocabularies'

/** Where a vocabulary is published; in JSON beside it. */
export const vocabularyUrl = ({ namespace }: Vocabulary): string => `${OASIS_VOCABULARIES}/${namespace}.xml`

/** `Capabilities.HttpMethod` as `Org.OData.Capabilities.V1.HttpMethod`. */
export function qualify (name: string): string {
  const vocabulary = vocabularies.find(({ alias }) => name.startsWith(`${alias}.`))
  return vocabulary === undefined ? name : `${vocabulary.namespace}${name.slice(vocabulary.alias.length)}`
}
