/** Values that tests send; each test changes what it is about. */

/** A check-in row with every property. */
export function row (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    userPrincipalName: 'adele.vance@contoso.com',
    deviceName: 'DESKTOP-7F3K2',
    devicePlatform: 'Windows',
    devicePlatformVersion: '10.0.19045',
    wasSuccessful: true,
    userId: '87d349ed-44d7-43e1-9a83-5f2406dee5bd',
    checkinDateTime: '2026-01-31T09:30:00Z',
    errorMessage: null,
    appliedPolicies: ['Macro security'],
    ...changes
  }
}

/** The row as an answer shows it. */
export const shown = (sent: Readonly<Record<string, unknown>>): object => ({ '@odata.type': 'microsoft.graph.officeClientCheckinStatus', ...sent })

/** A summary as an answer shows it. */
export const summary = (succeededUserCount: number, failedUserCount: number): object =>
  ({ '@odata.type': 'microsoft.graph.officeUserCheckinSummary', succeededUserCount, failedUserCount })

/** JSON without the types that minimal metadata names where `$metadata` declares none: `n@odata.type`. */
export const withoutTypes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).filter(([name]) => !/^.+@odata\.type$/.test(name)))
      : inner)) as unknown
