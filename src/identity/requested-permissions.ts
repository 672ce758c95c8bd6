/** What Microsoft Graph is called in tokens, and the permissions that `/.default` stands for. */

/** What `aud` may say: Graph's URI, or the id of its application. */
export const GRAPH_AUDIENCES: readonly string[] = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
  '00000003-0000-0000-c000-000000000000'
]

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com'

/** Everything this service serves may be done with it. */
export const ALL_PERMISSIONS: readonly string[] = ['DeviceManagementConfiguration.ReadWrite.All']
