// Check-in rows as a fleet of devices would leave them: the same for the same index, times in no order, a tenth of them failed.
const platforms = ['Windows', 'Windows', 'Windows', 'Windows', 'Windows', 'Windows', 'macOS', 'macOS', 'iOS', 'Android']
const START = Date.UTC(2026, 0, 1)
const SECONDS_OF_A_YEAR = 365 * 24 * 60 * 60

/** The row of an index. */
export function row (index) {
  const random = scramble(index)
  const wasSuccessful = random % 10 !== 0
  return {
    userPrincipalName: `user${index % 25_000}@contoso.com`,
    deviceName: `PC-${String(scramble(index + 7) % 1_000_000).padStart(6, '0')}`,
    devicePlatform: platforms[scramble(index + 13) % platforms.length],
    devicePlatformVersion: `10.0.${19_000 + random % 50}`,
    wasSuccessful,
    userId: `87d349ed-44d7-43e1-9a83-${String(index % 25_000).padStart(12, '0')}`,
    checkinDateTime: new Date(START + random % SECONDS_OF_A_YEAR * 1000).toISOString().replace('.000', ''),
    errorMessage: wasSuccessful ? null : 'The policy service did not answer in time.',
    appliedPolicies: index % 3 === 0 ? ['Macro security', 'Update channel'] : ['Macro security']
  }
}

export const rows = count => Array.from({ length: count }, (_, index) => row(index))

/** A number that looks like chance (the finalizer of MurmurHash3). */
function scramble (index) {
  let hash = index + 1
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b)
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35)
  return (hash ^ hash >>> 16) >>> 0
}
