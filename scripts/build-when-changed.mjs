// Before npm start: compiles when something changed since the last time, and says so; does nothing otherwise.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildProgram } from './bundle.mjs'
import { buildConsole } from './console.mjs'

/** TypeScript leaves this file where it compiled; it does not write it when nothing came of that. */
const MARK = 'dist/.tsbuildinfo'
const everythingIn = folder => [folder, ...readdirSync(folder, { recursive: true }).map(name => join(folder, name))]
const inputs = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json', ...everythingIn('src'), ...everythingIn('console'), ...everythingIn('prisma')]
const outputs = [MARK, 'dist/program/main.js', 'dist/console/index.html']

const changedAt = path => statSync(path).mtimeMs
const isCurrent = () => outputs.every(path => existsSync(path)) && inputs.every(path => changedAt(path) <= changedAt(MARK))

if (!isCurrent()) {
  console.error('Compiling the TypeScript; this is done at the first start and after changes.')
  const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js')
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
  if (status !== 0) {
    rmSync(MARK, { force: true })
    process.exit(status ?? 1)
  }
  await buildProgram()
  await buildConsole()
  const now = new Date()
  utimesSync(MARK, now, now)
}
