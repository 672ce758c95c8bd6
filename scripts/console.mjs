// Bundles console/ into dist/console: the page, and its files under names that say their content.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const named = (name, extension, bytes) =>
  `${name}-${createHash('sha256').update(bytes).digest('base64url').slice(0, 12).replace(/[-_]/g, '0')}.${extension}`

/** @param from The folder of the sources. @param to Where the result goes; what was there is removed. */
export async function buildConsole (from = 'console', to = 'dist/console') {
  const { outputFiles } = await build({
    entryPoints: { console: join(from, 'main.tsx'), styles: join(from, 'styles/console.css') },
    outdir: to,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    tsconfig: join(from, 'tsconfig.json'),
    legalComments: 'none',
    logLevel: 'warning'
  })
  const output = name => outputFiles.find(({ path }) => path === resolve(to, name)).contents
  const files = [
    ['script', 'console', 'js', output('console.js')],
    ['styles', 'console', 'css', output('styles.css')],
    ['icon', 'icon', 'svg', readFileSync(join(from, 'icon.svg'))]
  ]
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  let page = readFileSync(join(from, 'index.html'), 'utf8')
  for (const [place, name, extension, bytes] of files) {
    const file = named(name, extension, bytes)
    writeFileSync(join(to, file), bytes)
    page = page.replace(`{{${place}}}`, file)
  }
  writeFileSync(join(to, 'index.html'), page)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildConsole()
