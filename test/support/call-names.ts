/** What the requests of the family's service are called. */
import { createCallNames } from '../../src/admin/requests/operation-id.js'
import { officeConfiguration } from '../../src/families/office-configuration/office-configuration-family.js'
import { createServiceRoots } from '../../src/http/service-root.js'

export const callNames = createCallNames(officeConfiguration.documentation, createServiceRoots(officeConfiguration.roots))
