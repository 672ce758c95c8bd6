/** Texts as V8 keeps them: in one byte a character, or in two where one of them needs it. */

/**
 * The same text in one byte a character, where it can be. One that was cut out of a text with characters beyond Latin-1 keeps two, and so
 * does all that it becomes a part of: one name of a model makes an answer twice as long in memory, and several times slower to measure
 * and to send.
 */
export function inOneByte (text: string): string {
  const copy = Buffer.from(text, 'latin1').toString('latin1')
  return copy === text ? copy : text
}
