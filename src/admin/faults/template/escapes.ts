/** How a value of a request is written into an answer, so that it stays a value there. */
import { isJsonType } from '../../../odata/batch/media-types.js'
import type { Escape } from './text-template.js'

/** Within the quotes of a JSON string. */
const inJson: Escape = value => JSON.stringify(value).slice(1, -1)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const inMarkup: Escape = value => value.replace(/[&<>"']/g, character => entities[character]!)

/** In a header: what cannot stand there is percent-encoded, so that no value begins a header of its own. */
export const inHeader: Escape = value =>
  value.replace(/[^\t\x20-\x7e\x80-\xff]/gu, character =>
    [...Buffer.from(character)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''))

/** In a text of that type: JSON, XML and HTML escape what would end the value; other text does not. */
export function escapeFor (contentType: string): Escape {
  if (isJsonType(contentType)) return inJson
  return /^[^;]*(xml|html)\s*(;|$)/i.test(contentType) ? inMarkup : value => value
}
