/** TypeScript's compiler over programs of a test, in one run: those that must compile, and the one that must not. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

const run = promisify(execFile)
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')

export interface Compiled {
  /** What it complains of in the programs that must compile; empty where it does not. */
  readonly faults: string
  /** What it complains of in files called `wrong.ts`. */
  readonly ofWrong: string
}

/** Writes what the project emits, whatever the faults. */
export async function compile (folder: string, project = 'tsconfig.json'): Promise<Compiled> {
  const text = await run(process.execPath, [compiler, '-p', project, '--pretty', 'false'], { cwd: folder })
    .then(() => '', (error: unknown) => (error as { stdout: string }).stdout)
  // What goes on in the next line is indented.
  const faults = text.split(/\n(?=\S)/).filter(fault => fault.trim() !== '')
  const isWrong = (fault: string): boolean => /^(?:\S*\/)?wrong\.ts\(/.test(fault)
  return { faults: faults.filter(fault => !isWrong(fault)).join('\n'), ofWrong: faults.filter(isWrong).join('\n') }
}
