/** The OpenAPI documents as other people's tools see them: no error, no warning, and types that compile. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import SwaggerParser from '@apidevtools/swagger-parser'
import openapiTypes, { astToString } from 'openapi-typescript'
import t from 'tap'
import { compile } from '../../support/compile.js'
import { documentFile, redoclyFaults, spectralFaults } from '../../support/openapi-judges.js'

/** The YAML files say the same, which another test holds. */
const graphFiles = ['openapi/openapi-3.1.json', 'openapi/openapi-3.0.json']
const files = [...graphFiles, 'openapi/controls-3.1.json', 'openapi/controls-3.0.json']

t.test('Redocly\'s recommended rules', async t => {
  const document = JSON.parse(readFileSync('openapi/openapi-3.1.json', 'utf8')) as { paths: Record<string, { get: { responses: object } }> }
  Object.assign(document.paths['/officeConfiguration']?.get ?? {}, { responses: { 200: {} } })
  const judged = await redoclyFaults([...files, documentFile(t.testdir({}), 'wrong.json', document)])
  for (const [index, file] of files.entries()) t.same(judged[index], [], file)
  t.ok(judged.at(-1)!.length > 0, 'which find what is wrong')
})

t.test('Spectral\'s rules', async t => {
  const wrong = documentFile(t.testdir({}), 'wrong.json', { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/x': { get: {} } } })
  const judged = await spectralFaults(t, [...files, wrong])
  t.same(judged.slice(0, -1), files.map(() => []))
  t.ok(judged.at(-1)!.length > 0, 'which find what is wrong')
})

t.test('swagger-parser validates', async t => {
  for (const file of files) await t.resolves(SwaggerParser.validate(file), file)
  await t.rejects(SwaggerParser.validate({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { x: {} } } as never), 'and refuses what is none')
})

const program = `
import type { components, operations } from './types'

export const row: components['schemas']['microsoft.graph.officeClientCheckinStatus'] = { deviceName: null, userId: 'a', checkinDateTime: '2026-01-31T09:30:00Z', wasSuccessful: true, appliedPolicies: ['a'] }
type Answer = operations['officeConfiguration.officeConfiguration_GetOfficeConfiguration']['responses'][200]['content']['application/json']
export const failed = (answer: Answer): number | undefined => answer.tenantUserCheckinSummary?.failedUserCount
type Fault = operations['officeConfiguration.officeConfiguration_GetOfficeConfiguration']['responses']['4XX']['content']['application/json']
export const code = (fault: Fault): string => fault.error.code
`

/** README's first body, as it stands there. */
const [, firstBody = ''] = /-d '(\{.*\})'/.exec(readFileSync('README.md', 'utf8')) ?? []
const bodies = `
import type { paths } from './types'
type Body = NonNullable<paths['/officeConfiguration']['patch']['requestBody']>['content']['application/json']
export const first: Body = ${firstBody}
export const summary: Body = { tenantUserCheckinSummary: { failedUserCount: 1 } }
`

const wrongProgram = `
import type { components } from './types'
export const row: components['schemas']['microsoft.graph.officeClientCheckinStatus'] = { userId: 'a', checkinDateTime: '2026-01-31T09:30:00Z', wasSuccessful: 'yes' }
`

t.test('openapi-typescript makes types that compile', async t => {
  const folders = await Promise.all(graphFiles.map(async file => ({
    'program.ts': program,
    'bodies.ts': bodies,
    'wrong.ts': wrongProgram,
    'types.ts': astToString(await openapiTypes(pathToFileURL(resolve(file))))
  })))
  const folder = t.testdir({
    ...Object.fromEntries(folders.map((files, index) => [`of-${index}`, files])),
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [], skipLibCheck: true }, include: ['*/*.ts'] })
  })
  const { faults, ofWrong } = await compile(folder)
  for (const [index, file] of graphFiles.entries()) {
    t.equal(faults, '', file)
    t.match(ofWrong, new RegExp(`^of-${index}/wrong\\.ts\\(3,\\d+\\): error TS2322`, 'm'), 'and say what does not fit')
  }
})
