/** The operations of a property by its own path, as far as the model leaves them. */
import { isBinary } from '../../../edm/lookup.js'
import type { ComplexType, EdmModel } from '../../../edm/types.js'
import type { DocumentedOperation, JsonSchema } from '../documentation.js'
import { complexOperations } from '../resources/complex-value-operations.js'
import { collectionOperations, primitiveOperations } from '../resources/value-operations.js'
import { valueOf } from './edm-schema.js'
import type { ModelReferences } from './model-components.js'
import { isServed } from './property-places.js'
import type { DocumentedProperty } from './property-places.js'
import { exampleOf } from './sample-examples.js'

export const propertyOperations = (
  model: EdmModel,
  documented: DocumentedProperty,
  references: ModelReferences
): readonly DocumentedOperation[] =>
  operationsOf(documented, references).filter(({ method }) => isServed(model, documented, String(method)))

function operationsOf ({ kind, owner, property, place }: DocumentedProperty, { any }: ModelReferences): readonly DocumentedOperation[] {
  if (kind === 'complex') return complexOperations(place, property, property.type.type as ComplexType)
  const value = {
    isBinary: isBinary(property.type.type),
    schema: { ...valueOf(property.type, any) } as JsonSchema,
    example: exampleOf(owner)(property)
  }
  if (kind === 'collection') return collectionOperations(place, property, value)
  return primitiveOperations(place, property, value)
}
