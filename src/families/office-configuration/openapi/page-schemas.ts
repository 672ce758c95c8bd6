/** The components of answers that hold several items, and of references to entities. */
import { facetsOf } from '../../../edm/declare.js'
import type { TypeDeclaration } from '../../../edm/declare.js'
import { typeDeclarations } from '../model/graph-model.js'
import { componentOf } from './component-references.js'
import type { JsonSchema } from '../../../http/openapi/documentation.js'
import { qualified } from './type-schema.js'

/** The types that collections are of: rows and contained entities. */
export function pagedTypes (): readonly TypeDeclaration[] {
  const used = typeDeclarations.flatMap(({ properties }: TypeDeclaration) => Object.values(properties).map(facetsOf)).map(facets => {
    if (facets.kind === 'containment') return facets.type
    return facets.kind === 'collection' && facets.element.kind === 'complex' ? facets.element.type : undefined
  })
  return typeDeclarations.filter(declaration => used.includes(declaration))
}

const pageInformation = {
  '@odata.context': { type: 'string', description: 'What the items are, as a URL into the metadata.' },
  '@odata.count': { type: 'integer', format: 'int64', description: 'Items before any page, with `$count=true`.' },
  '@odata.nextLink': { type: 'string', description: 'The URL of the next page, when there is one.' }
}

/** As Graph's own documents name it. */
export function pageSchema (declaration: TypeDeclaration): JsonSchema {
  return {
    $id: `${qualified(declaration)}CollectionResponse`,
    title: `Collection of ${declaration.name}`,
    type: 'object',
    required: ['value'],
    properties: { ...pageInformation, value: { type: 'array', items: componentOf(qualified(declaration)) } }
  }
}

/** OData JSON format 4.01, sections 13 and 14. */
export function referenceSchemas (): readonly JsonSchema[] {
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
