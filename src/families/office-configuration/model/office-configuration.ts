import { complexCollection, complexProperty, contains, entityType } from '../../../edm/declare.js'
import { entity } from './entity.js'
import { officeClientCheckinStatus } from './office-client-checkin-status.js'
import { officeClientConfiguration } from './office-client-configuration.js'
import { officeUserCheckinSummary } from './office-user-checkin-summary.js'

export const officeConfiguration = entityType('officeConfiguration', {
  baseType: entity,
  description: 'The Office policy service of a tenant: what its clients reported, and the configurations they are given.'
}, {
  tenantCheckinStatuses: complexCollection(officeClientCheckinStatus, {
    description: 'The check-in rows of the tenant, one per user and device, in the order they were sent.'
  }),
  tenantUserCheckinSummary: complexProperty(officeUserCheckinSummary, {
    computed: 'checkinSummary',
    description: 'The check-in summary of the tenant.'
  }),
  clientConfigurations: contains(officeClientConfiguration, {
    description: 'The client configurations of the tenant. Returned only when expanded.'
  })
})
