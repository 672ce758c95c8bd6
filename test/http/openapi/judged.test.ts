/** The OpenAPI documents as other people's tools see them: no error, no warning, and types that compile. */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import SwaggerParser from '@apidevtools/swagger-parser'
import openapiTypes, { astToString } from 'openapi-typescript'
import t from 'tap'

const require = createRequire(import.meta.url)
const run = promisify(execFile)
/** The YAML files say the same, which another test holds. */
const graphFiles = ['openapi/openapi-3.1.json', 'openapi/openapi-3.0.json']
const files = [...graphFiles, 'openapi/controls-3.1.json', 'openapi/controls-3.0.json']

/** Nothing here asks the network. */
const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SDK_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_SUPPRESS_NOTIFICATIONS: 'true' }

interface Verdict {
  readonly totals: { readonly errors: number, readonly warnings: number }
  readonly problems: ReadonlyArray<{ readonly ruleId: string, readonly message: string }>
}

async function lint (path: string): Promise<Verdict> {
  const command = join(require.resolve('@redocly/cli/package.json'), '../bin/cli.js')
  const output = await run(process.execPath, [command, 'lint', path, '--extends', 'recommended', '--format', 'json'], { env: quiet, maxBuffer: 2 ** 26 }).then(({ stdout }) => stdout, (error: unknown) => (error as { stdout: string }).stdout)
  return JSON.parse(output.slice(output.indexOf('{'))) as Verdict
}

t.test('Redocly\'s recommended rules', async t => {
  for (const file of files) {
    const { totals, problems } = await lint(file)
    t.same(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`), [], file)
    t.match(totals, { errors: 0, warnings: 0 })
  }
  const document = JSON.parse(readFileSync('openapi/openapi-3.1.json', 'utf8')) as { paths: Record<string, { get: { responses: object } }> }
  Object.assign(document.paths['/officeConfiguration']?.get ?? {}, { responses: { 200: {} } })
  const wrong = join(t.testdir({}), 'wrong.json')
  writeFileSync(wrong, JSON.stringify(document))
  t.ok((await lint(wrong)).totals.errors > 0, 'which find what is wrong')
})

t.test('Spectral\'s rules', async t => {
  const folder = t.testdir({ 'ruleset.yaml': 'extends: ["spectral:oas"]\n' })
  const command = require.resolve('@stoplight/spectral-cli/dist/index.js')
  const judge = async (paths: readonly string[]): Promise<readonly string[]> => {
    const output = await run(process.execPath, [command, 'lint', ...paths, '--ruleset', join(folder, 'ruleset.yaml'), '--format', 'json', '--quiet'], { maxBuffer: 2 ** 26 })
      .then(({ stdout }) => stdout, (error: unknown) => (error as { stdout: string }).stdout)
    return (JSON.parse(output) as Array<{ code: string, message: string, path: string[] }>).map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`)
  }
  t.same(await judge(files), [])
  const wrong = join(folder, 'wrong.json')
  writeFileSync(wrong, JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/x': { get: {} } } }))
  t.ok((await judge([wrong])).length > 0, 'which find what is wrong')
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
  for (const file of graphFiles) {
    const folder = t.testdir({
      'program.ts': program,
      'bodies.ts': bodies,
      'wrong.ts': wrongProgram,
      'types.ts': astToString(await openapiTypes(pathToFileURL(resolve(file)))),
      'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] }, files: ['program.ts', 'bodies.ts'] }),
      'tsconfig.wrong.json': JSON.stringify({ extends: './tsconfig.json', files: ['wrong.ts'] })
    })
    const compile = async (project: string): Promise<string> =>
      await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', project], { cwd: folder }).then(() => '', (error: unknown) => (error as { stdout: string }).stdout)
    t.equal(await compile('tsconfig.json'), '', file)
    t.match(await compile('tsconfig.wrong.json'), /wrong\.ts\(3,\d+\): error TS2322/, 'and say what does not fit')
  }
})
