// npm pack and npm publish: a build of what is there now and nothing older, and a bill of materials of what is installed with the package.
// Types are checked by the gate.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildProgram } from './bundle.mjs'
import { compileScripts } from './compile.mjs'
import { buildConsole } from './console.mjs'
import { writeDeclarations } from './declarations.mjs'

/** npm, as it was started. */
const npm = (args, cwd = '.') => execFileSync(process.execPath, [process.env.npm_execpath, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const readJson = path => JSON.parse(readFileSync(path, 'utf8'))

/**
 * CycloneDX, of the versions in package-lock.json. `npm sbom --omit=dev` also leaves out what a development package shares with a production
 * one, so it gets a project that has no development packages. It takes the name of the folder for that of the project.
 */
function billOfMaterials () {
  const { devDependencies: _, ...manifest } = readJson('package.json')
  const lock = readJson('package-lock.json')
  const kept = Object.entries(lock.packages).filter(([, { dev }]) => dev !== true)
  const temporary = mkdtempSync(join(tmpdir(), 'sbom-'))
  const folder = join(temporary, manifest.name)
  const write = (name, content) => writeFileSync(join(folder, name), JSON.stringify(content))
  try {
    mkdirSync(folder)
    write('package.json', manifest)
    write('package-lock.json', { ...lock, packages: { ...Object.fromEntries(kept), '': manifest } })
    return npm(['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'], folder)
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

rmSync('dist', { recursive: true, force: true })
await compileScripts()
writeDeclarations()
await buildProgram()
await buildConsole()
writeFileSync('sbom.cdx.json', billOfMaterials())
