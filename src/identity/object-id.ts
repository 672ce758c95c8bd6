/** Ids of directory objects that exist by being named: an application, a user, a session. */
import { createHash } from 'node:crypto'

/** A GUID that is the same for the same names for ever (RFC 9562, version 5, over a fixed namespace). */
export function objectId (...names: readonly string[]): string {
  const hash = createHash('sha1').update('graph-office-emulator directory\0').update(names.join('\0')).digest().subarray(0, 16)
  hash[6] = (hash[6] ?? 0) & 0x0f | 0x50
  hash[8] = (hash[8] ?? 0) & 0x3f | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
