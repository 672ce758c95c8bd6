/** Programmatic use: the service as a Fastify instance to `listen()` on or to `inject()` into. */
export { ConfigError, defaultConfig, parseConfig } from './config.js'
export type { Config } from './config.js'
export { buildServer } from './server.js'
export { MigrationError } from './storage/migrations.js'
export { ODataError } from './errors.js'
