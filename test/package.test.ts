/** The package as it is published: what is in it, what it says of itself, and what judges of packages say of it. */
import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, resolve } from 'node:path'
import { promisify } from 'node:util'
import semver from 'semver'
import t from 'tap'
import ts from 'typescript'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly homepage: string
  readonly repository: { readonly url: string }
  readonly bugs: { readonly url: string }
  readonly keywords: readonly string[]
  readonly engines: { readonly node: string }
  readonly dependencies: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, string>>
}

interface Locked {
  readonly version: string
  readonly dev?: boolean
  readonly engines?: { readonly node?: string }
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const manifest = readJson('package.json') as Manifest
const { packages } = readJson('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> }
/** What is installed with the package, by its path in `node_modules`. */
const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '')

const run = promisify(execFile)
/** A command of a package in this checkout. */
const command = async (name: string, ...args: readonly string[]): Promise<string> =>
  (await run(process.execPath, [join('node_modules/.bin', name), ...args])).stdout

/** A copy of the checkout, in which a build disturbs nobody. */
function copyCheckout (): string {
  const folder = mkdtempSync(join(tmpdir(), 'package-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n')
  for (const file of files.filter(file => !file.startsWith('test/') && existsSync(file))) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    copyFileSync(file, join(folder, file))
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  return folder
}

t.setTimeout(15 * 60_000)
const folder = copyCheckout()
const { stdout } = await run('npm', ['pack', '--json'], { cwd: folder, maxBuffer: 2 ** 26 })
const [packed] = JSON.parse(stdout) as [{ readonly filename: string, readonly files: ReadonlyArray<{ readonly path: string }> }]
const tarball = join(folder, packed.filename)
const files = new Set(packed.files.map(({ path }) => path))
const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8')

t.test('it says whose it is and what it is about', t => {
  const url = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
  t.equal(manifest.homepage, `${url}#readme`)
  t.equal(manifest.bugs.url, `${url}/issues`)
  t.ok(manifest.keywords.length > 0)
  t.end()
})

t.test('what is packed', t => {
  for (const path of ['dist/console/index.html', 'README.md', 'LICENSE', 'CHANGELOG.md', ...['main.js', 'index.js', 'statement-process.js', 'LICENSES.txt', 'new-database.sqlite'].map(name => `dist/program/${name}`), 'dist/src/index.d.ts', 'sbom.cdx.json', 'examples/tap.mjs']) t.ok(files.has(path), path)
  const scripts = [...files].filter(path => path.endsWith('.js') && !path.startsWith('dist/console/'))
  const types = [...files].filter(path => path.startsWith('dist/src/'))
  // What stands behind the dash follows from the content, and so would the order of names.
  const named = [...files].filter(path => path.startsWith('dist/console/')).map(path => path.replace(/-\w+\./, '-….')).sort()
  t.same(named, ['console-….css', 'console-….js', 'icon-….svg', 'index.html'].map(name => `dist/console/${name}`))
  for (const path of types) t.ok(existsSync(path.replace(/^dist\//, '').replace(/\.d\.ts$/, '.ts')), `${path} has a source: it is not left from an older build`)
  for (const path of types) {
    const { importedFiles } = ts.preProcessFile(textOf(path))
    for (const { fileName } of importedFiles.filter(({ fileName }) => fileName.startsWith('.'))) {
      const imported = posix.join(dirname(path), fileName.replace(/\.js$/, '.d.ts'))
      t.ok(files.has(imported), `${path} finds ${imported}`)
    }
  }
  t.match(textOf('dist/program/LICENSES.txt'), /\nfastify \d+\.\d+\.\d+\n\n[\s\S]*Permission is hereby granted/, 'what is bundled has its licence')
  t.same([...files].filter(path => path.endsWith('.map')), [], 'no source maps, as there are no sources')
  t.same(scripts.filter(path => textOf(path).includes('sourceMappingURL')), [], 'and nothing refers to them')
  t.end()
})

t.test('what its pages link to is in it, or has a URL', t => {
  const repository = `${manifest.homepage.replace('#readme', '')}/blob/main/`
  for (const page of [...files].filter(path => path.endsWith('.md'))) {
    for (const [, target = ''] of textOf(page).matchAll(/\]\(([^)#\s]+)/g)) {
      if (target.startsWith(repository)) t.ok(existsSync(target.slice(repository.length)), `${page}: ${target}`)
      else if (!/^https?:/.test(target)) t.ok(files.has(posix.join(dirname(page), target)), `${page}: ${target}`)
    }
  }
  t.end()
})

t.test('the bill of materials lists what is installed with it', t => {
  const { bomFormat, metadata, components } = readJson(join(folder, 'sbom.cdx.json')) as {
    readonly bomFormat: string
    readonly metadata: { readonly component: { readonly name: string, readonly version: string } }
    readonly components: ReadonlyArray<{ readonly 'bom-ref': string }>
  }
  t.equal(bomFormat, 'CycloneDX')
  t.match(metadata.component, { name: manifest.name, version: manifest.version })
  const expected = new Set(installed.map(([path, { version }]) => `${nameOf(path)}@${version}`))
  t.same(components.map(component => component['bom-ref']).sort(), [...expected].sort())
  t.end()
})

t.test('every version of Node it names can run what is installed with it', t => {
  const oldest = ['20.19.0', '22.13.0', '24.0.0', '26.0.0']
  const majors = oldest.map(version => semver.major(version))
  t.match(readFileSync('scripts/nodes/prepare-node.mjs', 'utf8'), `NODES = [${majors.map(major => `'${major}'`).join(', ')}]`, 'npm run test:nodes')
  t.match(textOf('README.md'), 'Node 20.19, 22, 24 or 26')
  for (const version of oldest) t.ok(semver.satisfies(version, manifest.engines.node), version)
  for (const [path, { engines }] of installed) {
    const required = engines?.node ?? '*'
    for (const version of oldest) t.ok(semver.satisfies(version, required), `${nameOf(path)} requires ${required}`)
  }
  // Overrides are not for those who install the package: they would get other versions than these.
  const names = new Set(installed.map(([path]) => nameOf(path)))
  for (const name of Object.keys(manifest.overrides)) t.notOk(names.has(name), name)
  t.end()
})

t.test('publint and Are The Types Wrong? have nothing to say', async t => {
  t.match(await command('publint', '--strict', tarball), 'All good!')
  t.match(await command('attw', tarball, '--config-path', '.attw.json'), 'No problems found')
})

t.test('npm publish would warn of nothing but that nobody is logged in', async t => {
  const { stdout, stderr } = await run('npm', ['publish', '--dry-run', '--loglevel=notice', resolve(tarball)], { cwd: folder })
  t.equal(stdout.trim(), `+ ${manifest.name}@${manifest.version}`)
  t.same(stderr.split('\n').filter(line => /npm (warn|error)/i.test(line) && !line.includes('logged in')), [])
})

t.test('require() of it works, as it promises to those who check types', async t => {
  const { stdout } = await run(process.execPath, ['-e', `console.log(typeof require('${manifest.name}').startEmulator)`], { cwd: folder })
  t.equal(stdout, 'function\n')
})
