/** The operations of a property by its own path, as far as the model leaves them. */
import { isBinary } from '../../../edm/lookup.js'
import type { ComplexType, EdmModel } from '../../../edm/types.js'
import { pathInside } from '../../../odata/bind/complex-way.js'
import { isValuesOptionSupported } from '../../../odata/restrictions/restricted-values.js'
import { isValuesQuerySupported } from '../../../odata/restrictions/supported-query.js'
import type { DocumentedOperation, JsonSchema } from '../documentation.js'
import { complexOperations } from '../resources/complex-value-operations.js'
import type { Place, ResourceExamples } from '../resources/resource-place.js'
import { collectionOperations, primitiveOperations } from '../resources/value-operations.js'
import { valueOf } from './edm-schema.js'
import type { ModelReferences } from './model-components.js'
import { isServed } from './property-places.js'
import type { DocumentedProperty } from './property-places.js'
import { supportedQueries } from './restricted-examples.js'
import { exampleOf, samplesOf } from './sample-examples.js'

export const propertyOperations = (
  model: EdmModel,
  documented: DocumentedProperty,
  references: ModelReferences
): readonly DocumentedOperation[] =>
  operationsOf(model, documented, references).filter(({ method }) => isServed(model, documented, String(method)))

function operationsOf (
  model: EdmModel,
  documented: DocumentedProperty,
  { any, property: demandedOf }: ModelReferences
): readonly DocumentedOperation[] {
  const { kind, owner, property, place } = documented
  if (kind === 'complex') return complexOperations(place, property, property.type.type as ComplexType)
  const value = {
    isBinary: isBinary(property.type.type),
    schema: { ...valueOf(property.type, any) } as JsonSchema,
    demanded: demandedOf(owner, property),
    example: exampleOf(samplesOf(model), owner)(property)
  }
  if (kind === 'collection') return collectionOperations(placeOfValues(model, documented), property, value)
  return primitiveOperations(place, property, value)
}

/** With the options that the model leaves the collection (Capabilities, `CollectionPropertyRestrictions`). */
function placeOfValues (model: EdmModel, { way, property, place, resource: { restricted } }: DocumentedProperty): Place {
  const inside = { way, property }
  const { setting } = place
  const examples: ResourceExamples = {
    ...setting.examples,
    queries: (names, type, of) =>
      supportedQueries(setting.examples.queries(names, type, of), query => isValuesQuerySupported(model, restricted, inside, query))
  }
  const isSupported = (option: string): boolean => isValuesOptionSupported(model, restricted, pathInside(inside), option)
  return { ...place, setting: { ...setting, examples, isSupported } }
}
