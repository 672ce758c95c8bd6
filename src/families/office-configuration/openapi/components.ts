/** Every component schema of the OpenAPI document: the model's types, pages of them, references and the error. */
import { typeDeclarations } from '../model/graph-model.js'
import type { JsonSchema } from '../../../http/openapi/documentation.js'
import { errorSchema } from '../../../http/openapi/error-schema.js'
import { componentOf } from '../../../http/openapi/component-references.js'
import { pageSchema, referenceSchemas } from '../../../http/openapi/page-schemas.js'
import { modelType } from './model-examples.js'
import { pagedTypes } from './paged-types.js'
import { typeSchema } from './type-schema.js'

export const componentSchemas: readonly JsonSchema[] = [
  ...typeDeclarations.map(typeSchema),
  ...pagedTypes().map(modelType).map(type => pageSchema(type, componentOf(type))),
  ...referenceSchemas(),
  errorSchema()
]
