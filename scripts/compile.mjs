// `src` as JavaScript and declarations in `dist/src`, without the check of types, which takes as long again: `npm run types` has it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** What it says goes to stderr, so that npm's own output stays as it is. */
export async function compileUnchecked () {
  const [code] = await once(spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck'], { stdio: ['ignore', 2, 2] }), 'close')
  if (code !== 0) throw new Error('The build failed.')
}
