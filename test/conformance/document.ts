/** docs/conformance.md, from the clauses and the verdicts on them. */
import type { Claim, Clause, Evidence, Level, Part } from './clause.js'
import { isMust, judge, levelReached } from './verdict.js'
import type { Passed, Verdict, Verdicts } from './verdict.js'

const HEAD = `# Conformance

Every clause of OData's conformance sections, in our words: what the service does about it, and the test that shows it. Written by
\`npm run conformance\` from the results of those tests on SQLite and PostgreSQL, and held against the tests' own text by \`test/conformance/conformance.test.ts\`.
"Does not apply" is said with its reason, "not met" too. One departure is meant: by default some types stand without \`#\`, as Microsoft Graph writes them (JSON-9).
`

/** The whole document; `passed` tells how the named tests went. */
export function writeDocument (parts: readonly Part[], passed: Passed): string {
  const verdicts = judge(parts, passed)
  return [HEAD, writeSummary(parts, verdicts), ...parts.map(part => writePart(part, verdicts, passed))].join('\n')
}

/** Levels of a version: its own clauses, and those of the JSON format. */
export const partsOf = (parts: readonly Part[], prefix: string): readonly Part[] => parts.filter(({ id }) => id.startsWith(prefix) || id === 'JSON')

function writeSummary (parts: readonly Part[], verdicts: Verdicts): string {
  const reached = ([['4.0', 'P13.1'], ['4.01', 'P13.2']] as const).map(([version, prefix]) => `OData ${version}: **${levelReached(partsOf(parts, prefix), verdicts)}**`)
  const clauses = parts.flatMap(part => part.clauses)
  const rows = (['minimal', 'intermediate', 'advanced'] satisfies Level[]).map(level => [level, ...counts(clauses.filter(clause => clause.level === level && isMust(clause)), verdicts)])
  const others = ['SHOULD and MAY', ...counts(clauses.filter(clause => !isMust(clause)), verdicts)]
  return [`Level reached: ${reached.join(', ')}.`, '', ...writeTable(['MUST of level', 'met', 'not met', 'does not apply'], [...rows, others].map(row => row.map(String))), ''].join('\n')
}

const counts = (clauses: readonly Clause[], verdicts: Verdicts): readonly number[] =>
  (['met', 'not met', 'does not apply'] satisfies Verdict[]).map(verdict => clauses.filter(({ clause }) => verdicts.get(clause) === verdict).length)

function writePart ({ title, clauses }: Part, verdicts: Verdicts, passed: Passed): string {
  const rows = clauses.map((
    { clause, force, requirement, claim }
  ) => [clause, force, requirement, String(verdicts.get(clause)), writeClaim(claim, passed)])
  return [`## ${title}`, '', ...writeTable(['Clause', 'Force', 'Requirement', 'Verdict', 'Where, or why'], rows), ''].join('\n')
}

function writeClaim (claim: Claim, passed: Passed): string {
  if (claim.kind === 'follows') return `follows from ${claim.parts.map(id => id === 'JSON' ? 'the clauses of the JSON format' : `the clauses ${id}`).join(' and ')}`
  const said = claim.kind === 'shown' ? claim.note : claim.reason
  const failed = claim.shownBy.filter(evidence => !passed(evidence)).map(evidence => `**failed or not found: ${writeEvidence([evidence])}**`)
  return [...said === undefined ? [] : [said], ...claim.shownBy.length === 0 ? [] : [writeEvidence(claim.shownBy)], ...failed].join(' ')
}

/** Each file once, with its titles. */
function writeEvidence (evidence: readonly Evidence[]): string {
  const files = [...new Set(evidence.map(({ file }) => file))]
  return files.map(file => `\`${file}\`: ${evidence.filter(one => one.file === file).map(({ title }) => `"${title}"`).join(', ')}`).join('; ')
}

function writeTable (head: readonly string[], rows: ReadonlyArray<readonly string[]>): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)]
}
