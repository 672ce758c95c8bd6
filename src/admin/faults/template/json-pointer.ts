/** JSON pointers (RFC 6901): `/tenantCheckinStatuses/0/deviceName`. */

/** The names on the way, unescaped; undefined for what is not a pointer. */
export function parsePointer (text: string): readonly string[] | undefined {
  if (text === '') return []
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined
  return text.slice(1).split('/').map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value that the pointer leads to; undefined where there is none. */
export function lookUp (value: unknown, pointer: readonly string[]): unknown {
  return pointer.reduce<unknown>((parent, name) => {
    if (typeof parent !== 'object' || parent === null) return undefined
    if (Array.isArray(parent)) return /^(0|[1-9]\d{0,8})$/.test(name) ? parent[Number(name)] as unknown : undefined
    return Object.hasOwn(parent, name) ? (parent as Record<string, unknown>)[name] : undefined
  }, value)
}
