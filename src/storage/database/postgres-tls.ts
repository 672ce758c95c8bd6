/** How a connection to PostgreSQL is encrypted: `sslmode` as libpq has it, and Prisma's `sslaccept`, `sslidentity`, `sslpassword`. */
import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { whyUnreadable } from '../../base/why-unreadable.js'
import { ConfigError } from '../../config.js'
import type { UrlParameters } from './url-parameters.js'

/** `prefer`: encrypted where the server can, which is found out by asking it. */
export type TlsMode =
  | { readonly kind: 'off' }
  | { readonly kind: 'prefer', readonly options: ConnectionOptions }
  | { readonly kind: 'on', readonly options: ConnectionOptions }

export const TLS_PARAMETERS = [
  'sslmode', 'sslaccept', 'sslrootcert', 'sslcert', 'sslkey', 'sslidentity', 'sslpassword', 'ssl', 'uselibpqcompat'
] as const

const MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const

/**
 * Undefined when the URL says nothing of it. `require` encrypts and believes any certificate, unless `sslrootcert` or `sslaccept=strict`
 * says otherwise; `verify-ca` requires one of the authority, `verify-full` one that names the host too.
 * @throws ConfigError for a file that cannot be read
 */
export function readTls (given: UrlParameters, setting: string): TlsMode | undefined {
  given.flag('uselibpqcompat')
  const ssl = given.flag('ssl')
  const mode = given.choice('sslmode', MODES) ?? (ssl === undefined ? undefined : ssl ? 'require' : 'disable')
  const strict = given.choice('sslaccept', ['strict', 'accept_invalid_certs']) === 'strict'
  const files = readFiles(given, setting)
  if (mode === undefined) return strict || Object.keys(files).length > 0 ? { kind: 'on', options: verified(files, strict) } : undefined
  switch (mode) {
    case 'disable': return { kind: 'off' }
    case 'prefer': return { kind: 'prefer', options: { ...files, rejectUnauthorized: strict } }
    case 'no-verify': return { kind: 'on', options: { ...files, rejectUnauthorized: false } }
    case 'require': return { kind: 'on', options: verified(files, strict) }
    case 'verify-ca': return { kind: 'on', options: { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined } }
    case 'verify-full': return { kind: 'on', options: { ...files, rejectUnauthorized: true } }
  }
}

/** With an authority, `require` is `verify-ca`, as in libpq. */
function verified (files: ConnectionOptions, strict: boolean): ConnectionOptions {
  if (strict) return { ...files, rejectUnauthorized: true }
  return files.ca === undefined
    ? { ...files, rejectUnauthorized: false }
    : { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined }
}

/** `sslcert` alone is the authority, as Prisma has it; with `sslkey` it is the client's certificate, as libpq has it. */
function readFiles (given: UrlParameters, setting: string): ConnectionOptions {
  const read = (name: string): Buffer | undefined => {
    const path = given.text(name)
    if (path === undefined) return undefined
    try {
      return readFileSync(path)
    } catch (error) {
      throw new ConfigError(`${setting}: ${name} cannot be "${path}": ${whyUnreadable(error)}.`)
    }
  }
  const [root, cert, key, identity, passphrase] = [
    read('sslrootcert'), read('sslcert'), read('sslkey'), read('sslidentity'), given.text('sslpassword')
  ]
  const ca = root ?? (key === undefined ? cert : undefined)
  return {
    ...ca === undefined ? {} : { ca },
    ...key === undefined || cert === undefined ? {} : { cert, key },
    ...identity === undefined ? {} : { pfx: identity },
    ...passphrase === undefined ? {} : { passphrase }
  }
}
