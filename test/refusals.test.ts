/** Which stage refuses what (ARCHITECTURE.md, "The flow"), counted in the sources: a refusal in the wrong stage fails here. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { errorCatalogue } from '../src/errors.js'
import type { ErrorKind } from '../src/errors.js'

interface Stage {
  readonly name: string
  readonly files: RegExp
  /** Each kind of error that it refuses with; none else, and each of these somewhere. */
  readonly refuses: readonly ErrorKind[]
}

/** The first stage whose pattern a file matches is its own. */
const stages: readonly Stage[] = [
  // What carries requests, and what is no resource: versions, batches, metadata.
  {
    name: 'protocol',
    files: /^src\/odata\/(isolation|protocol-version|query-in-body)\.ts$|^src\/odata\/(batch|metadata)\//,
    refuses: ['badRequest', 'methodNotAllowed', 'notAcceptable', 'preconditionFailed', 'unsupportedMediaType', 'notImplemented']
  },
  { name: 'parse', files: /^src\/odata\/url\//, refuses: ['badRequest'] },
  { name: 'write', files: /^src\/(pipeline|odata\/json|pipeline\/operations)\/write-|^src\/odata\/next-link\.ts$/, refuses: [] },
  {
    name: 'execute',
    files: /^src\/storage\/|^src\/pipeline\/operations\/|^src\/pipeline\/(check-result|preconditions)\.ts$|^src\/odata\/(byte-range|etag)\.ts$/,
    refuses: [
      'notFound', 'preconditionFailed', 'preconditionRequired', 'rangeNotSatisfiable', 'conflict', 'unavailable', 'outcomeUnknown',
      // A value that is taken, an id that is not there, a result that does not fit its type.
      'modelValidation', 'badRequest',
      // An effect of an operation that fails.
      'internal'
    ]
  },
  {
    name: 'bind',
    files: /^src\/odata\//,
    // A key that no text of a database can be is not found.
    refuses: ['badRequest', 'modelValidation', 'notFound', 'methodNotAllowed', 'notAcceptable', 'payloadTooLarge', 'unsupportedMediaType']
  },
  { name: 'check', files: /^src\/plan\/supported\//, refuses: ['notImplemented'] },
  { name: 'plan', files: /^src\/plan\//, refuses: [] },
  { name: 'pipeline', files: /^src\/pipeline\//, refuses: [] }
]

const files = ['odata', 'plan', 'storage', 'pipeline'].flatMap(folder =>
  readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => join('src', folder, name))
)

/** The kinds of the errors that a file makes. */
function refusalsOf (path: string): readonly string[] {
  const text = readFileSync(path, 'utf8').replace(/^import .*$/gm, '')
  return [...text.matchAll(/new ODataError\(\s*([^,\s]+)|\b(notImplemented|methodNotAllowed|unavailable)\(/g)].map(([, kind = '', helper]) => helper ?? kind.replaceAll("'", ''))
}

const counts = new Map(stages.map(({ name }) => [name, new Map<string, number>()]))
for (const path of files) {
  const stage = stages.find(({ files }) => files.test(path))
  for (const kind of refusalsOf(path)) {
    t.ok(stage?.refuses.includes(kind as ErrorKind), `${path} refuses with ${kind}, which is not for ${stage?.name ?? 'nobody'} to do`)
    const ofStage = counts.get(stage?.name ?? '')
    ofStage?.set(kind, (ofStage.get(kind) ?? 0) + 1)
  }
}

for (const { name, refuses } of stages) {
  const found = counts.get(name)
  const shown = refuses.map(kind => `${errorCatalogue[kind].status} ${kind}: ${found?.get(kind) ?? 0}`)
  t.comment(`${name}: ${shown.length === 0 ? 'nothing' : shown.join(', ')}`)
  for (const kind of refuses) t.ok(found?.has(kind), `${name} refuses something with ${kind}`)
}
