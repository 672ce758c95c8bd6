import { complexCollection, complexProperty, contains, edmInt32, edmStream, edmString, entityType } from '../../../edm/declare.js'
import { entity } from './entity.js'
import { officeClientCheckinStatus } from './office-client-checkin-status.js'
import { officeClientConfigurationAssignment } from './office-client-configuration-assignment.js'
import { officeUserCheckinSummary } from './office-user-checkin-summary.js'

export const officeClientConfiguration = entityType('officeClientConfiguration', {
  abstract: true,
  baseType: entity,
  description: 'A set of Office policies for the clients of a tenant. Abstract: a payload names a concrete type.'
}, {
  displayName: edmString({ description: 'The name of the configuration.', examples: ['Finance desktops'] }),
  description: edmString({ description: 'What the configuration is for.', examples: ['Macro rules for the finance department'] }),
  priority: edmInt32({
    nullable: false,
    unique: true,
    description: 'Unique in the tenant; where two configurations conflict, the lower value wins.',
    examples: [10]
  }),
  policyPayload: edmStream({
    description: 'Settings that the user cannot change: JSON text in binary form.',
    examples: ['eyJtYWNyb3MiOiJvZmYifQ']
  }),
  userPreferencePayload: edmStream({
    description: 'Settings that the user may override: JSON text in binary form.',
    examples: ['eyJ0aGVtZSI6ImRhcmsifQ']
  }),
  checkinStatuses: complexCollection(officeClientCheckinStatus, {
    description: 'The check-in rows of the devices that use this configuration.'
  }),
  userCheckinSummary: complexProperty(officeUserCheckinSummary, {
    computed: 'checkinSummary',
    description: 'The check-in summary of this configuration.'
  }),
  assignments: contains(officeClientConfigurationAssignment, { description: 'To whom the configuration is assigned.' })
})

export const windowsOfficeClientConfiguration = entityType('windowsOfficeClientConfiguration', {
  baseType: officeClientConfiguration,
  description: 'A configuration of Office policies for Windows.'
}, {})

export const windowsOfficeClientSecurityConfiguration = entityType('windowsOfficeClientSecurityConfiguration', {
  baseType: officeClientConfiguration,
  description: 'A configuration of Office security policies for Windows.'
}, {})
