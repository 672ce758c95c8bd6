/** The family's OpenAPI document. */
import type { Documentation } from '../../../http/openapi/documentation.js'
import { BATCH_TAG } from '../../../http/openapi/batch-operation.js'
import { MONITOR_TAG } from '../../../http/openapi/monitor-operations.js'
import { componentSchemas } from './components.js'
import { documentedOperations, documentedTags } from './documented-operations.js'

const DESCRIPTION = `A durable test backend for Microsoft Graph's \`officeConfiguration\`.

Press **Authorize** and type any word: every token is good, unless the service verifies them (AUTH=jwt). Then open an operation and press **Execute**. **Servers** chooses the version and the tenant.`

export const documentation: Documentation = {
  title: 'officeConfiguration',
  description: DESCRIPTION,
  operations: documentedOperations,
  tags: [...documentedTags, BATCH_TAG, MONITOR_TAG],
  components: componentSchemas,
  roots: [
    { url: '/beta', description: 'The version the resources are of' },
    { url: '/v1.0', description: 'The same resources, for clients that know this version alone' },
    { url: '/t/{tenant}/beta', description: 'A tenant by its id, whatever the token says', variables: { tenant: { default: 'contoso' } } }
  ]
}
