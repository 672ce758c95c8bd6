/** Which texts came before, lately: one that comes once takes no more room than itself. */

/** Whether a text is among the last ones, of which there are `most` at least; it is from now on. */
export function createSeenBefore (most: number): (text: string) => boolean {
  let [latest, before] = [new Set<string>(), new Set<string>()]
  return text => {
    if (latest.has(text) || before.has(text)) return true
    if (latest.size === most) [latest, before] = [new Set(), latest]
    latest.add(text)
    return false
  }
}
