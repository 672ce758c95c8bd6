/** Who gets tokens: anyone, or the clients and users of a file. */
import { readFileSync } from 'node:fs'
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { whyUnreadable } from '../base/why-unreadable.js'
import { ConfigError } from '../config.js'

const closed = { additionalProperties: false }

const clientSchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  /** A client without one is public: it signs users in, and gets no token of its own. */
  secret: Type.Optional(Type.String({ minLength: 1 })),
  /** The application permissions of its tokens; without: all. */
  roles: Type.Optional(Type.Array(Type.String({ minLength: 1 })))
}, closed)

const userSchema = Type.Object({
  username: Type.String({ minLength: 1 }),
  password: Type.String({ minLength: 1 }),
  /** The permissions that may be asked for in its name; without: any. */
  scopes: Type.Optional(Type.Array(Type.String({ minLength: 1 })))
}, closed)

const identitiesSchema = Type.Object(
  { clients: Type.Optional(Type.Array(clientSchema)), users: Type.Optional(Type.Array(userSchema)) },
  closed
)

export type Client = Static<typeof clientSchema>
export type User = Static<typeof userSchema>

/** A list that is absent admits anyone. */
export type Identities = Static<typeof identitiesSchema>

/** @throws ConfigError when there is no such file, or it says something else. */
export async function readIdentities (path: string): Promise<Identities> {
  if (path === '') return {}
  const { Value } = await import('@sinclair/typebox/value')
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const fault = Value.Errors(identitiesSchema, found).First()
    if (fault !== undefined) throw new Error(`${fault.path === '' ? 'the document' : fault.path}: ${fault.message}`)
    return found as Identities
  } catch (error) {
    throw new ConfigError(
      `--identities cannot be "${path}": ${
        whyUnreadable(error)
      }. Give a JSON file such as {"clients":[{"id":"…","secret":"…"}],"users":[{"username":"…","password":"…"}]}.`
    )
  }
}
