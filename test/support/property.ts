/**
 * Property tests draw the same in every run, so that a commit has one verdict. `PROPERTY_SEED=random` explores, as does a number of
 * one's own; `PROPERTY_RUNS` says how many of each to draw.
 */
import fc from 'fast-check'

const asked = process.env['PROPERTY_SEED'] ?? '20261128'

/** What everything is drawn from; fast-check knows it too. */
export const seed = asked === 'random' ? Date.now() % 2 ** 31 : Number(asked)

/** How often a property is tried. */
export const runs = (byDefault: number): number => Number(process.env['PROPERTY_RUNS'] ?? byDefault)

fc.configureGlobal({ seed })

export { fc }
