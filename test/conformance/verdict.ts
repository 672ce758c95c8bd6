/** From claims and the results of tests to verdicts, and to the level that is reached. */
import type { Clause, Evidence, Level, Part } from './clause.js'

export type Verdict = 'met' | 'not met' | 'does not apply'

/** Whether a test was found and passed, wherever it runs. */
export type Passed = (evidence: Evidence) => boolean

export type Verdicts = ReadonlyMap<string, Verdict>

const levels: readonly Level[] = ['minimal', 'intermediate', 'advanced']

/** Every kind of MUST, MUST NOT among them. */
export const isMust = ({ force }: Clause): boolean => force.startsWith('MUST')

/** The verdict on each clause. */
export function judge (parts: readonly Part[], passed: Passed): Verdicts {
  const verdicts = new Map<string, Verdict>()
  const ofPart = (id: string): Verdict => {
    const part = parts.find(part => part.id === id)
    if (part === undefined) throw new Error(`there is no part ${id}`)
    return part.clauses.every(clause => !isMust(clause) || ofClause(clause) !== 'not met') ? 'met' : 'not met'
  }
  const ofClause = (clause: Clause): Verdict => {
    const verdict = verdicts.get(clause.clause) ?? decide(clause)
    verdicts.set(clause.clause, verdict)
    return verdict
  }
  const decide = ({ claim }: Clause): Verdict => {
    if (claim.kind === 'follows') return claim.parts.every(id => ofPart(id) === 'met') ? 'met' : 'not met'
    if (claim.kind === 'notMet' || !claim.shownBy.every(passed)) return 'not met'
    return claim.kind === 'shown' ? 'met' : 'does not apply'
  }
  for (const { clauses } of parts) clauses.forEach(ofClause)
  return verdicts
}

/** The highest level with no MUST unmet, of it and of those below; `none` when minimal is not reached. */
export function levelReached (parts: readonly Part[], verdicts: Verdicts): Level | 'none' {
  const unmet = parts.flatMap(({ clauses }) => clauses).filter(clause => isMust(clause) && verdicts.get(clause.clause) === 'not met')
  const lowest = Math.min(levels.length, ...unmet.map(({ level }) => levels.indexOf(level)))
  return levels[lowest - 1] ?? 'none'
}
