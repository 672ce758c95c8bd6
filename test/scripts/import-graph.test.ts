/** What a test depends on, by which `npm run test:changed` and `test:unit` choose. */
import { readFileSync } from 'node:fs'
import t from 'tap'

interface ImportGraph {
  readonly createImportGraph: () => Readonly<Record<'runs' | 'reaches', (file: string) => ReadonlySet<string>>>
  readonly filesIn: (folder: string) => readonly string[]
}

const path = new URL('../../scripts/import-graph.mjs', import.meta.url).href
const { createImportGraph, filesIn } = await import(path) as ImportGraph
const graph = createImportGraph()

/** Which of the files a file depends on, by the names of the files. */
const reaches = (file: string, ...names: readonly string[]): boolean[] => names.map(name => graph.reaches(file).has(name))

t.test('imports, however indirect', t => {
  t.same(reaches('test/odata/url/lexer.test.ts', 'src/odata/url/lexer.ts', 'src/odata/url/literals.ts'), [true, true])
  t.same(reaches('test/odata/url/lexer.test.ts', 'src/server.ts', 'test/support/databases.ts'), [false, false], 'and nothing else')
  t.same(reaches('test/features/rows.test.ts', 'src/server.ts', 'test/support/databases.ts'), [true, true])
  t.same(reaches('src/commands/program.ts', 'src/commands/exec.ts'), [true], 'those at run time too')
  t.end()
})

t.test('a type is gone at run time', t => {
  t.same(reaches('src/odata/url/lexer.ts', 'src/edm/types.ts'), [false])
  t.end()
})

t.test('a process runs what is built of the sources', t => {
  t.same(reaches('test/commands/exec.test.ts', 'src/main.ts', 'src/server.ts', 'test/support/databases.ts'), [true, true, false])
  t.end()
})

t.test('who starts the program says so by an import, and so gets a build', t => {
  const starters = filesIn('test/commands').filter(file => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('process.execPath'))
  t.ok(starters.length >= 3)
  t.same(starters.filter(file => !graph.runs(file).has('test/support/process.ts')), [])
  t.end()
})

t.test('files that are read', t => {
  t.same(reaches('test/docs.test.ts', 'README.md', 'docs/state.md'), [true, true], 'by a test, one by one or by their folder')
  t.same(reaches('test/features/rows.test.ts', 'prisma/sqlite/schema.prisma', 'README.md'), [true, false], 'by the program')
  t.same(reaches('test/conformance/conformance.test.ts', 'test/features/rows.test.ts', 'src/server.ts'), [true, false], 'which are not run')
  t.notOk(graph.runs('test/conformance/conformance.test.ts').has('test/features/rows.test.ts'))
  t.end()
})
