/** What a fleet is made of; the first of a list is the most frequent where it matters. */

interface Platform {
  readonly name: string
  /** What names of devices begin with. */
  readonly prefix: string
  readonly versions: readonly [string, ...string[]]
}

const windows: Platform = {
  name: 'Windows',
  prefix: 'DESKTOP',
  versions: ['10.0.26100', '10.0.22631', '10.0.19045', '10.0.22621', '10.0.17763']
}
const laptop: Platform = { ...windows, prefix: 'LAPTOP' }
const mac: Platform = { name: 'macOS', prefix: 'MAC', versions: ['15.1', '14.7', '14.6.1', '13.7'] }

export const PLATFORMS: readonly Platform[] = [
  windows, windows, windows, laptop, laptop, laptop, mac, mac,
  { name: 'iOS', prefix: 'IPHONE', versions: ['18.1', '17.7', '17.6.1'] },
  { name: 'Android', prefix: 'ANDROID', versions: ['15', '14', '13'] }
]

export const FAILURES = [
  'The policy service did not answer within 30 seconds.',
  'The device is offline: the policy could not be downloaded.',
  'The sign-in of the user has expired (AADSTS70043).',
  'The policy was downloaded and its signature is not valid.',
  'Access to the registry key HKCU\\Software\\Policies\\Microsoft\\office\\16.0 was denied.',
  'This version of Office is older than the policy requires.',
  'The proxy refused the connection: 407 Proxy Authentication Required.',
  'The disk has no room for the cache of policies.'
] as const

export const POLICIES = [
  'Macro security',
  'Update channel',
  'Block legacy file formats',
  'Trusted locations',
  'Connected experiences',
  'Protected View'
] as const

export const APPLICATIONS = ['Word', 'Excel', 'PowerPoint', 'Outlook', 'Access'] as const

export const TEAMS = [
  'Finance desktops',
  'Engineering laptops',
  'Sales tablets',
  'Call centre kiosks',
  'Executive devices',
  'Classroom computers',
  'Field service phones'
] as const
