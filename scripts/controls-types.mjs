// The types of the controls for the console, out of their OpenAPI document.
import { readFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

export const CONTROLS_TYPES = 'console/service/controls-types.d.ts'

export async function controlsTypes (document = readFileSync('openapi/controls-3.1.json', 'utf8')) {
  return `// Written by npm run openapi.\n${astToString(await openapiTS(document))}`
}
