/**
 * In place of `@prisma/debug` in the bundle. Prisma's own looks at `DEBUG` with every statement and keeps the last hundred; this one looks at
 * it once, and keeps nothing. `DEBUG=prisma:driver-adapter:*` writes to stderr as before.
 */
const patterns = (process.env.DEBUG ?? '').split(',').filter(word => word !== '').map(word =>
  ({ excludes: word.startsWith('-'), pattern: new RegExp(`^${word.replace(/^-/, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`) }))

const isEnabled = namespace => {
  const matching = patterns.filter(({ pattern }) => pattern.test(namespace))
  return matching.length > 0 && !matching.some(({ excludes }) => excludes)
}

export const Debug = namespace => isEnabled(namespace) ? (...words) => { console.warn(namespace, ...words) } : () => undefined
