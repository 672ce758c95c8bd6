/** The model this service serves: every resource type of the officeConfiguration family, in one Edm schema. */
import { buildModel } from '../../../edm/build-model.js'
import type { Computations } from '../../../edm/build-model.js'
import type { EdmModel } from '../../../edm/types.js'
import { declareActions } from './actions.js'
import { entity } from './entity.js'
import { officeClientCheckinStatus } from './office-client-checkin-status.js'
import {
  officeClientConfiguration,
  windowsOfficeClientConfiguration,
  windowsOfficeClientSecurityConfiguration
} from './office-client-configuration.js'
import { officeClientConfigurationAssignment } from './office-client-configuration-assignment.js'
import { officeConfiguration } from './office-configuration.js'
import { officeConfigurationAssignmentTarget, officeConfigurationGroupAssignmentTarget } from './office-configuration-assignment-target.js'
import { officeUserCheckinSummary } from './office-user-checkin-summary.js'

const namespace = 'microsoft.graph'

/** `microsoft.graph.` and the name. */
export const qualifiedName = (name: string): string => `${namespace}.${name}`

/** Every declared type; base types before the types derived from them, used types before their users. */
export const typeDeclarations = [
  entity,
  officeClientCheckinStatus,
  officeUserCheckinSummary,
  officeConfigurationAssignmentTarget,
  officeConfigurationGroupAssignmentTarget,
  officeClientConfigurationAssignment,
  officeClientConfiguration,
  windowsOfficeClientConfiguration,
  windowsOfficeClientSecurityConfiguration,
  officeConfiguration
] as const

/** The model, whose reads show what these compute. */
export const buildGraphModel = (computations?: Computations): EdmModel => buildModel({
  namespace,
  alias: 'graph',
  types: typeDeclarations,
  container: 'GraphService',
  singletons: [{ name: 'officeConfiguration', type: officeConfiguration, description: 'The one officeConfiguration of the tenant.' }],
  actions: resolve => declareActions(namespace, resolve),
  computations
})

/** The model as it is stored. */
export const graphModel = buildGraphModel()
