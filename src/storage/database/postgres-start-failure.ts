/** Why a PostgreSQL cannot be used, as a sentence that names the place, the setting, and what to do. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import { StartError } from '../../base/start-error.js'
import { ConfigError } from '../../config.js'
import { SchemaEngineError } from '../migrations/schema-engine.js'
import { POOLER_ADVICE } from './driver-query.js'
import { placeOf } from './postgres-url.js'
import type { PostgresAddress } from './postgres-url.js'

interface Failure {
  /** A SQLSTATE, or a code of Node's. */
  readonly code: string
  /** In the server's or the driver's words. */
  readonly message: string
}

function failureOf (error: unknown): Failure {
  if (isDriverAdapterError(error)) {
    const { originalCode, originalMessage, kind } = error.cause
    return { code: originalCode ?? kind, message: originalMessage ?? error.message }
  }
  const { code, message, errors } = error as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] }
  // Node gathers the reasons when a name has several addresses.
  const [first] = errors ?? []
  return { code: String(code ?? first?.code ?? ''), message: message === '' ? String(first?.message) : message }
}

/** An error that is a sentence already stays what it is. */
export function explainPostgresFailure (error: unknown, address: PostgresAddress): unknown {
  if (error instanceof StartError || error instanceof ConfigError || !(error instanceof Error)) return error
  const { code, message } = failureOf(error)
  if (/unsupported startup parameter/i.test(message)) return new ConfigError(`${POOLER_ADVICE} (It says: ${message}.)`)
  const sentence = sentenceFor(code, message, address) ?? engineSentence(error, address)
  return sentence === undefined ? error : new StartError(sentence, { cause: error })
}

function sentenceFor (code: string, message: string, address: PostgresAddress): string | undefined {
  const { setting } = address
  const [at, there] = [placeOf(address), `PostgreSQL at ${placeOf(address)} (${setting})`]
  const user = address.user ?? ''
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'DatabaseNotReachable':
      return `No PostgreSQL answers at ${at} (${setting}). Start it, or give the right host and port.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host "${address.host ?? ''}" of ${setting} cannot be found.`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `${at} (${setting}) cannot be reached: ${message}.`
    case '28P01':
    case '28000':
      return `${there} does not let the user "${user}" in: ${message}. Check user, password${/no encryption|SSL/i.test(message) ? ', and sslmode=require' : ''}.`
    case '3D000':
      return `${there} has no database "${address.database ?? user}". Create it, or give another.`
    case INSUFFICIENT_PRIVILEGE:
      return `${there}: the user "${user}" may not do what the service needs: ${message}. Grant it CREATE on the schema, or give a schema of its own (?schema=…).`
    case '25006':
      return `${there} is read-only, and the service writes: ${message}.`
    case '53100':
      return `The disk of ${there} is full: ${message}.`
    case '53300':
    case '57P03':
      return `${there} does not serve now: ${message}.`
  }
  return driverSentence(code, message, address)
}

/** PostgreSQL's `insufficient_privilege`. */
const INSUFFICIENT_PRIVILEGE = '42501'

/** The schema engine has no codes. */
function engineSentence (error: Error, address: PostgresAddress): string | undefined {
  if (!(error instanceof SchemaEngineError)) return undefined
  const { message } = error
  if (/permission denied|must be owner/i.test(message)) return sentenceFor(INSUFFICIENT_PRIVILEGE, message, address)
  return `The tables at ${placeOf(address)} (${address.setting}) cannot be brought up to date: ${message.replace(/\.$/, '')}.`
}

/** What node-postgres and TLS say without a code, or with many. */
function driverSentence (code: string, message: string, address: PostgresAddress): string | undefined {
  const { setting } = address
  const [at, there] = [placeOf(address), `PostgreSQL at ${placeOf(address)} (${setting})`]
  if (/password must be a (non-empty )?string|no password/i.test(message)) return `${there} requires a password: postgresql://user:password@….`
  if (/timeout/i.test(message)) return `No PostgreSQL answered at ${at} (${setting}) in time. Check host and port, or give connect_timeout.`
  if (/does not support SSL/i.test(message)) return `${there} does not speak TLS. Take sslmode out of the URL, or make it disable.`
  if (/^(ERR_TLS|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME)/.test(code)) {
    return `The certificate of ${there} is not trusted: ${message}. Give its authority in sslrootcert.`
  }
  if (/Connection terminated|ECONNRESET|SSL connection/i.test(message) || code === 'ECONNRESET') {
    return `${at} (${setting}) ended the connection (${message}). Is that a PostgreSQL?`
  }
  return undefined
}
