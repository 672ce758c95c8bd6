/** Every component schema of the OpenAPI document: the model's types, pages of them, references and the error. */
import { typeDeclarations } from '../model/graph-model.js'
import type { JsonSchema } from '../../../http/openapi/documentation.js'
import { errorSchema } from '../../../http/openapi/error-schema.js'
import { pagedTypes, pageSchema, referenceSchemas } from './page-schemas.js'
import { typeSchema } from './type-schema.js'

export const componentSchemas: readonly JsonSchema[] = [
  ...typeDeclarations.map(typeSchema),
  ...pagedTypes().map(pageSchema),
  ...referenceSchemas(),
  errorSchema()
]
