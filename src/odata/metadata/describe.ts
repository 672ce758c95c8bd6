/** Descriptions: the first sentence says what an element is; where there are more, they follow in the long one. */
import type { Annotation } from '../../edm/types.js'
import { annotation } from './annotation.js'

/** `Core.Description`, and `Core.LongDescription` where there is more to say. */
export function describe (text: string): readonly Annotation[] {
  if (text === '') return []
  const [brief = text] = /^.*?[.?!](?=\s|$)/s.exec(text) ?? []
  return [annotation('Core.Description', brief), ...brief.length === text.length ? [] : [annotation('Core.LongDescription', text)]]
}
