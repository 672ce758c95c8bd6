/** Numbers that look like chance and are the same each time: of a seed, a place and what they are for. */

/** Between 0 and 1, without 1 (the finalizer of MurmurHash3). */
export function chance (seed: number, place: number, salt: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xcc9e2d51) ^ Math.imul(salt + 1, 0x1b873593)
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b)
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35)
  return ((hash ^ hash >>> 16) >>> 0) / 4294967296
}

/** One of them; `random` is from {@link chance}. */
export const pick = <Item>(items: readonly Item[], random: number): Item => items[Math.floor(random * items.length)]!

/** A GUID of a seed and a place (RFC 9562, version 8: made by rules of one's own). */
export function guid (seed: number, place: number, salt: number): string {
  const hex = [0, 1, 2, 3].map(part => Math.floor(chance(seed, place, salt * 8 + part + 1000) * 4294967296).toString(16).padStart(8, '0'))
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A text as a number (FNV-1a), so that what is made for one property does not depend on the others. */
export function saltOf (text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
