import { complexType, edmInt32 } from '../../../edm/declare.js'

export const officeUserCheckinSummary = complexType('officeUserCheckinSummary', {
  description: 'How many users checked in with success and how many failed, over the last three months.'
}, {
  succeededUserCount: edmInt32({
    nullable: false,
    defaultValue: 0,
    description: 'Users whose check-in succeeded in the last three months.',
    examples: [2]
  }),
  failedUserCount: edmInt32({
    nullable: false,
    defaultValue: 0,
    description: 'Users whose check-in failed in the last three months.',
    examples: [15]
  })
})
