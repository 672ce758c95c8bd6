// The declarations that the package has, in `dist/src`, without the check of types: `npm run types` has it.
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** Those of the entry and of what it imports, however indirectly: nobody who uses the package reaches the others. */
export function writeDeclarations (entry = 'src/index.ts') {
  const { config } = ts.readConfigFile('tsconfig.build.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const program = ts.createProgram([entry], { ...options, incremental: false, tsBuildInfoFile: undefined, noCheck: true, emitDeclarationOnly: true })
  const reached = new Set([entry])
  for (const source of reached) {
    const write = (path, text) => {
      ts.sys.writeFile(path, text)
      for (const name of importsIn(text)) reached.add(join(dirname(source), name.replace(/\.js$/, '.ts')))
    }
    const { diagnostics } = program.emit(program.getSourceFile(source), write, undefined, true)
    if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, host))
  }
}

const importsIn = text => ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName).filter(name => name.startsWith('.'))

const host = { getCanonicalFileName: name => name, getCurrentDirectory: ts.sys.getCurrentDirectory, getNewLine: () => '\n' }
