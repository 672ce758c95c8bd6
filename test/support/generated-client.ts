/** A typed client that odata2ts generates from `$metadata`, to be compiled in strict mode. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import type { Test } from 'tap'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

const options = { target: 'ES2022', lib: ['ES2022', 'DOM'], module: 'commonjs', moduleResolution: 'node10', esModuleInterop: true, strict: true, skipLibCheck: true, types: [], rootDir: '.', outDir: 'compiled' }

export interface ClientToGenerate {
  /** The service root. */
  readonly url: string
  /** What the generated files are called. */
  readonly name: string
  /** What somebody writes against the client; `compiled/program.js`. */
  readonly program: string
  /** What does not fit its types. */
  readonly wrong: string
}

/** Downloads the metadata and generates the client; gives the folder, to be compiled with `compile`. */
export async function generateClient (t: Test, { url, name, program, wrong }: ClientToGenerate): Promise<string> {
  const folder = t.testdir({
    'package.json': '{"type":"commonjs"}',
    'tsconfig.json': JSON.stringify({ compilerOptions: options, files: ['program.ts', 'wrong.ts'] }),
    'program.ts': program,
    'wrong.ts': wrong
  })
  const generator = require.resolve('@odata2ts/odata2ts/lib/run-cli.js')
  await run(process.execPath, [generator, '--source-url', url, '--source', 'metadata.xml', '--output', 'generated', '--mode', 'all', '--emit-mode', 'ts', '--service-name', name], { cwd: folder })
  return folder
}
