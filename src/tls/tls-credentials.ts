/** What https needs, from the settings: the given certificate, or one of this service's own authority. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StartError } from '../base/start-error.js'
import { whyUnreadable } from '../base/why-unreadable.js'
import { ConfigError } from '../config.js'
import type { Config } from '../config.js'
import { authorityFile, authorityFolder, keepAuthority } from './authority-folder.js'
import type { KeyedCertificate } from './certificates.js'

export interface TlsCredentials extends KeyedCertificate {
  /** The authority that clients must trust, as PEM; undefined for a given certificate, whose authority is its owner's business. */
  readonly ca: string | undefined
  /** Where `ca` is kept; undefined when it is in memory only. */
  readonly caFile: string | undefined
}

export type TlsSettings = Pick<Config, 'tls' | 'tlsPort' | 'tlsCert' | 'tlsKey' | 'host' | 'databaseUrl'>

/** Undefined when no port speaks https. @throws ConfigError for files that are no certificate and its key. */
export async function openTlsCredentials (settings: TlsSettings): Promise<TlsCredentials | undefined> {
  const { tls, tlsPort, tlsCert, tlsKey } = settings
  if (!tls && tlsPort === '') {
    if (tlsCert !== '' || tlsKey !== '') throw new ConfigError('--tls-cert and --tls-key are for https: give --tls, or --tls-port, too.')
    return undefined
  }
  if (tlsCert === '' && tlsKey === '') return await ownCredentials(settings)
  if (tlsCert === '' || tlsKey === '') throw new ConfigError('--tls-cert and --tls-key go together: give both, or neither.')
  return { ...readGiven(tlsCert, tlsKey), ca: undefined, caFile: undefined }
}

/** The library is loaded only here, since most starts need none. */
async function ownCredentials ({ host, databaseUrl }: TlsSettings): Promise<TlsCredentials> {
  const { createAuthority, createServerCertificate } = await import('./certificates.js')
  const folder = authorityFolder(databaseUrl)
  const authority = folder === undefined ? await createAuthority() : await keptAuthority(folder, createAuthority)
  const hosts = [...new Set(['localhost', '127.0.0.1', '::1', host].filter(name => !['0.0.0.0', '::'].includes(name)))]
  return {
    ...await createServerCertificate(authority, hosts).catch((error: unknown) => { throw explainAuthority(error, folder) }),
    ca: authority.cert,
    caFile: folder === undefined ? undefined : authorityFile(folder)
  }
}

async function keptAuthority (folder: string, create: () => Promise<KeyedCertificate>): Promise<KeyedCertificate> {
  try {
    return await keepAuthority(folder, create)
  } catch (error) {
    throw explainAuthority(error, folder)
  }
}

/** The folder cannot be made or read, or what is in it is not an authority. */
function explainAuthority (error: unknown, folder: string | undefined): unknown {
  if (folder === undefined) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new StartError(
    code !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR', 'ENOENT'].includes(code)
      ? `The certificate authority for https cannot be kept in "${folder}" (${code}). Make that possible, or give --tls-cert and --tls-key.`
      : `The certificate authority in "${folder}" cannot be used: ${message}. Remove the folder, and a new one is made.`,
    { cause: error }
  )
}

function readGiven (tlsCert: string, tlsKey: string): KeyedCertificate {
  const cert = readPem('--tls-cert', tlsCert, text => new X509Certificate(text))
  const key = readPem('--tls-key', tlsKey, text => createPrivateKey(text))
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new ConfigError(`--tls-key "${tlsKey}" is not the key of --tls-cert "${tlsCert}".`)
  }
  return { cert, key }
}

function readPem (flag: string, path: string, parse: (text: string) => unknown): string {
  try {
    const text = readFileSync(path, 'utf8')
    parse(text)
    return text
  } catch (error) {
    throw new ConfigError(`${flag} cannot be "${path}": ${whyUnreadable(error)}. Give a PEM file.`)
  }
}
