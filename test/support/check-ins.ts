/** A dozen check-ins that differ in everything filters can ask about, nulls included. */
import type { Call } from './service.js'
import { OFFICE, json } from './service.js'

export const ROWS = `${OFFICE}/tenantCheckinStatuses`

const [windows, mac] = ['Windows', 'macOS']

/** Device, platform, version, success, user, time, error, policies. */
const table: ReadonlyArray<
  readonly [string | null, string | null, string | null, boolean, string, string, string | null, ReadonlyArray<string | null>]
> = [
  ['a1', windows, '10.0', true, 'u1', '2026-01-01T10:00:00Z', null, ['p', 'q']],
  ['a2', windows, '10.0', false, 'u2', '2026-01-01T11:00:00+02:00', 'Timeout', []],
  ['B1', mac, '14', true, 'u1', '2026-01-01T09:00:00.0000001Z', null, ['q']],
  ['b2', mac, null, false, 'u3', '2025-12-31T23:59:59Z', '100% full_disk', ['p']],
  [null, null, null, true, 'u4', '2026-01-02T00:00:00Z', null, [null]],
  ['ä1', windows, '11', false, 'u2', '2026-01-01T10:00:00.000+00:00', "it's", ['r', 'p']],
  ['10', mac, '13', true, 'u5', '2026-02-01T00:00:00Z', null, []],
  ['9', null, '10.0', true, '', '0001-01-01T00:00:00Z', '', ['p', 'p']],
  ['😀x', windows, '11', false, 'u6', '2026-01-03T12:30:15.25-05:00', 'TIMEOUT', ['P']]
]

export const checkIns = table.map((
  [deviceName, devicePlatform, devicePlatformVersion, wasSuccessful, userId, checkinDateTime, errorMessage, appliedPolicies]
) => ({
  userPrincipalName: userId === '' ? null : `${userId}@contoso.com`,
  deviceName,
  devicePlatform,
  devicePlatformVersion,
  wasSuccessful,
  userId,
  checkinDateTime,
  errorMessage,
  appliedPolicies
}))

export async function seed (call: Call): Promise<void> {
  const response = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: checkIns, tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } } })
  if (response.statusCode !== 200) throw new Error(response.body)
}

/** The device names of the rows that a query gives, in order; or the message of the error. */
export async function devices (call: Call, query: string): Promise<unknown> {
  const body = json(await call('GET', `${ROWS}?${query.split('&').map(encodeOption).join('&')}`))
  return 'value' in body ? (body['value'] as Array<{ deviceName: string | null }>).map(({ deviceName }) => deviceName) : (body['error'] as { message: string }).message
}

/** Percent-encodes the value of an option. */
export function encodeOption (option: string): string {
  const equals = option.indexOf('=')
  return equals === -1 ? option : `${option.slice(0, equals)}=${encodeURIComponent(option.slice(equals + 1))}`
}
