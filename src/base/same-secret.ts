/** Comparing secrets without telling, by the time it takes, how much of one was guessed. */
import { createHash, timingSafeEqual } from 'node:crypto'

/** Digests have one length, and comparing them says nothing of the texts. */
export function isSameSecret (sent: string, secret: string): boolean {
  return timingSafeEqual(digest(sent), digest(secret))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
