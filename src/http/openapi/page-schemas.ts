/** The components of answers that hold several items, and of references to entities. */
import type { StructuredType } from '../../edm/types.js'
import type { JsonSchema } from './documentation.js'

const pageInformation = {
  '@odata.context': { type: 'string', description: 'What the items are, as a URL into the metadata.' },
  '@odata.count': { type: 'integer', format: 'int64', description: 'How many items there are on all pages, with `$count=true`.' },
  '@odata.nextLink': { type: 'string', description: 'The URL of the next page, when there is one.' }
}

/** As Graph's own documents name it. @param items what the items are */
export function pageSchema ({ name, fullName }: Pick<StructuredType, 'name' | 'fullName'>, items: JsonSchema): JsonSchema {
  return {
    $id: `${fullName}CollectionResponse`,
    title: `Collection of ${name}`,
    type: 'object',
    required: ['value'],
    properties: { ...pageInformation, value: { type: 'array', items } }
  }
}

/** OData JSON format 4.01, sections 13 and 14. */
export function referenceSchemas (): readonly [one: JsonSchema, page: JsonSchema] {
  const id = { '@odata.id': { type: 'string', description: 'The canonical URL of the entity.' } }
  const item = { type: 'object', required: ['@odata.id'], properties: id }
  return [
    { $id: 'odata.reference', title: 'reference', ...item, properties: { '@odata.context': pageInformation['@odata.context'], ...id } },
    {
      $id: 'odata.references',
      title: 'Collection of references',
      type: 'object',
      required: ['value'],
      properties: { ...pageInformation, value: { type: 'array', items: item } }
    }
  ]
}
