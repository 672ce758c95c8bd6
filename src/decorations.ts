/** What the service adds to its Fastify instance, for those who build one and for its own parts. */
import type {} from 'fastify'
import type { AdminKey } from './admin/admin-key.js'
import type { Controls } from './admin/create-controls.js'
import type { CallNames } from './admin/requests/graph-call.js'
import type { Identity } from './identity/identity.js'
import type { ServedModel } from './served-model.js'
import type { TenantState } from './storage/state/tenant-state.js'
import type { TlsCredentials } from './tls/tls-credentials.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** What requests are called in faults, the journal and the log. */
    readonly callNames: CallNames
    /** The listener of the controls, when they have a port of their own (`ADMIN_PORT`); `listen()` on it before the main one. */
    readonly adminListener: FastifyInstance | undefined
    /** The clock, the faults, the throttle and the journal of this instance, without HTTP. */
    readonly controls: Controls
    /** What the controls need; made at start where they are open to the network and none was set. */
    readonly adminKey: AdminKey
    /** The keys and tokens of this service. */
    readonly identity: Identity
    /** Undefined when no port speaks https. */
    readonly tlsCredentials: TlsCredentials | undefined
    /** What is served. */
    readonly servedModel: ServedModel
    /** Tenants, their states and snapshots, without HTTP. */
    readonly tenantState: TenantState
  }
}
