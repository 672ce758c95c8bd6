/**
 * What Microsoft Graph's directory does that its metadata does not say: how entities are addressed, and which relations are one relation
 * read from its two ends. Names of Graph's are here, and nowhere in the machinery that asks.
 */

/** A navigation property whose entities are those that another one, of another type, relates the other way. */
export interface Inverse {
  /** The full name of the type that has the other property. */
  readonly type: string
  readonly name: string
}

/** What finds an entity where its key is expected. */
export interface SecondKey {
  readonly property: string
  /** What keys never look like. */
  readonly pattern: RegExp
}

export interface GraphDirectory {
  /** First segments that stand for the entity of whoever asks, with the entity set that it is in. */
  readonly own: ReadonlyMap<string, string>
  /** By the name of the entity set, in lower case. */
  readonly secondKeys: ReadonlyMap<string, SecondKey>
  /** By the name of the navigation property. */
  readonly inverses: ReadonlyMap<string, Inverse>
  /** The full name of the type whose entities are searched and counted only for clients that say so. */
  readonly objects: string
  /** The paths of the service roots. */
  readonly versions: readonly string[]
  /** The service roots of the real service, under which clients name entities wherever they send their requests. */
  readonly roots: RegExp
}

export const graphDirectory: GraphDirectory = {
  own: new Map([['me', 'users']]),
  secondKeys: new Map([['users', { property: 'userPrincipalName', pattern: /@/ }]]),
  inverses: new Map([
    ['memberOf', { type: 'microsoft.graph.group', name: 'members' }],
    ['ownedObjects', { type: 'microsoft.graph.group', name: 'owners' }],
    ['directReports', { type: 'microsoft.graph.user', name: 'manager' }],
    ['ownedDevices', { type: 'microsoft.graph.device', name: 'registeredOwners' }],
    ['registeredDevices', { type: 'microsoft.graph.device', name: 'registeredUsers' }]
  ]),
  objects: 'microsoft.graph.directoryObject',
  versions: ['/v1.0', '/beta'],
  roots: /^https:\/\/(?:graph|dod-graph|microsoftgraph)\.(?:microsoft\.(?:com|us)|chinacloudapi\.cn)\/(?:v1\.0|beta)\//i
}
