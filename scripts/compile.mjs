// `src` as JavaScript in `dist/src`, without the check of types, which takes longest: `npm run types` has it.
import { join } from 'node:path'
import { build } from 'esbuild'
import { filesIn } from './import-graph.mjs'

/** In a second, and all that a start or a test needs. What is wrong in a source goes to stderr. */
export async function compileScripts () {
  const entryPoints = filesIn('src').filter(file => file.endsWith('.ts'))
  await build({ entryPoints, outdir: join('dist', 'src'), outbase: 'src', format: 'esm', target: 'node20.19', logLevel: 'warning' })
}
