// npm run openapi: writes openapi/ from the routes of the service, and the types of the controls for the console from that.
import { mkdirSync, writeFileSync } from 'node:fs'
import { defaultConfig } from '../dist/src/config.js'
import { openapiFiles } from '../dist/src/http/openapi/openapi-documents.js'
import { buildServer } from '../dist/src/server.js'
import { CONTROLS_TYPES, controlsTypes } from './controls-types.mjs'

const app = await buildServer({ ...defaultConfig, databaseUrl: 'file::memory:', logLevel: 'silent' })
mkdirSync('openapi', { recursive: true })
for (const [name, content] of await openapiFiles(app)) writeFileSync(`openapi/${name}`, content)
await app.close()
writeFileSync(CONTROLS_TYPES, await controlsTypes())
