/** The documents of models that were given, as other people's tools see them: no error, no warning, and types that compile. */
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import SwaggerParser from '@apidevtools/swagger-parser'
import openapiTypes, { astToString } from 'openapi-typescript'
import t from 'tap'
import type { Test } from 'tap'
import { withAbsoluteServers } from '../../../../src/http/openapi/document-servers.js'
import { downgrade } from '../../../../src/http/openapi/downgrade.js'
import { compile } from '../../../support/compile.js'
import { documentFile, redoclyFaults, spectralFaults } from '../../../support/openapi-judges.js'
import { startService } from '../../../support/service.js'

/** Both versions of a model's document, as files. */
async function filesOf (t: Test, folder: string, name: string, model = `test/models/${name}.csdl.xml`): Promise<readonly string[]> {
  const document = withAbsoluteServers(await (await startService(t, { model })).apiDocument())
  return [documentFile(folder, `${name}-3.1.json`, document), documentFile(folder, `${name}-3.0.json`, downgrade(document))]
}

t.test('Redocly, Spectral and swagger-parser', async t => {
  const folder = t.testdir({})
  const files = [...await filesOf(t, folder, 'shop'), ...await filesOf(t, folder, 'travel'), ...await filesOf(t, folder, 'mail'), ...await filesOf(t, folder, 'parcels'), ...await filesOf(t, folder, 'trippin', 'trippin')]
  const judged = await redoclyFaults(files)
  for (const [index, file] of files.entries()) {
    t.same(judged[index], [], file)
    await t.resolves(SwaggerParser.validate(file), file)
  }
})

t.test('Spectral', async t => {
  const folder = t.testdir({})
  const files = [...await filesOf(t, folder, 'shop'), ...await filesOf(t, folder, 'mail')]
  t.same(await spectralFaults(t, files), files.map(() => []))
})

const program = `
import type { components, operations } from './types'

type Person = components['schemas']['Travel.Person']
export const person: Person = { UserName: 'a', FirstName: 'b', Gender: 'Female', Trips: [{ TripId: 1, StartsAt: null }], HomeAddress: { City: { Name: 'Porto' } } }
type Page = operations['People.Trips_List']['responses'][200]['content']['application/json']
export const budgets = (page: Page): unknown => page.value.map(({ Budget }) => Budget)
type Fault = operations['People_Create']['responses']['4XX']['content']['application/json']
export const code = (fault: Fault): string => fault.error.code
`

t.test('openapi-typescript makes types that compile', async t => {
  const folder = t.testdir({ 'program.ts': program, 'wrong.ts': program.replace("'Female'", "'Other'") })
  const [file = ''] = await filesOf(t, folder, 'travel')
  documentFile(folder, 'tsconfig.json', { compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [], skipLibCheck: true }, files: ['program.ts', 'wrong.ts'] })
  writeFileSync(`${folder}/types.ts`, astToString(await openapiTypes(pathToFileURL(file))))
  const { faults, ofWrong } = await compile(folder)
  t.equal(faults, '')
  t.match(ofWrong, /wrong\.ts\(\d+,\d+\): error TS2322/, 'and say what does not fit')
})
