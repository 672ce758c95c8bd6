/** The family's OpenAPI document. */
import type { Documentation } from '../../../http/openapi/documentation.js'
import { componentSchemas } from './components.js'
import { documentedOperations, documentedTags } from './documented-operations.js'

const DESCRIPTION = `A durable test backend for Microsoft Graph's \`officeConfiguration\`.

Press **Authorize** and type any word: every token is good, unless the service verifies them (AUTH=jwt). Then open an operation, press **Try it out** and **Execute**.`

export const documentation: Documentation = {
  title: 'officeConfiguration',
  version: 'beta',
  description: DESCRIPTION,
  operations: documentedOperations,
  tags: documentedTags,
  components: componentSchemas
}
