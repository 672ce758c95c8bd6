import { complexProperty, entityType } from '../../../edm/declare.js'
import { entity } from './entity.js'
import { officeConfigurationAssignmentTarget } from './office-configuration-assignment-target.js'

export const officeClientConfigurationAssignment = entityType('officeClientConfigurationAssignment', {
  baseType: entity,
  description: 'Assigns a client configuration to a target.'
}, {
  target: complexProperty(officeConfigurationAssignmentTarget, { description: 'Whom the configuration is assigned to.' })
})
