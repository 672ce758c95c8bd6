/** Published data to check against, which lie beside the project and are no part of it. */
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const folder = new URL('../shared/reference/', pathToFileURL(`${process.cwd()}/`))

export const reference = (name: string): URL => new URL(name, folder)

/** For tap: why a test that reads them does not run; false when it does. */
export const skipWithoutReference: string | false = existsSync(folder) ? false : `${folder.pathname} is not there`
