// What a literal costs that has not been seen: the same query with another name each time, against one URL over and over.
import { literals } from './cases.mjs'
import { takeTurns } from './load.mjs'

/** The repeated URL may be a tenth faster. */
const WANTED = 0.91

export async function compareLiterals (server, flags) {
  const [repeated, fresh] = await takeTurns([literals.repeated, literals.fresh].map(request => ({ server, request })), flags)
  return { repeated, fresh, ratio: fresh / repeated, wanted: WANTED, met: fresh / repeated >= WANTED }
}
