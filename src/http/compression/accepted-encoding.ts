/** Which coding of an answer a client wants (`Accept-Encoding`: RFC 9110, section 12.5.3). */

export type Encoding = 'br' | 'gzip'

const MEMBER = /^\s*([\w*-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i

/**
 * The one that the client likes best; of several that it likes as much, the first of `offered`. Undefined when it would rather have the
 * answer as it is: also when it says nothing, or nothing that can be read.
 */
export function acceptedEncoding (header: string | undefined, offered: readonly Encoding[]): Encoding | undefined {
  if (header === undefined || header === '') return undefined
  const weights = new Map<string, number>()
  for (const part of header.split(',', MOST)) {
    const [, name, weight = '1'] = MEMBER.exec(part) ?? []
    if (name !== undefined) weights.set(name.toLowerCase().replace(/^x-gzip$/, 'gzip'), Number(weight))
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0
  const [best] = offered.filter(name => weightOf(name) > 0).sort((a, b) => weightOf(b) - weightOf(a))
  return best === undefined || weightOf(best) < (weights.get('identity') ?? 0) ? undefined : best
}

/** Members that are looked at. */
const MOST = 20
