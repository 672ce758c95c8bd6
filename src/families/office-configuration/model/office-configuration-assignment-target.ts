import { complexType, edmString } from '../../../edm/declare.js'

export const officeConfigurationAssignmentTarget = complexType('officeConfigurationAssignmentTarget', {
  abstract: true,
  description: 'Whom an assignment is for. Abstract: a payload names a concrete target type.'
}, {})

export const officeConfigurationGroupAssignmentTarget = complexType('officeConfigurationGroupAssignmentTarget', {
  baseType: officeConfigurationAssignmentTarget,
  description: 'Assigns a configuration to the members of a directory group.'
}, {
  groupId: edmString({ description: 'The id of the directory group.', examples: ['0d1d3c2e-7b0a-4a7f-9f0e-2f1c8a5b6d7e'] })
})
