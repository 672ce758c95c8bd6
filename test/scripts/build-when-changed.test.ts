/** npm start compiles when something changed, and says so. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import t from 'tap'

t.test('the first start compiles, a later one only after a change', { timeout: 120_000 }, t => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  for (const path of ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build-when-changed.mjs', 'scripts/bundle.mjs', 'scripts/compile.mjs', 'scripts/import-graph.mjs', 'scripts/console.mjs', 'scripts/new-database.mjs', 'console', 'prisma']) cpSync(path, join(folder, path), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  cpSync('src/base/trim-end.ts', join(folder, 'src/main.ts'))
  for (const entry of ['index', 'storage/database/processes/statement-process']) cpSync('src/base/turns.ts', join(folder, `src/${entry}.ts`))
  const run = (): { status: number | null, stderr: string } => spawnSync(process.execPath, ['scripts/build-when-changed.mjs'], { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } })
  const compiled = /^Compiling the TypeScript; this is done at the first start and after changes\.\n$/
  t.match(run(), { status: 0, stderr: compiled })
  t.match(readFileSync(join(folder, 'dist/program/main.js'), 'utf8'), 'trimEnd')
  t.match(run(), { status: 0, stderr: /^$/ })
  writeFileSync(join(folder, 'src/main.ts'), 'export const changed = true\n')
  t.match(run(), { status: 0, stderr: compiled })
  t.match(readFileSync(join(folder, 'dist/program/main.js'), 'utf8'), 'changed')
  t.match(run(), { status: 0, stderr: /^$/ })
  const page = (): string => readFileSync(join(folder, 'dist/console/index.html'), 'utf8')
  const before = page()
  appendFileSync(join(folder, 'console/styles/console.css'), '.changed { color: red }\n')
  t.match(run(), { status: 0, stderr: compiled })
  t.not(page(), before, 'the console is made anew too')
  t.match(run(), { status: 0, stderr: /^$/ })
  writeFileSync(join(folder, 'src/main.ts'), 'export const wrong: = 1\n')
  t.match(run(), { status: 1, stderr: /^Compiling the TypeScript.*\n.*ERROR.*main\.ts:1/s }, 'what does not compile does not start')
  t.match(run(), { status: 1, stderr: /ERROR/ })
  t.end()
})
