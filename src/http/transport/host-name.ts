/** `Host` and what stands for it: a name or an address, and a port (RFC 9110, section 7.2; RFC 3986, section 3.2.2). */

export interface HostName {
  /** In lower case; an IPv6 address without its brackets. */
  readonly name: string
  /** Empty when none was given. */
  readonly port: string
}

/** Names of the characters that hosts really have: no percent-encoding and no punctuation that would need quoting in a link. */
const HOST = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9._-]{1,253}))(?::(\d{1,5}))?$/i

/** Undefined for text that is not one host. */
export function parseHostName (text: string): HostName | undefined {
  const [, address, name, port = ''] = HOST.exec(text) ?? []
  const found = address ?? name
  return found === undefined || Number(port) > 65535 ? undefined : { name: found.toLowerCase(), port }
}

/** Whether {@link parseHostName} knows it, for every request: the same connection names the same host. */
export function isHostName (text: string): boolean {
  if (text === lastGood) return true
  if (parseHostName(text) === undefined) return false
  lastGood = text
  return true
}

let lastGood = ''

/** Names of this machine for itself, which no page of another site can be served under. */
export const isLoopbackName = (name: string): boolean =>
  name === 'localhost' || name === '::1' || name.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/.test(name)
