// `src` as JavaScript in `dist/src`, without the check of types, which takes longest: `npm run types` has it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { filesIn } from './import-graph.mjs'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** The JavaScript alone, in a second: all that a start or a test needs. What is wrong in a source goes to stderr. */
export async function compileScripts () {
  const entryPoints = filesIn('src').filter(file => file.endsWith('.ts'))
  await build({ entryPoints, outdir: join('dist', 'src'), outbase: 'src', format: 'esm', target: 'node20.19', logLevel: 'warning' })
}

/** With declarations, as the package has them. What it says goes to stderr, so that npm's own output stays as it is. */
export async function compileWithDeclarations () {
  const [code] = await once(spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck'], { stdio: ['ignore', 2, 2] }), 'close')
  if (code !== 0) throw new Error('The build failed.')
}
