import { collectionOf, complexType, edmBoolean, edmDateTimeOffset, edmString } from '../../../edm/declare.js'

/** Names and ids are indexed, and PostgreSQL bounds an index entry to 2,704 bytes; real ones are far shorter. */
const MAX_NAME_LENGTH = 512

export const officeClientCheckinStatus = complexType('officeClientCheckinStatus', {
  description: 'One row per user and device that reported to the tenant\'s Office policy service: who, from what, when, and how it went.'
}, {
  userPrincipalName: edmString({
    maxLength: MAX_NAME_LENGTH,
    description: 'The user principal name of the user who checked in.',
    examples: ['adele.vance@contoso.com']
  }),
  deviceName: edmString({
    maxLength: MAX_NAME_LENGTH,
    description: 'The name of the device that checked in.',
    examples: ['DESKTOP-7F3K2']
  }),
  devicePlatform: edmString({ maxLength: MAX_NAME_LENGTH, description: 'The platform of the device.', examples: ['Windows'] }),
  devicePlatformVersion: edmString({
    maxLength: MAX_NAME_LENGTH,
    description: "The version of the device's platform.",
    examples: ['10.0.19045']
  }),
  wasSuccessful: edmBoolean({ nullable: false, defaultValue: false, description: 'Whether the check-in succeeded.', examples: [false] }),
  userId: edmString({
    nullable: false,
    maxLength: MAX_NAME_LENGTH,
    defaultValue: '',
    description: 'The directory id of the user.',
    examples: ['87d349ed-44d7-43e1-9a83-5f2406dee5bd']
  }),
  checkinDateTime: edmDateTimeOffset({
    nullable: false,
    defaultValue: '0001-01-01T00:00:00Z',
    description: 'When the device last checked in. Comes back exactly as it was sent; is compared and sorted as an instant.',
    examples: ['2017-01-01T00:01:46.9896075+00:00']
  }),
  errorMessage: edmString({ description: 'What went wrong in a check-in that failed.', examples: ['Policy download timed out.'] }),
  appliedPolicies: collectionOf(edmString({}), {
    description: 'The policies that were applied to the device.',
    examples: [['Macro security']]
  })
})
