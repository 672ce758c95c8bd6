/** The ids of singletons: nobody creates a singleton, so its id follows from the tenant, before anything is stored. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { DEFAULT_TENANT } from './tenant-id.js'

/** The id that the reference page shows is that of the default tenant's officeConfiguration. */
const DEFAULT_TENANT_ID = 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6'

/** Namespace of the name-based GUIDs below; any fixed GUID would do. */
const NAMESPACE = Buffer.from('6f1a2b7c3d4e5f608192a3b4c5d6e7f8', 'hex')

const recentIds = new LRUCache<string, string>({ max: 200 })

/** A GUID that is the same for a tenant for ever (RFC 9562, version 5). */
export function singletonId (tenant: string): string {
  if (tenant === DEFAULT_TENANT) return DEFAULT_TENANT_ID
  const known = recentIds.get(tenant)
  if (known !== undefined) return known
  const id = nameBasedId(tenant)
  recentIds.set(tenant, id)
  return id
}

function nameBasedId (tenant: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(tenant).digest().subarray(0, 16)
  hash[6] = (hash[6] ?? 0) & 0x0f | 0x50
  hash[8] = (hash[8] ?? 0) & 0x3f | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
