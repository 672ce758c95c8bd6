/** What clients sent, as a line of the log may show it: without secrets, and in one line. */
import { maskUrl } from './mask.js'

/** Control and formatting characters, and what else ends or turns a line. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

export function logText (url: string): string {
  const text = url.includes('=') || url.includes('@') ? maskUrl(url) : url
  return text.search(unprintable) === -1
    ? text
    : text.replace(unprintable, character => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
}
